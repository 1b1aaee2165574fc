import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { type PracticeSources, practiceSources } from './testing/practice-sources.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const READONLY = 'arn:aws:iam::222233334444:role/readonly';
const COUNT = 20;

let world: PracticeSources;
beforeEach(async () => {
  world = await practiceSources();
  const { startUrl, region } = world.identityCenter;
  const roles = Array.from(
    { length: COUNT },
    (_, index) =>
      `[profile r${index}]\nrole_arn = ${HUB}\nsource_profile = sso\nrole_session_name = r${index}-x\nregion = eu-west-1\n[profile far${index}]\nrole_arn = ${READONLY}\nsource_profile = hub\nrole_session_name = far${index}-x\nregion = eu-west-1\n`,
  );
  await world.addConfig(
    `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Platform\n[profile first]\nrole_arn = ${HUB}\nsource_profile = sso\n[profile hub]\nrole_arn = ${HUB}\nsource_profile = sso\nregion = eu-west-1\n${roles.join('')}`,
  );
  await world.signIn('sso');
});
afterEach(async () => {
  await world.close();
});

async function obtain(role: string, app: App = world.app) {
  return (await obtainSession(app, await loadContext(app), role, {})).session;
}

/** All roles of a kind at once, half of them in another process. */
function obtainAll(kind: 'r' | 'far') {
  const other = world.restarted();
  return Promise.all(
    Array.from({ length: COUNT }, (_, index) =>
      obtain(`${kind}${index}`, index % 2 === 0 ? world.app : other),
    ),
  );
}

const portalCalls = (): number =>
  world.identityCenter.requests.filter((line) => line.includes('/federation/')).length;

/** As if AWS had revoked all of a kind that is kept. */
async function revokeKept(kind: 'base' | 'role'): Promise<void> {
  const { sessions } = world.app;
  for (const session of await sessions.live(0)) {
    if (session.kind !== kind) continue;
    const credentials = { ...session.credentials, sessionToken: 'unknown' };
    await sessions.put({ ...session, credentials }, 0);
  }
}

test('all chains behind a revoked base recover, by one call of the portal', async () => {
  await obtain('first');
  await revokeKept('base');
  const sessions = await obtainAll('r');
  expect(new Set(sessions.map(({ credentials }) => credentials.accessKeyId)).size).toBe(COUNT);
  expect(portalCalls()).toBe(2);
});

test('many that ask for one role behind it share its recovery', async () => {
  await obtain('first');
  await revokeKept('base');
  const other = world.restarted();
  const sessions = await Promise.all(
    Array.from({ length: COUNT }, (_, index) => obtain('r0', index % 2 === 0 ? world.app : other)),
  );
  expect(new Set(sessions.map(({ credentials }) => credentials.accessKeyId)).size).toBe(1);
  expect(portalCalls()).toBe(2);
});

test('all chains behind a revoked hub recover, by one new hub', async () => {
  const before = await obtain('hub');
  await revokeKept('role');
  const assumed = () =>
    world.practice.sts.calls.filter(
      ({ outcome, principal = '' }) => outcome === 'OK' && !principal.includes('/hub/'),
    ).length;
  const calls = assumed();
  await obtainAll('far');
  expect(assumed()).toBe(calls + 1);
  expect((await obtain('hub')).credentials.accessKeyId).not.toBe(before.credentials.accessKeyId);
});

test('a base that stays revoked ends every chain, after one fetch each at most', async () => {
  const { secretAccessKey } = world.trio();
  const bad = await world.writeOutput('bad.json', {
    Version: 1,
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: secretAccessKey,
    SessionToken: 'unknown',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const roles = Array.from(
    { length: COUNT },
    (_, index) =>
      `[profile bad${index}]\nrole_arn = ${HUB}\nsource_profile = bad\nrole_session_name = bad${index}\n`,
  );
  await world.addConfig(`[profile bad]\ncredential_process = ${bad}\n${roles.join('')}`);
  await expect(obtain('bad0')).rejects.toMatchObject({ code: 'STS_KEY_INVALID' });
  const before = world.practice.sts.calls.length;
  const results = await Promise.allSettled(
    Array.from({ length: COUNT }, (_, index) => obtain(`bad${index}`)),
  );
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(world.practice.sts.calls.length - before).toBeLessThanOrEqual(2 * COUNT);
});
