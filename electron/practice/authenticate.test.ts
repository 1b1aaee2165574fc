import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { ClientCredentials } from './testing/real-clients.ts';
import { refusalOf, runSts, signedHeaders, trioOf } from './testing/running-sts.ts';

const BODY = 'Action=GetCallerIdentity&Version=2011-06-15';
const INVALID = 'InvalidClientTokenId 403: The security token included in the request is invalid.';
const WRONG_SECRET =
  'SignatureDoesNotMatch 403: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const identity = new GetCallerIdentityCommand({});

describe('keys and tokens', () => {
  test('a wrong secret, an unknown and an inactive key', async () => {
    await using running = await runSts();
    const { client, keyOf, organisation, sts } = running;
    const key = keyOf('ci');
    const ask = (credentials: ClientCredentials) => refusalOf(client(credentials).send(identity));
    const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(await ask({ ...key, secretAccessKey })).toBe(WRONG_SECRET);
    expect(await ask({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey })).toBe(INVALID);
    const inactive = organisation.users.flatMap(({ keys }) => keys).find(({ active }) => !active);
    expect(inactive).toBeDefined();
    expect(await ask(inactive ?? key)).toBe(INVALID);
    expect(await ask({ ...key, sessionToken: 'AQoDYXdzEJr1K==EXAMPLE' })).toBe(INVALID);
    expect(sts.calls.map(({ principal }) => principal)).toEqual(sts.calls.map(() => undefined));
  });

  test('a trio without its token, with a mangled one, with another one, and after its end', async () => {
    await using running = await runSts();
    const { client, keyOf, clock, sts } = running;
    sts.faults.sessionSeconds = 5;
    const session = async () => {
      const answer = await client(keyOf('ci')).send(new GetSessionTokenCommand({}));
      return trioOf(answer.Credentials);
    };
    const [trio, other] = [await session(), await session()];
    const ask = (credentials: ClientCredentials) => refusalOf(client(credentials).send(identity));
    const { accessKeyId, secretAccessKey, sessionToken } = trio;
    expect(await ask({ accessKeyId, secretAccessKey })).toBe(INVALID);
    expect(await ask({ ...trio, sessionToken: sessionToken.replace(/=+$/, '') })).toBe(INVALID);
    expect(await ask({ ...trio, sessionToken: other.sessionToken })).toBe(INVALID);
    expect(await ask({ ...trio, secretAccessKey: other.secretAccessKey })).toBe(WRONG_SECRET);
    await client(trio).send(identity);
    clock.advance(4_000);
    await client(trio).send(identity);
    clock.advance(1_000);
    expect(await ask(trio)).toBe(
      'ExpiredToken 403: The security token included in the request is expired',
    );
  });
});

describe('the clock', () => {
  const pattern = (words: string, sign: string) =>
    new RegExp(
      `^SignatureDoesNotMatch 403: ${words} \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z \\${sign} 15 min\\.\\)$`,
    );

  test('a signature may be 15 minutes early or late, not more', async () => {
    await using running = await runSts();
    const { client, keyOf } = running;
    const minute = 60_000;
    const ask = (clockOffset: number) => client(keyOf('ci'), { clockOffset }).send(identity);
    await ask(14 * minute);
    await ask(-14 * minute);
    expect(await refusalOf(ask(-16 * minute))).toMatch(
      pattern('Signature expired: \\d{8}T\\d{6}Z is now earlier than', '-'),
    );
    expect(await refusalOf(ask(16 * minute))).toMatch(
      pattern('Signature not yet current: \\d{8}T\\d{6}Z is still later than', '+'),
    );
  });

  test("a server that is ahead says so, and its Date lets the SDK's next call through", async () => {
    await using running = await runSts();
    const { client, keyOf, sts } = running;
    sts.faults.clockOffset = 3_600_000;
    const late = client(keyOf('ci'));
    expect(await refusalOf(late.send(identity))).toMatch(/Signature expired/);
    expect(late.config.systemClockOffset / 1000).toBeCloseTo(3600, -1);
    await late.send(identity);
  });
});

