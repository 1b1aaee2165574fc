import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoleForm } from '../../contract/roles.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { readRoleForm } from './role-form.ts';
import { saveRole } from './save-role.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { planWrite, writeRole } from './write-role.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

const ARN = 'arn:aws:iam::222233334444:role/readonly';
const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';
const NEW: RoleForm = {
  profile: 'new',
  roleArn: ARN,
  sourceProfile: 'ci',
  region: '',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};
const BASES = '[profile ci]\n\n[profile security]\n';
const ROLE = `[profile x]\nrole_arn = ${ARN}\nsource_profile = ci\n`;

const text = () => readFile(practice.app.configPath, 'utf8');
const form = async (profile: string) => readRoleForm(await loadContext(practice.app), profile);

/** Saves `changes` of the role `original` of a config file with this text. */
async function edited(before: string, original: string, changes: Partial<RoleForm>) {
  const { app } = practice;
  await writeFile(app.configPath, before);
  const saved = await saveRole(app, { ...(await form(original)), ...changes }, original);
  return { ...saved, text: await text() };
}

describe('a new role', () => {
  test('comes last, behind a blank line, with what was filled in, and works', async () => {
    const before = await text();
    const filled = { ...NEW, region: 'eu-west-1', durationSeconds: '3600', sessionName: '{user}' };
    const saved = await saveRole(practice.app, filled, '');
    expect(saved).toEqual({
      profile: 'new',
      path: practice.app.configPath,
      changes: ['[profile new] added'],
    });
    expect(await text()).toBe(
      `${before}\n[profile new]\nrole_arn = ${ARN}\nsource_profile = ci\nrole_session_name = {user}\nduration_seconds = 3600\nregion = eu-west-1\n`,
    );
    expect(await form('new')).toEqual(filled);
    const { session } = await obtainSession(
      practice.app,
      await loadContext(practice.app),
      'new',
      {},
    );
    expect(session.assumedRoleArn).toContain(':assumed-role/readonly/alex');
  });

  test('makes file and folder where there are none, for the user alone', async () => {
    const { app } = practice;
    await rm(dirname(app.configPath), { recursive: true });
    await saveRole(app, NEW, '');
    expect(await text()).toBe(`[profile new]\nrole_arn = ${ARN}\nsource_profile = ci\n`);
    expect((await stat(app.configPath)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(app.configPath))).mode & 0o777).toBe(0o700);
  });

  test('may wait for its base key, and says so', async () => {
    await writeFile(practice.app.configPath, '[profile later]\n');
    const { changes } = await saveRole(practice.app, { ...NEW, sourceProfile: 'later' }, '');
    expect(changes[1]).toMatch(/later has no key.*role-valet keys add later/);
  });

  test('blanks around pasted values are left out', async () => {
    await saveRole(practice.app, { ...NEW, profile: ' new ', roleArn: `\t${ARN}\n` }, '');
    expect(await form('new')).toEqual(NEW);
  });

  test('the opt-out of MFA is written where AWS tools do not look', async () => {
    await saveRole(practice.app, { ...NEW, mfaSerial: 'none' }, '');
    expect(await text()).toContain('\nvalet_mfa_serial = none\n');
    expect((await form('new')).mfaSerial).toBe('none');
  });
});

