import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RoleValetError } from '../../../contract/errors.ts';
import { testNetwork } from '../network/testing/test-network.ts';
import { type CannedSts, failure, raw, startCannedSts } from '../sts/testing/canned-sts.ts';
import { callerOf, realClock } from '../sts/testing/inputs.ts';
import { type IamAddress, iamAddress } from './iam-client.ts';
import { sdkIam } from './sdk-iam.ts';
import type { Iam, IamCaller } from './types.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEY = '<AccessKeyId>AKIAI44QH8DHBEXAMPLE</AccessKeyId><Status>Active</Status>';

let server: CannedSts;
let offset = 0;
let iam: Iam;
beforeAll(async () => {
  server = await startCannedSts();
  iam = sdkIam({ clock: realClock(), network: testNetwork(), clockOffset: () => offset });
});
afterEach(() => {
  server.requests.length = 0;
  offset = 0;
});
afterAll(() => server.close());

function caller(parts: Partial<IamCaller['credentials']> = {}): IamCaller {
  return callerOf(server.endpoint, parts);
}

function answer(action: string, result: string) {
  return raw(
    200,
    `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  );
}

async function failureOf(work: Promise<unknown>): Promise<RoleValetError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(JSON.stringify([error, String((error as Error).cause)])).not.toContain(SECRET);
  return error as RoleValetError;
}

describe('calls', () => {
  test('name the user, the key and the version', async () => {
    server.respond(answer('UpdateAccessKey', ''));
    await iam.setAccessKeyActive(caller(), 'alex', 'AKIAI44QH8DHBEXAMPLE', false);
    const [request] = server.requests;
    expect(Object.fromEntries(request?.parameters ?? [])).toEqual({
      Action: 'UpdateAccessKey',
      Version: '2010-05-08',
      UserName: 'alex',
      AccessKeyId: 'AKIAI44QH8DHBEXAMPLE',
      Status: 'Inactive',
    });
    // Signed for where IAM is, not for the profile's region.
    expect(request?.headers.authorization).toMatch(/\/us-east-1\/iam\/aws4_request/);
  });

  test('CreateAccessKey is sent once, whatever happens; the others are tried again', async () => {
    server.respond(failure(500, 'InternalFailure', 'x'));
    await failureOf(iam.createAccessKey(caller(), 'alex'));
    expect(server.requests).toHaveLength(1);
    await failureOf(iam.listAccessKeys(caller(), 'alex'));
    expect(server.requests).toHaveLength(4);
  });

  test('are signed by AWS’s clock as STS learnt it', async () => {
    offset = 3 * 3_600_000;
    server.respond(answer('ListAccessKeys', '<AccessKeyMetadata/>'));
    await iam.listAccessKeys(caller(), 'alex');
    const stamp = String(server.requests[0]?.headers['x-amz-date']);
    const signedAt = Date.parse(stamp.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));
    expect(Math.abs(signedAt - Date.now() - offset)).toBeLessThan(60_000);
  });

  test('keys come the oldest first; a success that lacks something is none', async () => {
    const member = (id: string, date: string) =>
      `<member><AccessKeyId>${id}</AccessKeyId><Status>Active</Status><CreateDate>${date}</CreateDate></member>`;
    server.respond(
      answer(
        'ListAccessKeys',
        `<AccessKeyMetadata>${member('AKIANEW', '2026-01-01T00:00:00Z')}${member('AKIAOLD', '2020-01-01T00:00:00Z')}</AccessKeyMetadata>`,
      ),
    );
    const keys = await iam.listAccessKeys(caller(), 'alex');
    expect(keys.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIAOLD', 'AKIANEW']);
    for (const result of ['', `<AccessKey>${KEY}</AccessKey>`]) {
      server.respond(answer('CreateAccessKey', result));
      expect((await failureOf(iam.createAccessKey(caller(), 'a'))).code).toBe('STS_BAD_RESPONSE');
    }
  });
});

test.each([
  ['AccessDenied', 403, {}, 'IAM_ACCESS_DENIED', 'set mfa_serial'],
  [
    'AccessDenied',
    403,
    { sessionToken: 'AQoDYXdzEJr1K==EXAMPLE' },
    'IAM_ACCESS_DENIED',
    'allow iam:CreateAccessKey',
  ],
  ['NoSuchEntity', 404, {}, 'IAM_NOT_FOUND', 'IAM console'],
  ['LimitExceeded', 409, {}, 'KEY_LIMIT_REACHED', 'Delete a key'],
  ['InvalidClientTokenId', 403, {}, 'STS_KEY_INVALID', 'some seconds'],
  [
    'InvalidClientTokenId',
    403,
    { sessionToken: 'AQoDYXdzEJr1K==EXAMPLE' },
    'STS_KEY_INVALID',
    'MFA code',
  ],
  ['ExpiredToken', 403, { sessionToken: 'AQoDYXdzEJr1K==EXAMPLE' }, 'STS_EXPIRED_TOKEN', 'Renew'],
  ['Throttling', 400, {}, 'STS_THROTTLED', 'Wait'],
] as const)('%s %d of %j is %s', async (code, status, parts, expected, hint) => {
  server.respond(failure(status, code, `what AWS says of ${SECRET}`));
  const error = await failureOf(iam.createAccessKey(caller(parts), 'alex'));
  expect(error.code).toBe(expected);
  expect(error.hint).toContain(hint);
});

test('plain http to another machine is refused before anything is sent', async () => {
  const far = { ...caller(), endpoint: 'http://iam.example.test' };
  expect((await failureOf(iam.listAccessKeys(far, 'alex'))).code).toBe('ENDPOINT_REFUSED');
});

describe('without a configured endpoint', () => {
  const address = async (region: string, flags: Partial<IamCaller> = {}): Promise<IamAddress> => {
    const { credentials } = caller();
    return iamAddress(await import('@aws-sdk/client-iam'), { region, credentials, ...flags });
  };

  test.each([
    ['eu-west-1', 'https://iam.amazonaws.com/', 'us-east-1'],
    ['cn-northwest-1', 'https://iam.cn-north-1.amazonaws.com.cn/', 'cn-north-1'],
    ['us-gov-east-1', 'https://iam.us-gov.amazonaws.com/', 'us-gov-west-1'],
    ['eusc-de-east-1', 'https://iam.eusc-de-east-1.amazonaws.eu/', 'eusc-de-east-1'],
  ])('%s is served by %s', async (region, endpoint, signingRegion) => {
    process.env.AWS_ENDPOINT_URL_IAM = 'http://127.0.0.1:9';
    try {
      expect(await address(region)).toEqual({ endpoint, signingRegion });
    } finally {
      delete process.env.AWS_ENDPOINT_URL_IAM;
    }
  });

  test('FIPS and dual-stack have hosts of their own', async () => {
    expect((await address('eu-west-1', { useFips: true })).endpoint).toBe(
      'https://iam-fips.amazonaws.com/',
    );
    expect((await address('eu-west-1', { useDualStack: true })).endpoint).toBe(
      'https://iam.global.api.aws/',
    );
  });
});