describe('a request that is not, or wrongly, signed', () => {
  type Change = (headers: Record<string, string>) => Record<string, string>;
  const authorization =
    (from: string | RegExp, to: string): Change =>
    (headers) => ({
      ...headers,
      authorization: (headers.authorization ?? '').replace(from, to),
    });

  test.each<[string, Change, string]>([
    [
      'no header',
      ({ authorization: _, ...rest }) => rest,
      'MissingAuthenticationToken 403: Request is missing Authentication Token',
    ],
    [
      'another algorithm',
      authorization('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'),
      "IncompleteSignature 400: Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.",
    ],
    [
      'no signature',
      authorization(/, Signature=.*/, ''),
      "IncompleteSignature 400: Authorization header requires 'Signature' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization=",
    ],
    [
      'no date',
      ({ 'x-amz-date': _, ...rest }) => rest,
      "IncompleteSignature 400: Authorization header requires existence of either a 'X-Amz-Date'",
    ],
    [
      'a date in words',
      (headers) => ({ ...headers, 'x-amz-date': 'today' }),
      'SignatureDoesNotMatch 403: Date in Credential scope does not match YYYYMMDD from ISO-8601',
    ],
    [
      'a word without =',
      authorization(', Signature', ', x, Signature'),
      "IncompleteSignature 400: 'x' not a valid key=value pair (missing equal-sign) in Authorization header: ",
    ],
    [
      'a short credential',
      authorization('/aws4_request', ''),
      'IncompleteSignature 400: Credential must have at least 5 slash-delimited elements',
    ],
    [
      'a wrong terminator',
      authorization('aws4_request', 'aws5_request'),
      "SignatureDoesNotMatch 403: Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ",
    ],
    [
      'a header that is not signed',
      authorization(';host;', ';'),
      "SignatureDoesNotMatch 403: 'Host' or ':authority' must be a 'SignedHeader'",
    ],
    ['another body', (headers) => headers, WRONG_SECRET],
    ['one digit of the signature changed', authorization(/.$/, ''), WRONG_SECRET],
  ])('%s', async (name, change, expected) => {
    await using running = await runSts();
    const { sts, keyOf } = running;
    const headers = change(signedHeaders(sts.url, keyOf('ci'), { method: 'POST', body: BODY }));
    const body = name === 'another body' ? `${BODY}&Name=x` : BODY;
    expect(await post(sts.url, headers, body)).toContain(expected);
  });

  test.each([
    [{ service: 'iam' }, "Credential should be scoped to correct service: 'sts'. "],
    [{ date: '20200101' }, 'Date in Credential scope does not match YYYYMMDD from ISO-8601'],
  ])('signed for %j', async (scope, expected) => {
    await using running = await runSts();
    const { sts, keyOf } = running;
    const request = { method: 'POST', body: BODY } as const;
    const headers = signedHeaders(sts.url, keyOf('ci'), request, Date.now(), scope);
    expect(await post(sts.url, headers, BODY)).toContain(`SignatureDoesNotMatch 403: ${expected}`);
  });

  async function post(url: string, headers: Record<string, string>, body: string) {
    const { host: _, ...sent } = headers;
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { ...sent, accept: 'application/json' },
    });
    const { Error: error } = (await answer.json()) as { Error: Record<string, string> };
    return `${error.Code} ${answer.status}: ${error.Message}`;
  }
});

test('who may not call what', async () => {
  await using running = await runSts((organisation) => ({
    ...organisation,
    accounts: organisation.accounts.map((account) => ({
      ...account,
      rootKeys: [
        {
          accessKeyId: `AKIAIOSFODNN7${account.id.slice(0, 7)}`,
          secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
          active: true,
        },
      ],
    })),
  }));
  const { client, keyOf, organisation, clock } = running;
  const assume = new AssumeRoleCommand({
    RoleArn: 'arn:aws:iam::222233334444:role/readonly',
    RoleSessionName: 'me',
  });
  const root = organisation.accounts[0]?.rootKeys?.[0] ?? keyOf('ci');
  expect((await client(root).send(identity)).Arn).toBe('arn:aws:iam::111122223333:root');
  expect(await refusalOf(client(root).send(assume))).toBe(
    'AccessDenied 403: Roles may not be assumed by root accounts.',
  );
  const rootSession = await client(root).send(
    new GetSessionTokenCommand({ DurationSeconds: 43_200 }),
  );
  expect(Number(rootSession.Credentials?.Expiration)).toBeCloseTo(clock.now() + 3_600_000, -4);

  const role = await client(keyOf('ci')).send(assume);
  const token = await client(keyOf('ci')).send(new GetSessionTokenCommand({}));
  for (const { Credentials } of [role, token]) {
    expect(await refusalOf(client(trioOf(Credentials)).send(new GetSessionTokenCommand({})))).toBe(
      'AccessDenied 403: Cannot call GetSessionToken with session credentials',
    );
  }
});
