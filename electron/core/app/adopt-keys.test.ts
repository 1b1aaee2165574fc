import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BaseKey } from '../keys/types.ts';
import { adoptKeys, planAdoption } from './adopt-keys.ts';
import { listRoles } from './list-roles.ts';
import { loadContext } from './load-context.ts';
import { keyLines, practiceKey, withPlainKeys } from './testing/plain-key-files.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { undoChange } from './undo-change.ts';

const ALL = { profiles: [], verify: true, confirm: async () => undefined };
const WRONG = {
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
};

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

const credentials = () => readFile(practice.app.credentialsPath, 'utf8');

/** Removes all keys from the keychain and writes this to the credentials file. */
async function given(text: string): Promise<void> {
  await withPlainKeys(practice);
  await writeFile(practice.app.credentialsPath, text);
}

/** What every role of the list is like, by profile. */
async function roles(): Promise<readonly unknown[]> {
  const { app } = practice;
  const { rows } = await listRoles(app, await loadContext(app));
  return rows.map(({ profile, chain, error }) => [profile, chain, error?.code]);
}

describe('adoption', () => {
  test('moves every key, after asking AWS, and every role goes on', async () => {
    await withPlainKeys(practice);
    const before = await roles();
    const { keys, left, changedPaths } = await adoptKeys(practice.app, ALL);
    expect(left).toEqual([]);
    expect(keys.map(({ profile }) => profile).sort()).toEqual(['ci', 'security']);
    expect(keys.every(({ userArn }) => userArn?.includes(':user/'))).toBe(true);
    expect(changedPaths).toEqual([practice.app.credentialsPath]);
    expect(await credentials()).toBe('# mine\n\n\n[other]\nregion = eu-west-1\n');
    for (const { profile } of keys) {
      expect(await practice.app.keys.get(profile)).toMatchObject(practiceKey(practice, profile));
    }
    expect(await roles()).toEqual(before);
  });

  test('names the roles that other tools can’t assume until the base is managed', async () => {
    await withPlainKeys(practice);
    const { keys } = await planAdoption(practice.app, ALL);
    const security = keys.find(({ profile }) => profile === 'security');
    expect(security?.strandedRoles).toEqual(
      expect.arrayContaining(['hub', 'shop-dev-deployer', 'shop-prod-admin']),
    );
    expect(security?.strandedRoles).not.toContain('shop-dev-readonly');
  });

  test('a second run finds nothing, and undo brings back the lines and keeps the copies', async () => {
    const before = await withPlainKeys(practice);
    await adoptKeys(practice.app, ALL);
    expect((await adoptKeys(practice.app, ALL)).keys).toEqual([]);
    await undoChange(practice.app);
    expect(await credentials()).toBe(before);
    expect(await practice.app.keys.names()).toEqual(['ci', 'security']);
    const again = await adoptKeys(practice.app, ALL);
    expect(again.keys.every(({ isStored }) => isStored)).toBe(true);
    expect(await credentials()).not.toContain('AKIA');
  });

  test('moves only the named one, also from config', async () => {
    const { app } = practice;
    const before = await withPlainKeys(practice);
    const config = await readFile(app.configPath, 'utf8');
    const ci = keyLines(practiceKey(practice, 'ci'));
    await writeFile(app.configPath, config.replace('[profile ci]\n', `[profile ci]\n${ci}`));
    await writeFile(app.credentialsPath, before.replace(`[ci]\n${ci}`, ''));
    const { keys } = await adoptKeys(app, { ...ALL, profiles: ['ci'] });
    expect(keys.map(({ profile }) => profile)).toEqual(['ci']);
    expect(await readFile(app.configPath, 'utf8')).toBe(config);
    expect(await credentials()).toBe(before.replace(`[ci]\n${ci}`, ''));
  });

  test('one key under two names is kept under both, and said', async () => {
    const ci = keyLines(practiceKey(practice, 'ci'));
    await given(`[ci]\n${ci}[robot]\n${ci}`);
    const { keys, notices } = await adoptKeys(practice.app, ALL);
    expect(keys).toHaveLength(2);
    expect(notices.join()).toMatch(/ci and robot hold the same key/);
    expect(await practice.app.keys.names()).toEqual(['ci', 'robot']);
    // Config doesn't name the second: without its header the profile would be gone.
    expect(await credentials()).toBe('[robot]\n');
    expect(practice.sts.calls.filter(({ action }) => action === 'GetCallerIdentity')).toHaveLength(
      1,
    );
  });

  test('says where AWS tools would silently go on as somebody else', async () => {
    const { app } = practice;
    const ci = keyLines(practiceKey(practice, 'ci'));
    await given(`[ci]\n${ci}`);
    const config = await readFile(app.configPath, 'utf8');
    await writeFile(
      app.configPath,
      config.replace('[profile ci]\n', '[profile ci]\ncredential_process = /bin/other\n'),
    );
    const { notices } = await planAdoption(app, ALL);
    expect(notices.join()).toMatch(/ci also has credential_process \(.*, line \d+\)/);
  });
});