describe('what AWS or its tools would not take is refused, naming the field', () => {
  test.each([
    ['name: it is missing', { profile: '' }],
    ['name: it holds " "', { profile: 'my role' }],
    ['name: it means something else', { profile: '__proto__' }],
    ['name: hub is a profile already', { profile: 'hub' }],
    ['name: sessions of hub are written to', { profile: 'hub-session' }],
    ['role ARN: it is missing', { roleArn: '' }],
    ['role ARN: its account has 11 digits', { roleArn: 'arn:aws:iam::11112222333:role/x' }],
    ['role ARN: it names a "user"', { roleArn: 'arn:aws:iam::111122223333:user/x' }],
    ['role ARN: its partition', { roleArn: 'arn:awz:iam::111122223333:role/x' }],
    ['source profile: it is missing', { sourceProfile: '' }],
    ['source profile: there is no profile "none"', { sourceProfile: 'none' }],
    ['source profile: a role cannot start from itself', { sourceProfile: 'new' }],
    ['region: "eu" is no AWS region', { region: 'eu' }],
    ['region: cn-north-1 is in the partition aws-cn', { region: 'cn-north-1' }],
    ['MFA device: "123" is no serial', { mfaSerial: '123' }],
    ['MFA device: .* ARN of the user', { mfaSerial: 'arn:aws:iam::111122223333:user/alex' }],
    ['MFA device: .* security key', { mfaSerial: 'arn:aws:iam::111122223333:u2f/alex' }],
    [
      'MFA device: it is in the partition aws-cn',
      { mfaSerial: 'arn:aws-cn:iam::111122223333:mfa/a' },
    ],
    ['external id: AWS does not accept', { externalId: 'a' }],
    ['external id: AWS does not accept', { externalId: 'two words' }],
    ['external id: AWS does not accept', { externalId: 'x'.repeat(1225) }],
    ['session name: .* holds ":"', { sessionName: 'a:b' }],
    ['session name: .* placeholder \\{who\\}', { sessionName: '{who}' }],
    ['session name: .* 65 characters', { sessionName: 'x'.repeat(65) }],
    ['duration: "899"', { durationSeconds: '899' }],
    ['duration: "43201"', { durationSeconds: '43201' }],
    ['duration: "1h"', { durationSeconds: '1h' }],
  ])('%s', async (message, changes) => {
    const before = await text();
    const saving = saveRole(practice.app, { ...NEW, ...changes }, '');
    await expect(saving).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(new RegExp(`^${message}`)),
      hint: expect.stringMatching(/\S/),
    });
    expect(await text()).toBe(before);
  });

  test('the bounds themselves are fine', async () => {
    const longest = {
      externalId: 'x'.repeat(1224),
      sessionName: 'x'.repeat(64),
      durationSeconds: '43200',
      roleArn: 'arn:aws:iam::222233334444:role/teams/web/read_only',
    };
    await saveRole(practice.app, { ...NEW, ...longest }, '');
    const shortest = { externalId: 'xy', sessionName: 'xy', durationSeconds: '900' };
    await saveRole(practice.app, { ...NEW, ...shortest }, 'new');
    expect(await form('new')).toEqual({ ...NEW, ...shortest });
  });

  test('the name of a base key, and of a target of ours', async () => {
    const { app } = practice;
    await writeFile(app.configPath, `${BASES}${ROLE}[profile y]\nvalet_target = mine\n`);
    await app.keys.put('spare', (await app.keys.get('ci')) ?? never());
    for (const profile of ['spare', 'mine']) {
      await expect(saveRole(app, { ...NEW, profile }, '')).rejects.toMatchObject({ code: 'USAGE' });
    }
  });
});

