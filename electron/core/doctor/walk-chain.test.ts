import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadContext } from '../app/load-context.ts';
import { type PracticeApp, practiceApp } from '../app/testing/practice-app.ts';
import { walkChain } from './walk-chain.ts';

let practice: PracticeApp;

beforeEach(async () => {
  practice = await practiceApp();
});

afterEach(() => practice.close());

async function walk(profile: string, mfaCode?: string) {
  const { app } = practice;
  const context = await loadContext(app);
  return walkChain(app, context, profile, mfaCode === undefined ? {} : { mfaCode });
}

const states = ({ links }: Awaited<ReturnType<typeof walk>>) =>
  links.map(({ name, state }) => `${name} ${state}`);

test('a role that works: every link, with one call for the base and one a hop', async () => {
  const found = await walk('shop-dev-readonly');
  expect(states(found)).toEqual([
    'files ok',
    'key ok',
    'key-active ok',
    'clock ok',
    'region ok',
    'permission ok',
  ]);
  expect(found.calls).toBe(2);
  // What is live by now is not asked for again.
  expect((await walk('shop-dev-readonly')).calls).toBe(1);
});

test('a role behind MFA: says that it needs a code, and goes on with one', async () => {
  const stopped = await walk('shop-dev-deployer');
  expect(stopped.links.at(-1)).toMatchObject({
    name: 'mfa',
    state: 'needs-you',
    code: 'MFA_REQUIRED',
  });
  const walked = await walk('shop-dev-deployer', practice.code());
  expect(states(walked).slice(5)).toEqual(['mfa ok', 'permission ok', 'permission ok']);
});

test('no key, a key that is gone, a wrong secret, a hop without permission', async () => {
  const { app } = practice;
  const key = await app.keys.get('ci');
  if (key === undefined) throw new Error('no key');
  await app.keys.put('ci', { ...key, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' });
  const wrong = await walk('shop-dev-readonly');
  expect(wrong.links.at(-1)).toMatchObject({ name: 'key-active', code: 'STS_SIGNATURE_MISMATCH' });
  await app.keys.put('ci', { ...key, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  const gone = await walk('shop-dev-readonly');
  expect(gone.links.at(-1)).toMatchObject({ name: 'key-active', code: 'STS_KEY_INVALID' });
  await app.keys.remove('ci');
  const none = await walk('shop-dev-readonly');
  expect(none.links.at(-1)).toMatchObject({ name: 'key', code: 'BASE_KEY_MISSING' });
  expect(none.calls).toBe(0);

  await app.keys.put('ci', key);
  const text = `[profile ci]
[profile shop]
role_arn = arn:aws:iam::111122223333:role/not-there
source_profile = ci
external_id = some-id
`;
  await writeFile(app.configPath, text);
  const denied = await walk('shop');
  expect(denied.links.at(-1)).toMatchObject({
    name: 'permission',
    profile: 'shop',
    state: 'broken',
    code: 'STS_ACCESS_DENIED',
  });
  expect(denied.links.at(-1)?.hint).toContain(
    'Sent were: the external id of the profile, no MFA code',
  );
});

test('a broken second hop is told from the first, which passed', async () => {
  const { app } = practice;
  const context = await loadContext(app);
  const first = context.config.profiles.get('shop-dev-readonly');
  const arn = first?.properties.get('role_arn')?.value ?? '';
  await writeFile(
    app.configPath,
    `[profile ci]
[profile one]
role_arn = ${arn}
source_profile = ci
[profile two]
role_arn = arn:aws:iam::111122223333:role/not-there
source_profile = one
`,
  );
  const found = await walk('two');
  expect(found.links.slice(-2)).toMatchObject([
    { name: 'permission', profile: 'one', state: 'ok' },
    { name: 'permission', profile: 'two', state: 'broken' },
  ]);
});

test('a loop is named without a call', async () => {
  const { app } = practice;
  const role = (name: string, source: string) =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ${source}\n`;
  await writeFile(app.configPath, role('a', 'b') + role('b', 'a'));
  const found = await walk('a');
  expect(found.links).toMatchObject([{ name: 'files', state: 'broken', code: 'CHAIN_LOOP' }]);
  expect(found.calls).toBe(0);
});

test('a clock that is far off is told', async () => {
  practice.setClockWrong(8 * 60_000);
  const found = await walk('shop-dev-readonly');
  expect(found.links.find(({ name }) => name === 'clock')?.message).toMatch(
    /\d+ minutes (ahead|behind)/,
  );
});
