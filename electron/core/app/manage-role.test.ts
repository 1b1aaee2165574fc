import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSharedConfig } from '../aws-config/shared-config.ts';
import { listEntries } from '../chain/list-entries.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { COMMAND } from '../managed/plan-managed.fixture.ts';
import { loadContext, loadContextFor } from './load-context.ts';
import { manageRole, planManage, planUnmanage, unmanageRole } from './manage-role.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { planWrite, writeRole } from './write-role.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(() => practice.close());

const configText = () => readFile(practice.app.configPath, 'utf8');
const credentialsText = () => readFile(practice.app.credentialsPath, 'utf8');
const context = () => loadContext(practice.app);
const manage = async (profile: string, more: { removeSession?: true; isAgreed?: false } = {}) =>
  manageRole(practice.app, await context(), {
    profile,
    command: COMMAND,
    isAgreed: true,
    ...more,
  });
const unmanage = async (profile: string) => unmanageRole(practice.app, await context(), profile);

test('a plan shows the change and makes none; the change is as shown, and goes back to the last byte', async () => {
  const { app } = practice;
  const before = await configText();
  const wish = { profile: 'shop-dev-deployer', command: COMMAND };
  const { diff } = await planManage(app, await context(), wish);
  const lines = diff.split('\n').filter((line) => /^[+-][^+-]/.test(line));
  expect(lines.toSorted()).toEqual([
    '+credential_process = /usr/bin/role-valet credential-process shop-dev-deployer',
    expect.stringMatching(/^\+valet_role_arn = arn:/),
    '+valet_source_profile = hub',
    expect.stringMatching(/^-role_arn = arn:/),
    '-source_profile = hub',
  ]);
  expect(await configText()).toBe(before);

  const managed = await manage('shop-dev-deployer');
  expect(managed).toMatchObject({ profile: 'shop-dev-deployer', paths: [app.configPath] });
  expect(managed.entryId).toBeDefined();
  expect(managed.notices).toEqual([expect.stringContaining('MFA code of security')]);
  expect((await manage('shop-dev-deployer')).paths).toEqual([]);
  expect(await planManage(app, await context(), wish)).toEqual({
    diff: '',
    notices: [],
    affected: [],
  });

  expect((await planUnmanage(app, await context(), 'shop-dev-deployer')).diff).toContain(
    '+role_arn',
  );
  expect((await unmanage('shop-dev-deployer')).paths).toEqual([app.configPath]);
  expect(await configText()).toBe(before);
  expect((await unmanage('shop-dev-deployer')).paths).toEqual([]);
});

test('managed roles, hubs and bases hand out what they did: by name alone, and as sources', async () => {
  const { app } = practice;
  for (const profile of ['security', 'hub', 'shop-dev-deployer', 'ci']) await manage(profile);
  const loaded = await context();
  const managed = listEntries(loaded).filter((entry) => entry.managed);
  expect(managed.map(({ profile, error }) => [profile, error])).toEqual(
    expect.arrayContaining([
      ['security', undefined],
      ['hub', undefined],
      ['ci', undefined],
      ['shop-dev-deployer', undefined],
    ]),
  );
  const chain = resolveChain(loaded, 'shop-dev-deployer');
  expect(chain.base).toMatchObject({ kind: 'key', profile: 'security', storage: 'keychain' });
  expect(chain.hops.map(({ profile }) => profile)).toEqual(['hub', 'shop-dev-deployer']);
  const obtain = async (profile: string, mfaCode?: string) =>
    obtainSession(app, await loadContextFor(app, profile), profile, mfaCode ? { mfaCode } : {});
  const { session } = await obtain('shop-dev-deployer', practice.code());
  expect(session.assumedRoleArn).toContain('assumed-role/deployer/');
  expect((await obtain('security')).session.credentials.sessionToken).not.toBe('');
  expect((await obtain('ci')).session.credentials.sessionToken).not.toBe('');
  // A role that was not managed starts from a managed one, with us.
  expect((await obtain('shop-prod-deployer')).session.assumedRoleArn).toContain('assumed-role/');
});

test('a managed profile is no target any more', async () => {
  await manage('shop-dev-readonly');
  const loaded = await context();
  const chain = resolveChain(loaded, 'shop-dev-deployer');
  expect(() => planWrite(loaded, chain, 'shop-dev-readonly')).toThrow(
    expect.objectContaining({ code: 'TARGET_REFUSED' }),
  );
});

test('a target of ours can’t be managed until it is stopped', async () => {
  const { app } = practice;
  const loaded = await context();
  const obtained = await obtainSession(app, loaded, 'shop-dev-readonly', {});
  await app.files.replace(app.credentialsPath, Buffer.from('[hub]\nregion = eu-west-1\n'));
  const plan = planWrite(loaded, resolveChain(loaded, 'shop-dev-readonly'), 'spare');
  await writeRole(app, loaded, obtained, plan);
  await writeFile(app.configPath, `${await configText()}\n[profile spare]\nregion = eu-west-1\n`);
  await expect(manage('spare')).rejects.toMatchObject({ code: 'MANAGE_REFUSED' });
});

test('a session that would win goes only with leave, in one change of both files', async () => {
  const { app } = practice;
  const session =
    '[hub]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\n';
  const before = await configText();
  await writeFile(app.credentialsPath, `${session}region = eu-west-1\n`, { mode: 0o600 });
  await expect(manage('hub')).rejects.toMatchObject({ code: 'MANAGE_REFUSED', exitCode: 5 });
  expect(await configText()).toBe(before);
  const { paths } = await manage('hub', { removeSession: true });
  expect(paths.toSorted()).toEqual([app.configPath, app.credentialsPath]);
  expect(await credentialsText()).toBe('[hub]\nregion = eu-west-1\n');
  expect(await configText()).toContain('credential-process hub');
});

test('default is managed only by somebody who has seen who is affected', async () => {
  const { app } = practice;
  const key = await app.keys.get('ci');
  if (key === undefined) throw new Error('the practice keychain has no key for ci');
  await app.keys.put('default', key);
  const before = await configText();
  const refused = { code: 'CONFIRMATION_REQUIRED', exitCode: 5 };
  await expect(manage('default', { isAgreed: false })).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('every program that names no profile'),
  });
  expect(await configText()).toBe(before);
  await manage('default');
  expect(await configText()).toContain('credential-process default');
  await unmanage('default');
  expect(await configText()).toBe(before);
});

test('what another program changed meanwhile stays', async () => {
  const { app } = practice;
  const before = await configText();
  await manage('shop-dev-readonly');
  const others = '\n[profile mine]\nregion = eu-north-1\n';
  await writeFile(app.configPath, (await configText()) + others);
  await unmanage('shop-dev-readonly');
  expect(await configText()).toBe(before + others);
  const config = await loadSharedConfig(app.files, app);
  expect(config.profiles.get('shop-dev-readonly')?.properties.has('role_arn')).toBe(true);
});

test('an unknown profile is no profile', async () => {
  await expect(unmanage('nobody')).rejects.toMatchObject({ code: 'ROLE_NOT_FOUND', exitCode: 4 });
});
