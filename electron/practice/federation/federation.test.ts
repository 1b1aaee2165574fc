import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClientCredentials } from '../testing/real-clients.ts';
import { type RunningSts, runSts, trioOf } from '../testing/running-sts.ts';

let running: RunningSts;
beforeEach(async () => {
  running = await runSts();
});
afterEach(() => running[Symbol.asyncDispose]());

function parameters(credentials: Partial<ClientCredentials>, more: Record<string, string> = {}) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  return new URLSearchParams({
    Action: 'getSigninToken',
    Session: JSON.stringify(session),
    ...more,
  });
}

async function ask(form: URLSearchParams): Promise<string> {
  const response = await fetch(`${running.sts.url}/federation`, { method: 'POST', body: form });
  return `${response.status} ${await response.text()}`;
}

type Trio = Required<ClientCredentials>;

async function assume(credentials: ClientCredentials, RoleArn: string): Promise<Trio> {
  const answer = await running
    .client(credentials)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'alex' }));
  return trioOf(answer.Credentials as never);
}

async function mfaSession(): Promise<Trio> {
  const answer = await running
    .client(running.keyOf('security'))
    .send(new GetSessionTokenCommand(running.freshCode()));
  return trioOf(answer.Credentials as never);
}

const DIRECT = 'arn:aws:iam::222233334444:role/readonly';
const HUB = 'arn:aws:iam::111122223333:role/hub';
const REFUSED = /^400 .*Invalid credentials parameter/s;
const GIVEN = /^200 \{"SigninToken":"[\w-]{200,}"\}$/;

test('a direct role, by POST and by GET, with and without a length', async () => {
  const trio = await assume(running.keyOf('ci'), DIRECT);
  expect(await ask(parameters(trio))).toMatch(GIVEN);
  expect(await ask(parameters(trio, { SessionDuration: '43200' }))).toMatch(GIVEN);
  const byGet = await fetch(`${running.sts.url}/federation?${parameters(trio)}`);
  expect(byGet.status).toBe(200);
});

test('a chained role, or one by an MFA session: only without a length', async () => {
  const mfa = await mfaSession();
  const hub = await assume(mfa, HUB);
  const chained = await assume(hub, DIRECT);
  for (const trio of [hub, chained]) {
    expect(await ask(parameters(trio))).toMatch(GIVEN);
    expect(await ask(parameters(trio, { SessionDuration: '3600' }))).toMatch(REFUSED);
  }
});

describe('refused in AWS’s one text', () => {
  test('long-term keys and trios of GetSessionToken', async () => {
    expect(await ask(parameters(running.keyOf('ci')))).toMatch(REFUSED);
    expect(await ask(parameters(await mfaSession()))).toMatch(REFUSED);
  });

  test('a trio that is not whole, unknown, or over', async () => {
    const trio = await assume(running.keyOf('ci'), DIRECT);
    expect(await ask(parameters({ ...trio, secretAccessKey: 'x' }))).toMatch(REFUSED);
    expect(await ask(parameters({ ...trio, sessionToken: 'x' }))).toMatch(REFUSED);
    expect(await ask(parameters({ ...trio, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }))).toMatch(
      REFUSED,
    );
    for (const text of ['', '[', 'null', '7']) {
      expect(await ask(parameters({}, { Session: text }))).toMatch(REFUSED);
    }
    running.clock.advance(3_601_000);
    expect(await ask(parameters(trio))).toMatch(REFUSED);
  });
});

test('a length outside 15 minutes to 12 hours is refused', async () => {
  const trio = await assume(running.keyOf('ci'), DIRECT);
  for (const SessionDuration of ['899', '43201', '', 'x', '-1']) {
    expect(await ask(parameters(trio, { SessionDuration }))).toMatch(/^400 /);
  }
});

test('the page shows text as text, and runs nothing', async () => {
  const trio = await assume(running.keyOf('ci'), DIRECT);
  const { SigninToken } = JSON.parse((await ask(parameters(trio))).slice(4));
  const query = new URLSearchParams({
    Action: 'login',
    Destination: '"><script>alert(1)</script>',
    SigninToken,
  });
  const response = await fetch(`${running.sts.url}/federation?${query}`);
  const page = await response.text();
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
  expect(page).not.toContain('<script');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('signing out leads back to a sign-in of its own only', async () => {
  const answer = async (redirect_uri: string) =>
    await fetch(
      `${running.sts.url}/oauth?${new URLSearchParams({ Action: 'logout', redirect_uri })}`,
      { redirect: 'manual' },
    );
  const back = await answer('https://evil.example/federation?Action=login');
  expect(back.status).toBe(302);
  expect(back.headers.get('location')).toBe('/federation?Action=login');
  expect((await answer('https://evil.example/')).status).toBe(400);
});

test('the calls are recorded without secrets', async () => {
  const trio = await assume(running.keyOf('ci'), DIRECT);
  await ask(parameters(trio));
  expect(running.sts.calls.at(-1)).toMatchObject({
    action: 'getSigninToken',
    principal: 'arn:aws:sts::222233334444:assumed-role/readonly/alex',
    outcome: 'OK',
  });
  expect(JSON.stringify(running.sts.calls)).not.toContain(trio.secretAccessKey);
});
