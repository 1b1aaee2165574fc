import { appendFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveChain } from '../chain/resolve-chain.ts';
import { readOnlyContext } from '../console/read-only.ts';
import type { App, SessionWish } from './app.ts';
import { makeConsoleLink } from './console-link.ts';
import { consoleSessionWish, obtainConsoleSession } from './console-session.ts';
import { loadContext } from './load-context.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

let practice: PracticeApp;
let app: App;
beforeEach(async () => {
  practice = await practiceApp();
  const { url } = practice.sts;
  const environment = { AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_SIGNIN: url };
  app = { ...practice.app, environment };
});
afterEach(() => practice.close());

async function readOnly(role: string, wish: SessionWish = {}): Promise<Obtained> {
  return await obtainConsoleSession(app, await loadContext(app), role, { isReadOnly: true }, wish);
}

test('a read-only sign-in is limited, and made for this link alone', async () => {
  const obtained = await readOnly('shop-dev-deployer', { mfaCode: practice.code() });
  const { url } = await makeConsoleLink(app, obtained, {});
  expect(await (await fetch(url)).text()).toContain('limited by session policies');

  const kept = await app.sessions.live(obtained.now);
  expect(kept.map(({ profile }) => profile).sort()).toEqual(['hub', 'security']);
  const usual = await obtainSession(app, await loadContext(app), 'shop-dev-deployer', {});
  expect(usual.reused).toBe(false);
  const { credentials } = usual.session;
  expect(credentials.accessKeyId).not.toBe(obtained.session.credentials.accessKeyId);
  const again = await readOnly('shop-dev-deployer');
  expect(again.session.credentials.accessKeyId).not.toBe(credentials.accessKeyId);
  const page = await fetch((await makeConsoleLink(app, usual, {})).url);
  expect(await page.text()).toContain('all that the role has');
});

test('read-only names the policy of the role’s own partition', async () => {
  const context = await loadContext(app);
  const chain = resolveChain(context, 'shop-dev-deployer');
  const hop = { ...chain.hops[1], partition: 'aws-cn' } as (typeof chain.hops)[0];
  const limited = readOnlyContext(context, { ...chain, hops: [hop] });
  const profile = limited.config.profiles.get('shop-dev-deployer');
  expect(profile?.properties.get('valet_policy_arns')?.value).toBe(
    'arn:aws-cn:iam::aws:policy/ReadOnlyAccess',
  );
  // The context that others use is as it was.
  const own = context.config.profiles.get('shop-dev-deployer');
  expect(own?.properties.has('valet_policy_arns')).toBe(false);
  expect(resolveChain(limited, 'hub').hops.at(-1)?.policyArns).toEqual([]);
});

test('a role with session policies of its own can’t be made read-only: AWS would add them up', async () => {
  await appendFile(
    app.configPath,
    '\n[profile limited]\nrole_arn = arn:aws:iam::222233334444:role/readonly\nsource_profile = ci\nvalet_policy_arns = arn:aws:iam::aws:policy/AdministratorAccess\n',
  );
  await expect(readOnly('limited')).rejects.toMatchObject({
    code: 'CONSOLE_NOT_POSSIBLE',
    message: expect.stringMatching(/config, line \d+: limited has session policies/),
  });
});

test('what AWS would refuse is refused before a code is asked for', async () => {
  const context = await loadContext(app);
  const wishFor = (role: string, sessionSeconds?: number) => () =>
    consoleSessionWish(context, role, sessionSeconds === undefined ? {} : { sessionSeconds }, {});
  expect(wishFor('security')).toThrow(/is a base with a long-term key/);
  expect(wishFor('shop-dev-readonly', 899)).toThrow(/15m to 12h/);
  expect(wishFor('shop-dev-readonly', 43_201)).toThrow(/15m to 12h/);
  expect(practice.sts.calls).toEqual([]);
});

test('a length is the console’s own where AWS takes one, else the role’s session must last it', async () => {
  const context = await loadContext(app);
  const wished = (role: string) =>
    consoleSessionWish(context, role, { sessionSeconds: 7_200 }, { region: 'eu-west-1' });
  expect(wished('shop-dev-readonly')).toEqual({ region: 'eu-west-1' });
  expect(wished('shop-dev-admin')).toEqual({ region: 'eu-west-1', requestedSeconds: 7_200 });
  // The plan refuses it with its reason: no chain lasts longer than an hour.
  const chained = obtainConsoleSession(
    ...([app, context, 'shop-dev-deployer', { sessionSeconds: 7_200 }, {}] as const),
  );
  await expect(chained).rejects.toMatchObject({ code: 'DURATION_NOT_POSSIBLE' });
});
