import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Keyring, startKeyring } from '../../tools/with-keyring.ts';
import { openHome } from '../node/wire-app.ts';
import { notePracticeOwner, sweepPractices } from './practice-leftovers.ts';

let keyring: Keyring;
let parentPath = '';
let warnings: string[] = [];
const logger = { info: () => undefined, warn: (text: string) => warnings.push(text) };

beforeAll(async () => {
  keyring = await startKeyring();
  Object.assign(process.env, keyring.environment);
});
afterAll(() => keyring.stop());
beforeEach(async () => {
  parentPath = await mkdtemp(join(tmpdir(), 'role-valet-leftovers-'));
  warnings = [];
});
afterEach(() => rm(parentPath, { recursive: true, force: true }));

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

async function practiceFolder(name: string, owner?: number): Promise<string> {
  const folder = join(parentPath, `role-valet-practice-${name}`);
  await mkdir(join(folder, 'app'), { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'app', 'sessions'), 'x');
  if (owner !== undefined) {
    await notePracticeOwner(folder, { processId: owner, memoryOnly: false });
  }
  return folder;
}

describe('sweepPractices', () => {
  test('removes what a process that has ended left, keychain items included', async () => {
    const folder = await practiceFolder('left', endedProcess());
    const environment = { ...process.env, ROLE_VALET_HOME: join(folder, 'app') };
    const { keychain } = await openHome(environment, process.platform);
    await keychain.set('key:security', 'practice');

    expect(await sweepPractices({ environment: process.env, logger, parentPath })).toBe(1);
    expect(existsSync(folder)).toBe(false);
    expect(await keychain.accounts()).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('leaves what is in use, what says nothing of its owner, links and other folders', async () => {
    await practiceFolder('in-use', process.pid);
    await practiceFolder('unknown');
    await mkdir(join(parentPath, 'somebody-else'));
    await symlink(parentPath, join(parentPath, 'role-valet-practice-link'));
    const before = await readdir(parentPath);

    expect(await sweepPractices({ environment: process.env, logger, parentPath })).toBe(0);
    expect(await readdir(parentPath)).toEqual(before);
  });

  test('what can’t be removed is logged, and keeps nothing else from being removed', async () => {
    const folder = await practiceFolder('odd');
    // A folder where the note of the owner should be.
    await mkdir(join(folder, 'owner.json'));
    await practiceFolder('plain', endedProcess());
    expect(await sweepPractices({ environment: process.env, logger, parentPath })).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(existsSync(folder)).toBe(true);
  });
});