describe('an edited role', () => {
  test('only the touched lines change: comments, unknown keys, spacing and CRLF stay', async () => {
    const before = `# Top.\r\n[profile ci]\r\n\r\n[profile x] # mine\r\n  role_arn=${ARN}\r\n; why\r\n  source_profile = ci\r\n  colour = blue\r\n  Region = eu-west-1\r\n\r\n# Below.\r\n[profile z]\r\n`;
    const { text: after, changes } = await edited(before, 'x', {
      region: 'eu-west-2',
      externalId: 'shop-42',
    });
    expect(after).toBe(
      before.replace('Region = eu-west-1\r\n', 'Region = eu-west-2\r\nexternal_id = shop-42\r\n'),
    );
    expect(changes).toEqual(['external_id set', 'region set']);
  });

  test('an emptied field takes its line away; the same form writes nothing', async () => {
    const before = `${BASES}${ROLE}external_id = shop-42\n# end\n`;
    expect(await edited(before, 'x', { externalId: '' })).toMatchObject({
      text: `${BASES}${ROLE}# end\n`,
      changes: ['external_id removed'],
    });
    expect(await edited(before, 'x', {})).toMatchObject({ text: before, changes: [] });
  });

  test('a managed profile keeps its twins, and AWS tools find no role in it', async () => {
    const process = 'credential_process = role-valet credential-process x\n';
    const managed = `${BASES}[profile x]\nvalet_role_arn = ${ARN}\nvalet_source_profile = ci\n${process}`;
    const { text: after } = await edited(managed, 'x', {
      sourceProfile: 'security',
      mfaSerial: SERIAL,
      region: 'eu-west-1',
    });
    expect(after).toBe(
      `${BASES}[profile x]\nvalet_role_arn = ${ARN}\nvalet_source_profile = security\n${process}valet_mfa_serial = ${SERIAL}\nregion = eu-west-1\n`,
    );
  });

  test('a device takes the place of the opt-out, and the other way round', async () => {
    const role = `${BASES}[profile x]\nrole_arn = ${ARN}\nsource_profile = security\n`;
    const { text: withDevice } = await edited(`${role}valet_mfa_serial = none\n`, 'x', {
      mfaSerial: SERIAL,
    });
    expect(withDevice).toBe(`${role}mfa_serial = ${SERIAL}\n`);
    const { text: without } = await edited(withDevice, 'x', { mfaSerial: 'none' });
    expect(without).toBe(`${withDevice}valet_mfa_serial = none\n`);
    expect((await edited(without, 'x', { mfaSerial: '' })).text).toBe(role);
  });

  test('keys that stand in the credentials file are refused with file and line', async () => {
    const { app } = practice;
    await writeFile(app.credentialsPath, '[x]\nregion = eu-west-1\n');
    await expect(edited(BASES + ROLE, 'x', { region: 'eu-west-2' })).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringContaining(`${app.credentialsPath}, line 2`),
    });
    expect((await edited(BASES + ROLE, 'x', { externalId: 'ab' })).changes).toHaveLength(1);
    await writeFile(app.credentialsPath, ROLE.replace('profile ', ''));
    await expect(edited(BASES, 'x', { region: 'eu-west-2' })).rejects.toMatchObject({
      message: expect.stringContaining(`${app.credentialsPath}, line 1`),
    });
  });

  test('a role with another kind of source keeps it', async () => {
    const role = `[profile x]\nrole_arn = ${ARN}\ncredential_source = Environment\n`;
    expect((await edited(role, 'x', { region: 'eu-west-1' })).text).toBe(
      `${role}region = eu-west-1\n`,
    );
    await expect(edited(BASES + role, 'x', { sourceProfile: 'ci' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/another source already .*line 6/),
    });
  });

  test('one that went away meanwhile, and a base, are no roles to edit', async () => {
    for (const original of ['gone', 'ci']) {
      await expect(saveRole(practice.app, NEW, original)).rejects.toMatchObject({
        code: 'ROLE_NOT_FOUND',
      });
    }
  });

  test('a change by another program at the same moment is taken in', async () => {
    const { app } = practice;
    await writeFile(app.configPath, BASES + ROLE);
    const filled = { ...(await form('x')), region: 'eu-west-1' };
    let looks = 0;
    const read = async (path: string) => {
      const state = await app.files.read(path);
      // Between the read for the edit and the last look before the rename.
      if (path === app.configPath && ++looks === 2) await writeFile(path, `${BASES}# new\n${ROLE}`);
      return state;
    };
    const { changes } = await saveRole({ ...app, files: { ...app.files, read } }, filled, 'x');
    expect(await text()).toBe(`${BASES}# new\n${ROLE}region = eu-west-1\n`);
    expect(changes).toEqual(['region set']);
  });
});

