import { spawnSync } from 'node:child_process';
import { mkdtempSync, readlinkSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockSingleInstance, unlockSingleInstance } from './single-instance.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'role-valet-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('has one owner until it is given back', () => {
  const userData = join(folder, 'made', 'here');
  expect(lockSingleInstance(userData)).toBe(true);
  expect(lockSingleInstance(userData)).toBe(false);
  unlockSingleInstance(userData);
  expect(lockSingleInstance(userData)).toBe(true);
});

test('is taken over from an owner that was killed', () => {
  const ended = spawnSync(process.execPath, ['-e', '0']).pid;
  symlinkSync(`stand-in-${ended}`, join(folder, 'SingletonLock'));
  expect(lockSingleInstance(folder)).toBe(true);
  expect(readlinkSync(join(folder, 'SingletonLock'))).toBe(`stand-in-${process.pid}`);
});

test('giving back what is gone already is no error', () => {
  lockSingleInstance(folder);
  unlinkSync(join(folder, 'SingletonLock'));
  expect(() => unlockSingleInstance(folder)).not.toThrow();
});
