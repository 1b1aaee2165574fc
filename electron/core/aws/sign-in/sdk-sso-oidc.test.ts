import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../node/clock.ts';
import {
  type LoopbackAnswer,
  type LoopbackServer,
  startLoopbackServer,
} from '../../../practice/sources/loopback-server.ts';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkSsoOidc } from './sdk-sso-oidc.ts';
import type { OidcPlace } from './types.ts';

const client = { clientId: 'an-id', clientSecret: 'a-secret-of-the-client' };
const grant = { type: 'refresh', refreshToken: 'a-token-to-refresh-with' } as const;
const region = 'eu-west-1';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** What `createToken` makes of an answer of the network. */
async function askedFor(answer: LoopbackAnswer, signal?: AbortSignal) {
  server = await startLoopbackServer(() => answer);
  const oidc = sdkSsoOidc({ clock: systemClock(), network: testNetwork() });
  const place: OidcPlace = {
    region,
    endpoint: server.url,
    ...(signal === undefined ? {} : { signal }),
  };
  return oidc.createToken(place, client, grant);
}

const json = (status: number, value: object, type?: string): LoopbackAnswer => ({
  status,
  headers: {
    'Content-Type': 'application/json',
    ...(type === undefined ? {} : { 'x-amzn-ErrorType': type }),
  },
  body: JSON.stringify(value),
});

test('a token, with the time that it ends', async () => {
  const before = Date.now();
  const token = await askedFor(json(200, { accessToken: 'new', expiresIn: 60 }));
  expect(token).toMatchObject({ accessToken: 'new' });
  const { expiresAt } = token as { expiresAt: number };
  expect(expiresAt).toBeGreaterThanOrEqual(before + 60_000);
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
});

test('a refusal is a value, without what we sent', async () => {
  const description = `Invalid refresh token provided: ${grant.refreshToken} of ${client.clientSecret}.`;
  const body = { error: 'invalid_grant', error_description: description };
  const refusal = await askedFor(json(400, body, 'InvalidGrantException'));
  expect(refusal).toEqual({
    refused: 'invalid_grant',
    said: 'Invalid refresh token provided: (hidden) of (hidden)',
  });
});

test.each([
  ['an outage', json(500, {}, 'InternalServerException'), 'BASE_UNAVAILABLE'],
  ['a page of a proxy', { status: 403, body: '<html>Blocked</html>' }, 'SIGN_IN_REFUSED'],
  ['a sign-in page of the network', { status: 200, body: '<html>Hello' }, 'SIGN_IN_REFUSED'],
  ['half an answer', json(200, { accessToken: 'new' }), 'SIGN_IN_REFUSED'],
  ['a token without an end', json(200, { accessToken: 'n', expiresIn: -1 }), 'SIGN_IN_REFUSED'],
])('%s', async (_, answer, code) => {
  const error = await askedFor(answer).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code });
  expect(String(error)).not.toContain(grant.refreshToken);
});

test('a server that is not there', async () => {
  const oidc = sdkSsoOidc({ clock: systemClock(), network: testNetwork() });
  const place = { region, endpoint: 'http://127.0.0.1:1' };
  await expect(oidc.createToken(place, client, grant)).rejects.toMatchObject({
    code: 'NETWORK_UNREACHABLE',
  });
});

test('given up: the reason of the signal', async () => {
  const reason = new Error('no longer wanted');
  await expect(askedFor(json(200, {}), AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a code that could harm a terminal is not shown', async () => {
  server = await startLoopbackServer(() =>
    json(200, {
      deviceCode: 'd',
      userCode: '\u001b[2Jx',
      verificationUri: 'https://device.example/',
      expiresIn: 600,
    }),
  );
  const oidc = sdkSsoOidc({ clock: systemClock(), network: testNetwork() });
  const registration = { ...client, expiresAt: 0 };
  const place = { region, endpoint: server.url };
  await expect(oidc.startDevice(place, registration, 'https://x.example')).rejects.toMatchObject({
    code: 'SIGN_IN_REFUSED',
  });
});
