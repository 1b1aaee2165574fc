import { describe, expect, test } from 'vitest';
import {
  missingFromArchive,
  packedNatives,
  strangersInArchive,
  strangersInCommandLine,
} from './package-rules.ts';

describe('strangersInArchive', () => {
  test.each([
    'package.json',
    'out/main/main.js',
    'out/main/chunks/sts-DjVi1K4Y.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'out/renderer/assets/index-DtdqLXmY.css',
    'assets/icons/tray/darwin/activeTemplate@2x.png',
    'node_modules/keytar/index.js',
    'node_modules/@napi-rs/keyring-darwin-arm64/keyring.darwin-arm64.node',
  ])('%s belongs there', (file) => {
    expect(strangersInArchive([file])).toEqual([]);
  });

  test.each([
    ['the command line', 'out/main/cli.js'],
    ['a source map', 'out/main/stray.map'],
    ['a source map of a chunk', 'out/main/chunks/sts-DjVi1K4Y.js.map'],
    ['a source', 'electron/main.ts'],
    ['a test', 'out/main/chunks/sts.test.js'],
    ['a fixture', 'out/renderer/assets/fixtures/sample.js'],
    ['the stand-in', 'e2e/stand-in/electron.ts'],
    ['a drawing', 'assets/svg/tray-idle.svg'],
    ['a document', 'README.md'],
    ['an environment file', 'out/main/.env'],
    ['the lock file', 'package-lock.json'],
    ['a bundled dependency', 'node_modules/commander/index.js'],
    ['the entry that imitates keytar', 'node_modules/keytar/keytar.js'],
    ['a file of another root', '../package.json'],
    ['a path that only begins well', 'package.json/secret'],
  ])('%s is a stranger', (_, file) => {
    expect(strangersInArchive(['package.json', file])).toEqual([file]);
  });
});

describe('strangersInCommandLine', () => {
  test('its program, launchers and keychain belong there', () => {
    expect(
      strangersInCommandLine([
        'cli.js',
        'package.json',
        'role-valet',
        'role-valet.cmd',
        'chunks/sts-DjVi1K4Y.js',
        'node_modules/keytar/index.js',
        'node_modules/@napi-rs/keyring-linux-x64-gnu/keyring.linux-x64-gnu.node',
      ]),
    ).toEqual([]);
  });

  test('the app, maps and other packages are strangers', () => {
    const files = ['main.js', 'cli.js.map', 'node_modules/zod/index.js', 'role-valet.ps1'];
    expect(strangersInCommandLine(files)).toEqual(files);
  });
});

describe('missingFromArchive', () => {
  test('what was built and not packed is missing, but the command line is not', () => {
    const built = ['out/main/main.js', 'out/main/cli.js', 'out/renderer/assets/photo.webp'];
    expect(missingFromArchive(built, ['out/main/main.js'])).toEqual([
      'out/renderer/assets/photo.webp',
    ]);
  });
});

describe('packedNatives', () => {
  test('a native module inside the archive is found', () => {
    const entries = [
      { file: 'a/keyring.node', isUnpacked: true },
      { file: 'b/keyring.node', isUnpacked: false },
      { file: 'b/index.js', isUnpacked: false },
    ];
    expect(packedNatives(entries)).toEqual(['b/keyring.node']);
  });
});