describe('what stays where it is', () => {
  test('a key that AWS refuses, while the others go; --no-verify takes it', async () => {
    const ci = keyLines(practiceKey(practice, 'ci'));
    await given(`[ci]\n${ci}[dead]\n${keyLines(WRONG)}`);
    const { keys, left } = await adoptKeys(practice.app, ALL);
    expect(keys.map(({ profile }) => profile)).toEqual(['ci']);
    expect(left).toMatchObject([{ profile: 'dead', error: { code: 'STS_KEY_INVALID' } }]);
    expect(await credentials()).toBe(`[dead]\n${keyLines(WRONG)}`);
    expect(await practice.app.keys.names()).toEqual(['ci']);
    const taken = await adoptKeys(practice.app, { ...ALL, verify: false });
    expect(taken.keys).toMatchObject([{ profile: 'dead' }]);
  });

  test('a key whose name holds another one in the keychain', async () => {
    await given(`[ci]\n${keyLines(practiceKey(practice, 'ci'))}`);
    await practice.app.keys.put('ci', { ...WRONG, createdAt: 0 });
    const before = await credentials();
    const { keys, left } = await adoptKeys(practice.app, ALL);
    expect(keys).toEqual([]);
    expect(left).toMatchObject([{ profile: 'ci', error: { code: 'KEY_EXISTS' } }]);
    expect(await credentials()).toBe(before);
    expect(await practice.app.keys.get('ci')).toMatchObject(WRONG);
  });

  test('temporary trios: not a word of them, a refusal where one is named', async () => {
    const trio = `[temp]\n${keyLines({ ...WRONG, accessKeyId: 'ASIAI44QH8DHBEXAMPLE' })}aws_session_token = abc\n`;
    await given(trio);
    expect(await adoptKeys(practice.app, ALL)).toMatchObject({ keys: [], left: [] });
    const named = await adoptKeys(practice.app, { ...ALL, profiles: ['temp'] });
    expect(named.left).toMatchObject([{ profile: 'temp', error: { code: 'EDIT_REFUSED' } }]);
    expect(await credentials()).toBe(trio);
  });

  test('a name without a key is an error', async () => {
    await given('[ci]\nregion = eu-west-1\n');
    await expect(adoptKeys(practice.app, { ...ALL, profiles: ['ci'] })).rejects.toMatchObject({
      code: 'KEY_NOT_FOUND',
    });
  });

  test('everything, where the user says no', async () => {
    const before = await withPlainKeys(practice);
    const confirm = async () => {
      throw new Error('no');
    };
    await expect(adoptKeys(practice.app, { ...ALL, confirm })).rejects.toThrow('no');
    expect(await credentials()).toBe(before);
    expect(await practice.app.keys.names()).toEqual([]);
  });

  test('everything, where the keychain does not keep what it was given', async () => {
    const before = await withPlainKeys(practice);
    const { app } = practice;
    const keys = {
      ...app.keys,
      put: async (profile: string, key: BaseKey) => {
        if (profile === 'security') await app.keys.put(profile, key);
        else await app.keys.put(profile, { ...key, secretAccessKey: '' }).then(() => refuse());
      },
    };
    await expect(adoptKeys({ ...app, keys }, ALL)).rejects.toThrow('not kept');
    expect(await credentials()).toBe(before);
  });

  test('a key that another program changes while the user is asked', async () => {
    const { app } = practice;
    const before = await withPlainKeys(practice);
    const ci = practiceKey(practice, 'ci');
    const changed = before.replace(keyLines(ci), keyLines(WRONG));
    const confirm = () => writeFile(app.credentialsPath, changed);
    const { keys, notices } = await adoptKeys(app, { ...ALL, confirm });
    expect(keys.map(({ profile }) => profile)).toEqual(['security']);
    expect(notices.join()).toMatch(/the key of ci was changed in the file/);
    expect(await credentials()).toContain(keyLines(WRONG));
  });
});

function refuse(): never {
  throw new Error('not kept');
}