describe('chains', () => {
  const CHAIN = `${BASES}[profile a]\nrole_arn = ${ARN}\nsource_profile = ci\n[profile b]\nrole_arn = ${ARN}\nsource_profile = a\n`;

  test('a loop is refused', async () => {
    await expect(edited(CHAIN, 'a', { sourceProfile: 'b' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('a > b > a'),
    });
    expect(await text()).toBe(CHAIN);
  });

  test('what would break a role behind is refused, naming it', async () => {
    await expect(
      edited(CHAIN, 'a', { roleArn: 'arn:aws-cn:iam::222233334444:role/x' }),
    ).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringContaining('because b'),
    });
    expect(await text()).toBe(CHAIN);
    const broken = CHAIN.replace('source_profile = a', 'source_profile = a\nregion = nowhere');
    expect((await edited(broken, 'a', { region: 'eu-west-1' })).changes).toEqual(['region set']);
  });

  test('a source in another partition is refused', async () => {
    await expect(
      edited(CHAIN, 'b', { roleArn: 'arn:aws-cn:iam::222233334444:role/x' }),
    ).rejects.toMatchObject({ code: 'PARTITION_MISMATCH' });
  });
});

describe('a rename', () => {
  test('changes the header alone, in its own spelling of the line', async () => {
    const before = `${BASES}  [profile x] ; mine\nrole_arn = ${ARN}\nsource_profile = ci\n\n[profile z]\n`;
    expect(await edited(before, 'x', { profile: 'y', region: 'eu-west-1' })).toMatchObject({
      profile: 'y',
      text: before
        .replace('profile x', 'profile y')
        .replace('= ci\n\n', '= ci\nregion = eu-west-1\n\n'),
      changes: ['region set', '[profile x] is called [profile y] now'],
    });
    expect(resolveChain(await loadContext(practice.app), 'y').hops).toHaveLength(1);
  });

  test('from and to default', async () => {
    const { text: after } = await edited(BASES + ROLE, 'x', { profile: 'default' });
    expect(after).toBe(BASES + ROLE.replace('profile x', 'default'));
    expect((await edited(after, 'default', { profile: 'x' })).text).toBe(BASES + ROLE);
  });

  test('is refused where other things hang on the name, naming them', async () => {
    const behind = `${BASES}${ROLE}[profile y]\nrole_arn = ${ARN}\nsource_profile = x\n`;
    await expect(edited(behind, 'x', { profile: 'z' })).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringContaining('source_profile of y'),
    });
    await expect(edited(behind, 'y', { profile: 'x' })).rejects.toMatchObject({ code: 'USAGE' });
    const managed = `${BASES}[profile x]\nvalet_role_arn = ${ARN}\nvalet_source_profile = ci\n`;
    await expect(edited(managed, 'x', { profile: 'z' })).rejects.toMatchObject({
      hint: expect.stringContaining('Take that line back'),
    });
    await writeFile(practice.app.credentialsPath, '[x]\nregion = eu-west-1\n');
    await expect(edited(BASES + ROLE, 'x', { profile: 'z' })).rejects.toMatchObject({
      message: expect.stringContaining('credentials file'),
    });
  });

  test('waits until the session that was written for the role is stopped', async () => {
    const { app } = practice;
    await writeFile(app.configPath, BASES + ROLE);
    const context = await loadContext(app);
    const obtained = await obtainSession(app, context, 'x', {});
    await writeRole(app, context, obtained, planWrite(context, obtained.chain));
    await expect(saveRole(app, { ...NEW, profile: 'z' }, 'x')).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringContaining('x-session'),
      hint: 'Stop the role first.',
    });
    // What it wrote is no name for a new role either.
    await expect(saveRole(app, { ...NEW, profile: 'x-session' }, '')).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});

function never(): never {
  throw new Error('the practice organisation has a key for ci');
}
