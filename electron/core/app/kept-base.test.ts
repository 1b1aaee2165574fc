import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentialProcessJson } from '../outputs/credential-process.ts';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { renewRole } from './renew-role.ts';
import { readStatus } from './status.ts';
import { stopRole } from './stop-role.ts';
import { type PracticeSources, practiceSources } from './testing/practice-sources.ts';
import { planWrite, writeRole } from './write-role.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const HUB = 'arn:aws:iam::111122223333:role/hub';

let world: PracticeSources;
beforeEach(async () => {
  world = await practiceSources();
  const { startUrl, region } = world.identityCenter;
  const roles = Array.from(
    { length: 20 },
    (_, index) =>
      `[profile r${index}]\nrole_arn = ${HUB}\nsource_profile = sso\nrole_session_name = r${index}-x\nregion = eu-west-1\n`,
  );
  await world.addConfig(
    `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Platform\n${roles.join('')}`,
  );
  await world.signIn('sso');
});
afterEach(async () => {
  await world.close();
});

async function obtain(role: string, app: App = world.app) {
  return obtainSession(app, await loadContext(app), role, {});
}

const portalCalls = (): number =>
  world.identityCenter.requests.filter((line) => line.includes('/federation/')).length;

/** As if AWS had ended all that is kept: the store still takes it for good. */
async function spoilKept(kind: 'base' | 'role'): Promise<void> {
  const { sessions } = world.app;
  for (const session of await sessions.live(0)) {
    if (session.kind !== kind) continue;
    const credentials = { ...session.credentials, sessionToken: 'unknown' };
    await sessions.put({ ...session, credentials }, 0);
  }
}

describe('a fetched base', () => {
  test('twenty roles in two processes at once cost one call of the portal', async () => {
    const other = world.restarted();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        obtain(`r${index}`, index % 2 === 0 ? world.app : other),
      ),
    );
    expect(portalCalls()).toBe(1);
  });

  test('a live role needs nobody, in another process either', async () => {
    const first = await obtain('r0');
    world.identityCenter.signOutAll();
    await world.app.sessions.remove(({ kind }) => kind === 'base');
    const again = await obtain('r0', world.restarted());
    expect(again).toMatchObject({ reused: true });
    expect(again.session.credentials).toEqual(first.session.credentials);
    expect(portalCalls()).toBe(1);
  });

  test('its trio is renewed before it ends, and signs until then', async () => {
    expect(await obtain('sso')).toMatchObject({ reused: false });
    expect(await obtain('sso')).toMatchObject({ reused: true });
    world.practice.pass(8 * HOUR - 20 * MINUTE);
    await world.signIn('sso');
    expect(await obtain('sso')).toMatchObject({ reused: true });
    world.practice.pass(10 * MINUTE);
    expect((await obtain('r0')).session.kind).toBe('role');
    expect(portalCalls()).toBe(1);
    const renewed = await obtain('sso');
    expect(renewed.reused).toBe(false);
    expect(renewed.session.credentials.expiration - renewed.now).toBeGreaterThan(7 * HOUR);
    expect(portalCalls()).toBe(2);
  });

  test('where nobody is signed in, what has little left is better than none', async () => {
    await obtain('r0');
    await obtain('sso');
    world.practice.pass(8 * HOUR - 10 * MINUTE);
    world.identityCenter.signOutAll();
    const short = await obtain('sso');
    expect(short.warnings.join()).toMatch(/only (9|10)m.* left, and it could not be renewed/);
    world.practice.pass(10 * MINUTE);
    const gone = await obtain('r0').catch((error: unknown) => error);
    expect(gone).toMatchObject({
      code: 'SIGN_IN_REQUIRED',
      exitCode: 3,
      hint: 'Run: role-valet sign-in sso',
    });
    expect(String(gone)).toMatch(/config, line \d+: /);
  });

  test('a trio that AWS takes no longer is dropped, and fetched anew once', async () => {
    await obtain('r0');
    await spoilKept('base');
    expect((await obtain('r1')).session.assumedRoleArn).toContain('/hub/');
    expect(portalCalls()).toBe(2);
  });

  test('one that is refused when it is new is not asked for again and again', async () => {
    const bad = await world.writeOutput('bad.json', {
      Version: 1,
      AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      SessionToken: 'unknown',
      Expiration: new Date(Date.now() + HOUR).toISOString(),
    });
    await world.addConfig(
      `[profile bad]\ncredential_process = ${bad}\n[profile bad-role]\nrole_arn = ${HUB}\nsource_profile = bad\n`,
    );
    await expect(obtain('bad-role')).rejects.toMatchObject({ code: 'STS_KEY_INVALID' });
    expect(world.practice.sts.calls).toHaveLength(1);
  });

  test('credentials of unknown life sign, and are neither kept nor handed on', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = world.trio();
    const command = await world.writeOutput('endless.json', {
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
    });
    await world.addConfig(
      `[profile endless]\ncredential_process = ${command}\n[profile behind]\nrole_arn = ${HUB}\nsource_profile = endless\n`,
    );
    expect((await obtain('behind')).session.kind).toBe('role');
    expect((await readStatus(world.app)).sessions.map(({ kind }) => kind)).toEqual(['role']);
    await expect(obtain('endless')).rejects.toMatchObject({
      code: 'BASE_UNSUPPORTED',
      message: expect.stringContaining('unknown life'),
    });
  });

  test('one that has ended already is not taken', async () => {
    const old = world.trio(900);
    world.practice.pass(HOUR);
    await world.addCredentials(
      `[old]\naws_access_key_id = ${old.accessKeyId}\naws_secret_access_key = ${old.secretAccessKey}\naws_session_token = ${old.sessionToken}\nx_security_token_expires = ${new Date(old.expiration).toISOString()}\n`,
    );
    await expect(obtain('old')).rejects.toMatchObject({
      code: 'BASE_REFUSED',
      message: expect.stringMatching(/credentials, line \d+: .* ended at /),
    });
  });
});

