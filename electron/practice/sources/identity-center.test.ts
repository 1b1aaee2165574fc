import { createHash, randomBytes } from 'node:crypto';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  type SSOOIDCServiceException,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../node/random.ts';
import { type RunningSources, runSources } from '../testing/running-sources.ts';
import { startIdentityCenter } from './identity-center.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const REDIRECT = 'http://127.0.0.1:45678/oauth/callback';

/** A client that registered, and the calls that it makes. */
async function registered({ identityCenter }: RunningSources, scopes = ['sso:account:access']) {
  const client = new SSOOIDCClient({
    endpoint: identityCenter.url,
    region: 'eu-west-1',
    maxAttempts: 1,
  });
  const { clientId, clientSecret } = await client.send(
    new RegisterClientCommand({
      clientName: 'tests',
      clientType: 'public',
      scopes,
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      grantTypes: [DEVICE_GRANT, 'authorization_code', 'refresh_token'],
      issuerUrl: identityCenter.startUrl,
    }),
  );
  const ids = { clientId, clientSecret };
  return {
    clientId: clientId ?? '',
    startDevice: (startUrl = identityCenter.startUrl) =>
      client.send(new StartDeviceAuthorizationCommand({ ...ids, startUrl })),
    token: (input: Record<string, string | undefined>) =>
      client.send(new CreateTokenCommand({ ...ids, grantType: DEVICE_GRANT, ...input })),
  };
}

/** An error's name, and what OAuth calls it. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, error: code, $metadata } = error as SSOOIDCServiceException & { error?: string };
    return `${name} ${$metadata.httpStatusCode} ${code}`;
  }
  throw new Error('the call was not refused');
}

/** What the portal's answers hold, as far as the tests look. */
interface PortalBody {
  readonly message?: string;
  readonly nextToken?: string | null;
  readonly accountList?: readonly object[];
  readonly roleList?: readonly object[];
}

const portal = async ({ identityCenter }: RunningSources, path: string, token = '') => {
  const headers = { 'x-amz-sso_bearer_token': token };
  const response = await fetch(identityCenter.url + path, { headers });
  return { status: response.status, ...((await response.json()) as PortalBody) };
};

describe('sign-in by device', () => {
  test('pending, approved once, and not again', async () => {
    await using all = await runSources();
    const { startDevice, token } = await registered(all);
    const { deviceCode, userCode, verificationUriComplete, interval } = await startDevice();
    expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(interval).toBe(1);
    const pending = 'AuthorizationPendingException 400 authorization_pending';
    expect(await refusal(token({ deviceCode }))).toBe(pending);
    expect(await refusal(token({ deviceCode }))).toBe(pending);
    expect(await refusal(token({ deviceCode }))).toBe('SlowDownException 400 slow_down');
    all.running.clock.advance(1000);
    expect(await refusal(token({ deviceCode }))).toBe(pending);
    expect(await (await fetch(verificationUriComplete ?? '')).text()).toContain(userCode);
    all.identityCenter.approve(userCode ?? '');
    const answer = await token({ deviceCode });
    expect(answer).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
    expect(answer.refreshToken).toBeDefined();
    expect(await refusal(token({ deviceCode }))).toBe('InvalidGrantException 400 invalid_grant');
  });

  test('a person decides on the page', async () => {
    await using all = await runSources();
    const { startDevice, token } = await registered(all);
    const decide = async (decision: string) => {
      const { deviceCode, userCode } = await startDevice();
      const body = new URLSearchParams({ user_code: `${userCode}`, decision });
      const response = await fetch(`${all.identityCenter.url}/device`, { method: 'POST', body });
      expect(response.status).toBe(200);
      return token({ deviceCode });
    };
    expect((await decide('allow')).accessToken).toBeDefined();
    expect(await refusal(decide('deny'))).toBe('AccessDeniedException 400 access_denied');
    expect(all.identityCenter.pendingSignIns()).toEqual([]);
  });

  test('an expired code, another start URL, another client', async () => {
    await using all = await runSources();
    const { startDevice, token } = await registered(all);
    const other = await registered(all);
    expect(await refusal(startDevice('https://example.com/start'))).toBe(
      'InvalidRequestException 400 invalid_request',
    );
    const { deviceCode } = await startDevice();
    expect(await refusal(other.token({ deviceCode }))).toMatch(/^InvalidGrant/);
    expect(await refusal(token({ deviceCode, clientSecret: 'x' }))).toBe(
      'InvalidClientException 401 invalid_client',
    );
    expect(await refusal(token({ grantType: 'password' }))).toMatch(/^UnsupportedGrantType/);
    all.running.clock.advance(600_000);
    expect(await refusal(token({ deviceCode }))).toBe('ExpiredTokenException 400 expired_token');
  });
});

