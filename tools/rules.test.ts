import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileViolations, machineViolations } from './rules/files.ts';
import { importsOf } from './rules/imports.ts';
import { layerViolations, type Violation } from './rules/layers.ts';
import { manifestViolations } from './rules/manifest.ts';

describe('the repository', () => {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const files = listed.split('\0').filter((file) => file !== '' && existsSync(file));

  test('has sources to hold against the rules', () => {
    expect(files.filter((file) => file.startsWith('electron/core/')).length).toBeGreaterThan(20);
  });

  test('keeps the rules on layers, files and machines', () => {
    const namesByFolder = new Map<string, Set<string>>();
    for (const file of files) {
      const folder = dirname(file);
      namesByFolder.set(folder, (namesByFolder.get(folder) ?? new Set()).add(basename(file)));
    }
    const violations = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [
        ...(/\.tsx?$/.test(file) ? layerViolations(file, text) : []),
        ...(file === 'tools/rules.test.ts' // its examples break the rules on purpose
          ? []
          : fileViolations(file, text, namesByFolder.get(dirname(file)) ?? new Set())),
        ...(file.startsWith('tools/rules') ? [] : machineViolations(file, text)),
      ];
    });
    expect(violations.map(inWords)).toEqual([]);
  });

  test('pins its packages and says why it has them', () => {
    const violations = manifestViolations(
      readFileSync('package.json', 'utf8'),
      readFileSync('docs/dependencies.md', 'utf8'),
    );
    expect(violations.map(inWords)).toEqual([]);
  });
});

describe('importsOf', () => {
  test('tells static, type and lazy imports apart, over several lines', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      'import {',
      '  c,',
      "} from 'c';",
      "const d = await import('d');",
      "export { e } from './e.ts';",
      "import 'f';",
    ].join('\n');
    expect(importsOf(text)).toEqual([
      { specifier: './a.ts', line: 1, kind: 'static' },
      { specifier: './b.ts', line: 2, kind: 'type' },
      { specifier: 'c', line: 3, kind: 'static' },
      { specifier: 'd', line: 6, kind: 'lazy' },
      { specifier: './e.ts', line: 7, kind: 'static' },
      { specifier: 'f', line: 8, kind: 'static' },
    ]);
  });
});

describe('layerViolations', () => {
  test.each([
    ['electron/core/a.ts', "import { b } from '../node/b.ts';"],
    ['electron/core/app/a.ts', "import { b } from '../../cli/b.ts';"],
    ['electron/contract/a.ts', "import { b } from '../core/b.ts';"],
    ['electron/node/a.ts', "import { b } from '../cli/b.ts';"],
    ['electron/practice/a.ts', "import { b } from '../cli/b.ts';"],
    ['electron/core/aws/sts/a.ts', "import { STSClient } from '@aws-sdk/client-sts';"],
    ['electron/core/app/a.ts', "const sdk = await import('@aws-sdk/client-sts');"],
    ['electron/node/files.ts', "import { AsyncEntry } from 'keytar';"],
    ['electron/cli/a.ts', "import { app } from 'electron';"],
    ['renderer/a.ts', "import { b } from '../electron/core/b.ts';"],
  ])('%s may not say %s', (file, text) => {
    expect(layerViolations(file, text)).toHaveLength(1);
  });

  test.each([
    ['electron/core/app/a.ts', "import { b } from '../chain/b.ts';"],
    ['electron/core/aws/sts/a.ts', "const sdk = await import('@aws-sdk/client-sts');"],
    ['electron/core/aws/sts/a.ts', "import type { STSClient } from '@aws-sdk/client-sts';"],
    ['electron/core/a.test.ts', "import { b } from '../node/b.ts';"],
    ['renderer/a.ts', "import type { B } from '../electron/contract/roles.ts';"],
  ])('%s may say %s', (file, text) => {
    expect(layerViolations(file, text)).toEqual([]);
  });
});

describe('fileViolations and machineViolations', () => {
  test.each([
    ['too long', 'electron/a.ts', 'x\n'.repeat(301)],
    ['too long a test', 'electron/a.test.ts', 'x\n'.repeat(501)],
    ['a name', 'electron/Name.ts', ''],
    ['a test alone', 'electron/b.test.ts', ''],
    ['a swallowed error', 'electron/a.ts', 'try { x() } catch {}'],
    ['a swallowed named error', 'electron/a.ts', 'try { x() } catch (error) { }'],
    ['one test only', 'electron/a.test.ts', "test.only('x')"],
    ['a default export', 'electron/a.ts', 'export default 1;'],
  ])('%s is found', (_, file, text) => {
    expect(fileViolations(file, text, new Set(['a.ts', 'a.test.ts']))).toHaveLength(1);
  });

  test('a machine’s own paths and registries are found', () => {
    expect(machineViolations('README.md', 'see /home/alex/x')).toHaveLength(1);
    expect(machineViolations('a.json', '"resolved": "https://registry.npmjs.org/x"')).toHaveLength(
      1,
    );
    expect(machineViolations('README.md', 'see ~/.aws/config')).toEqual([]);
  });
});

describe('manifestViolations', () => {
  test('ranges, missing reasons and install scripts are found', () => {
    const manifest = JSON.stringify({
      dependencies: { a: '^1.0.0', b: '1.0.0', keytar: 'npm:@napi-rs/keyring@2.1.2' },
      devDependencies: { c: '*' },
      allowScripts: { node: true, d: true },
    });
    const violations = manifestViolations(manifest, '- `a`: why\n- `keytar`: why\n');
    expect(violations.map(({ reason }) => reason)).toEqual([
      'a ^1.0.0 is no exact pin',
      'c * is no exact pin',
      'docs/dependencies.md does not say why b',
      'd may run an install script',
    ]);
  });
});

function inWords({ file, line, reason }: Violation): string {
  return `${file}:${line} ${reason}`;
}