test('a base is listed, handed out and written like a role', async () => {
  const { app } = world;
  const obtained = await obtain('sso');
  expect((await readStatus(app)).sessions).toMatchObject([
    { profile: 'sso', kind: 'base', source: 'sso', asked: true },
  ]);
  const json = JSON.parse(credentialProcessJson(obtained.session.credentials));
  expect(json).toMatchObject({ Version: 1, SessionToken: expect.any(String) });
  const context = await loadContext(app);
  const written = await writeRole(app, context, obtained, planWrite(context, obtained.chain));
  expect(written.result.target).toBe('sso-session');
});

test('a written base is renewed in its section, as a role is', async () => {
  const { app } = world;
  const obtained = await obtain('sso');
  const context = await loadContext(app);
  await writeRole(app, context, obtained, planWrite(context, obtained.chain));
  world.practice.pass(8 * HOUR - 10 * MINUTE);
  await world.signIn('sso');
  const renewed = await renewRole(app, await loadContext(app), 'sso', {});
  expect(renewed.written.map(({ result }) => result.target)).toEqual(['sso-session']);
  const { credentials } = renewed.obtained.session;
  expect(credentials.accessKeyId).not.toBe(obtained.session.credentials.accessKeyId);
  expect(await readFile(app.credentialsPath, 'utf8')).toContain(credentials.accessKeyId);
});

test('what a source gives again with little left is taken as it is', async () => {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = world.trio(2 * 3600);
  const command = await world.writeOutput('same.json', {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiration).toISOString(),
  });
  await world.addConfig(`[profile same]\ncredential_process = ${command}\n`);
  await obtain('same');
  world.practice.pass(110 * MINUTE);
  const again = await obtain('same');
  expect(again).toMatchObject({ reused: false, warnings: [] });
  // Its life counts from now: whoever renews it waits for half of what is left, not for nothing.
  expect(again.session.durationSeconds).toBeLessThanOrEqual(600);
});

test('a kept trio of a command is not given to a shell whose variables choose another', async () => {
  const shown = async (name: string) => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = world.trio();
    const command = await world.writeOutput(`${name}.json`, {
      Version: 1,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiration).toISOString(),
    });
    return { accessKeyId, command };
  };
  const outputs = [await shown('one'), await shown('two')];
  const ids = outputs.map(({ accessKeyId }) => accessKeyId);
  const command = outputs[0]?.command.replace('one.json', '$AWS_VAULT.json');
  await world.addConfig(
    `[profile vault]\ncredential_process = sh -c '${command}'\n[profile through]\nrole_arn = ${HUB}\nsource_profile = vault\n`,
  );
  const [one, two] = ['one', 'two'].map((AWS_VAULT) => world.restarted({ AWS_VAULT }));
  const idIn = async (app: App | undefined) =>
    (await obtain('vault', app)).session.credentials.accessKeyId;
  expect([await idIn(one), await idIn(two), await idIn(one)]).toEqual([...ids, ids[0]]);
  await obtain('through', one);
  expect(await obtain('through', two)).toMatchObject({ reused: false });
  const elsewhere = world.restarted({ AWS_VAULT: 'one', AWS_PROFILE: 'x' });
  expect(await obtain('through', elsewhere)).toMatchObject({ reused: true });
});

test('stopping ends the trio of a base unless another role goes through it', async () => {
  const { app } = world;
  await obtain('r0');
  await obtain('r1');
  const kinds = async () => (await readStatus(app)).sessions.map(({ kind }) => kind).sort();
  await stopRole(app, await loadContext(app), 'r0');
  expect(await kinds()).toEqual(['base', 'role']);
  await stopRole(app, await loadContext(app), 'r1');
  expect(await kinds()).toEqual([]);
});

test('a key in a file works, with a word about moving it', async () => {
  const alex = world.practice.organisation.users.find(({ name }) => name === 'alex');
  const [key] = alex?.keys ?? [];
  await world.addCredentials(
    `[plain]\naws_access_key_id = ${key?.accessKeyId}\naws_secret_access_key = ${key?.secretAccessKey}\n`,
  );
  const { warnings } = await obtain('plain');
  expect(warnings).toEqual([expect.stringMatching(/plain text .*role-valet keys adopt plain$/)]);
  expect((await obtain('shop-dev-readonly')).warnings).toEqual([]);
});