describe('sign-in by code', () => {
  const verifier = randomBytes(32).toString('base64url');

  const authorize = (
    { identityCenter }: RunningSources,
    clientId: string,
    change: Record<string, string> = {},
  ) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      state: 'state-1',
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      scopes: 'sso:account:access',
      ...change,
    });
    return fetch(`${identityCenter.url}/authorize?${query}`, { redirect: 'manual' });
  };

  test('the browser comes back with a code that works once, with its verifier', async () => {
    await using all = await runSources();
    const { clientId, token } = await registered(all);
    const codeOf = async () => {
      const location = new URL((await authorize(all, clientId)).headers.get('location') ?? '');
      expect(location.origin + location.pathname).toBe(REDIRECT);
      expect(location.searchParams.get('state')).toBe('state-1');
      return location.searchParams.get('code') ?? '';
    };
    const ask = (code: string, codeVerifier: string, redirectUri = REDIRECT) =>
      token({ grantType: 'authorization_code', code, codeVerifier, redirectUri });
    const code = await codeOf();
    expect(await ask(code, verifier)).toMatchObject({ expiresIn: 3600 });
    expect(await refusal(ask(code, verifier))).toMatch(/^InvalidGrant/);
    expect(await refusal(ask(await codeOf(), 'x'.repeat(43)))).toMatch(/^InvalidGrant/);
    expect(await refusal(ask(await codeOf(), verifier, `${REDIRECT}2`))).toMatch(/^InvalidGrant/);
  });

  test('what is wrong goes back to a program that is known, and to nobody else', async () => {
    await using all = await runSources();
    const { clientId } = await registered(all);
    const plain = await authorize(all, clientId, { code_challenge_method: 'plain' });
    expect(plain.headers.get('location')).toBe(`${REDIRECT}?error=invalid_request&state=state-1`);
    const elsewhere = await authorize(all, clientId, { redirect_uri: 'http://example.com/' });
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null]);
    expect((await authorize(all, 'unknown')).status).toBe(400);
  });
});

describe('the page that asks', () => {
  test('allowed or denied, the browser goes back to the program', async () => {
    await using all = await runSources();
    const { sts, clock } = all.running;
    const identityCenter = await startIdentityCenter({
      ...{ sts, clock, random: systemRandom(), asksConsent: true },
      users: all.sources.identityCenterUsers,
    });
    const { clientId } = await registered({ ...all, identityCenter });
    const request = new URLSearchParams({
      ...{ response_type: 'code', client_id: clientId, redirect_uri: REDIRECT, state: '"<s' },
      ...{ code_challenge_method: 'S256', code_challenge: 'x'.repeat(43) },
    });
    const url = `${identityCenter.url}/authorize`;
    const page = await (await fetch(`${url}?${request}`)).text();
    expect(page).toContain('Allow tests to access your data?');
    expect(page).not.toContain('"<s');
    const decide = async (decision: string) => {
      const body = new URLSearchParams({ request: request.toString(), decision });
      const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams;
    };
    const allowed = await decide('allow');
    expect([allowed.has('code'), allowed.get('state')]).toEqual([true, '"<s']);
    const denied = await decide('deny');
    expect([denied.has('code'), denied.get('error')]).toEqual([false, 'access_denied']);
    await identityCenter.close();
  });
});

describe('tokens and the portal', () => {
  const signIn = async (all: RunningSources, scopes?: string[], userName?: string) => {
    const client = await registered(all, scopes);
    const { deviceCode, userCode } = await client.startDevice();
    all.identityCenter.approve(userCode ?? '', userName);
    return { client, ...(await client.token({ deviceCode })) };
  };

  test('a refresh token works once, until the sign-in ends', async () => {
    await using all = await runSources();
    const { client, accessToken, refreshToken } = await signIn(all);
    const refresh = (token: string | undefined) =>
      client.token({ grantType: 'refresh_token', refreshToken: token });
    all.running.clock.advance(3600_000);
    expect((await portal(all, '/assignment/accounts', accessToken)).status).toBe(401);
    const second = await refresh(refreshToken);
    expect((await portal(all, '/assignment/accounts', second.accessToken)).status).toBe(200);
    expect(await refusal(refresh(refreshToken))).toMatch(/^InvalidGrant/);
    all.identityCenter.signOutAll();
    expect((await portal(all, '/assignment/accounts', second.accessToken)).status).toBe(401);
    expect(await refusal(refresh(second.refreshToken))).toMatch(/^InvalidGrant/);
    const legacy = await signIn(all, []);
    expect([legacy.expiresIn, legacy.refreshToken]).toEqual([28_800, undefined]);
  });

  test('accounts and roles of the user, in pages, and what is not assigned', async () => {
    await using all = await runSources();
    const { accessToken } = await signIn(all);
    const first = await portal(all, '/assignment/accounts?max_result=1', accessToken);
    expect(first.accountList?.[0]).toMatchObject({ accountId: '111122223333' });
    const second = await portal(
      all,
      `/assignment/accounts?max_result=1&next_token=${first.nextToken}`,
      accessToken,
    );
    expect(second).toMatchObject({ accountList: [{ accountName: 'shop-dev' }], nextToken: null });
    const roles = await portal(all, '/assignment/roles?account_id=222233334444', accessToken);
    expect(roles.roleList).toEqual([{ roleName: 'ReadOnly', accountId: '222233334444' }]);
    const sam = await signIn(all, undefined, 'sam@example.com');
    const path = '/federation/credentials?account_id=111122223333&role_name=Platform';
    expect(await portal(all, path, sam.accessToken)).toMatchObject({
      status: 403,
      message: 'No access',
    });
    expect(await portal(all, path)).toMatchObject({ status: 401 });
  });
});
