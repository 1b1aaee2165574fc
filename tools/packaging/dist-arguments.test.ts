import { describe, expect, test } from 'vitest';
import { distArguments } from './dist-arguments.ts';

describe('distArguments', () => {
  test('with a real Electron everything asked for is passed on', () => {
    expect(distArguments(['--dir', '-c.mac.identity=null'])).toEqual([
      ...['--config', 'electron-builder.config.ts', '--publish', 'never'],
      ...['--dir', '-c.mac.identity=null'],
    ]);
  });

  test('with a stand-in only the directory is made, whatever was asked for', () => {
    const wanted = ['--linux', 'deb', '--mac', '--win', '-c.directories.output=elsewhere'];
    expect(distArguments(wanted, 'stand-in')).toEqual([
      ...['--config', 'electron-builder.config.ts', '--publish', 'never'],
      ...['--linux', 'dir', '-c.electronDist=stand-in', '-c.directories.output=elsewhere'],
    ]);
  });
});
