import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkSts } from './sdk-sts.ts';
import {
  assumedRoleXml,
  type CannedSts,
  credentialsXml,
  failure,
  identityXml,
  startCannedSts,
  success,
} from './testing/canned-sts.ts';
import { callerOf, mfa, realClock, roleInput } from './testing/inputs.ts';

let server: CannedSts;
beforeEach(async () => {
  server = await startCannedSts();
});
afterEach(() => server.close());

const hour = 3_600_000;

describe('a call that succeeds', () => {
  test('AssumeRole sends every parameter and gives the trio with its expiry', async () => {
    server.respond(
      success('AssumeRole', assumedRoleXml({ Expiration: '2999-11-09T13:34:41.359Z' })),
    );
    const sts = sdkSts({ network: testNetwork(), clock: realClock(), applicationId: 'role-valet' });
    const role = await sts.assumeRole(
      callerOf(server.endpoint, { sessionToken: 'PARENTTOKEN' }),
      roleInput({
        externalId: 'partner/7',
        mfa,
        tags: [
          { key: 'team', value: 'a b' },
          { key: 'empty', value: '' },
        ],
        transitiveTagKeys: ['team'],
        sourceIdentity: 'Alice',
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      }),
    );
    expect(role).toEqual({
      assumedRoleArn: 'arn:aws:sts::111122223333:assumed-role/deployer/me',
      credentials: {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        sessionToken: 'AQoDYXdzEJr1K==EXAMPLE',
        expiration: Date.UTC(2999, 10, 9, 13, 34, 41, 359),
      },
    });
    const [request] = server.requests;
    expect(Object.fromEntries(request?.parameters ?? [])).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: 'arn:aws:iam::111122223333:role/deployer',
      RoleSessionName: 'me',
      DurationSeconds: '3600',
      ExternalId: 'partner/7',
      SerialNumber: 'arn:aws:iam::111122223333:mfa/me',
      TokenCode: '012345',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'a b',
      'Tags.member.2.Key': 'empty',
      'Tags.member.2.Value': '',
      'TransitiveTagKeys.member.1': 'team',
      SourceIdentity: 'Alice',
      'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    });
    expect(request?.headers['x-amz-security-token']).toBe('PARENTTOKEN');
    expect(request?.headers['user-agent']).toContain('app/role-valet');
    expect(request?.headers.authorization).toContain('/eu-west-1/sts/aws4_request');
  });

  test('what is not given is not sent', async () => {
    server.respond(success('AssumeRole', assumedRoleXml()));
    await sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(server.endpoint),
      roleInput(),
    );
    expect([...(server.requests[0]?.parameters.keys() ?? [])].sort()).toEqual(
      ['Action', 'DurationSeconds', 'RoleArn', 'RoleSessionName', 'Version'].sort(),
    );
  });

  test('GetSessionToken and GetCallerIdentity', async () => {
    server.respond(
      success('GetSessionToken', credentialsXml()),
      success('GetCallerIdentity', identityXml),
    );
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const caller = callerOf(server.endpoint);
    const session = await sts.getSessionToken(caller, { durationSeconds: 43_200, mfa });
    expect(session.sessionToken).toBe('AQoDYXdzEJr1K==EXAMPLE');
    expect(server.requests[0]?.parameters.get('TokenCode')).toBe('012345');
    expect(server.requests[0]?.parameters.get('DurationSeconds')).toBe('43200');
    expect(await sts.getCallerIdentity(caller)).toEqual({
      arn: 'arn:aws:iam::111122223333:user/me',
      accountId: '111122223333',
      userId: 'AIDAEXAMPLE',
    });
  });

  test('concurrent calls are each signed with their own credentials', async () => {
    server.respond((response, request) => {
      const result = success(
        'AssumeRole',
        assumedRoleXml({
          SessionToken: `for-${request.accessKeyId}-${request.headers['x-amz-security-token']}`,
        }),
      );
      setTimeout(() => result(response, request), Math.random() * 30);
    });
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const callers = Array.from({ length: 40 }, (_, index) => {
      const id = `ASIAEXAMPLE${String(index).padStart(9, '0')}`;
      return callerOf(server.endpoint, { accessKeyId: id, sessionToken: `token-${index}` });
    });
    const roles = await Promise.all(callers.map((caller) => sts.assumeRole(caller, roleInput())));
    expect(roles.map((role) => role.credentials.sessionToken)).toEqual(
      callers.map(
        ({ credentials }) => `for-${credentials.accessKeyId}-${credentials.sessionToken}`,
      ),
    );
  });
});

describe('how often a call is sent', () => {
  const attempts = (...answers: Parameters<CannedSts['respond']>) => {
    server.respond(...answers);
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    return {
      plain: () => sts.assumeRole(callerOf(server.endpoint), roleInput()),
      withCode: () => sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa })),
    };
  };
  const fine = success('AssumeRole', assumedRoleXml());

  test.each([
    ['throttling', failure(400, 'Throttling', 'Rate exceeded'), 'STS_THROTTLED'],
    ['an internal failure', failure(500, 'InternalFailure', 'x'), 'STS_UNAVAILABLE'],
    ['an outage', failure(503, 'ServiceUnavailable', 'x'), 'STS_UNAVAILABLE'],
  ])('%s: three times, once with a code', async (_name, answer, code) => {
    await expect(attempts(answer).plain()).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(3);
    await expect(attempts(answer).withCode()).rejects.toMatchObject({
      code,
      hint: expect.stringContaining('wait for the next one'),
    });
    expect(server.requests).toHaveLength(4);
  });

  test('a passing outage is overcome', async () => {
    const role = await attempts(failure(503, 'ServiceUnavailable', 'x'), fine).plain();
    expect(role.credentials.accessKeyId).toBe('ASIAIOSFODNN7EXAMPLE');
    expect(server.requests).toHaveLength(2);
  });

  test('a refusal: once', async () => {
    await expect(attempts(failure(403, 'AccessDenied', 'no')).plain()).rejects.toMatchObject({
      code: 'STS_ACCESS_DENIED',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a code is sent once even where the clock is off, which makes the SDK retry everything', async () => {
    const text = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
    const answer = failure(403, 'AccessDenied', text, { serverTime: Date.now() + 5 * hour });
    await expect(attempts(answer).withCode()).rejects.toMatchObject({ code: 'MFA_CODE_INVALID' });
    expect(server.requests).toHaveLength(1);
  });
});

test('connections are reused, but a code travels on a new one, which can not be dead', async () => {
  server.respond(success('AssumeRole', assumedRoleXml()));
  const sts = sdkSts({ network: testNetwork(), clock: realClock() });
  const caller = callerOf(server.endpoint);
  await sts.assumeRole(caller, roleInput());
  await sts.assumeRole(caller, roleInput());
  await sts.assumeRole(caller, roleInput({ mfa }));
  await sts.assumeRole(caller, roleInput({ mfa }));
  const [first, second, third, fourth] = server.requests.map((request) => request.callerPort);
  expect(second).toBe(first);
  expect(new Set([first, third, fourth]).size).toBe(3);
});

describe('the clock', () => {
  const expired =
    'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)';

  test('a clock hours off is corrected, learnt, and used for the next signature', async () => {
    const ahead = 5 * hour;
    server.respond(
      (response, request) =>
        failure(403, 'SignatureDoesNotMatch', expired, { serverTime: Date.now() + ahead })(
          response,
          request,
        ),
      (response, request) =>
        success(
          'AssumeRole',
          assumedRoleXml({ Expiration: new Date(Date.now() + ahead + hour).toISOString() }),
          { serverTime: Date.now() + ahead },
        )(response, request),
    );
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    expect(sts.clockOffset()).toBe(0);
    await sts.assumeRole(callerOf(server.endpoint), roleInput());
    expect(server.requests).toHaveLength(2);
    expect(Math.abs(sts.clockOffset() - ahead)).toBeLessThan(60_000);
    await sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa }));
    expect(Math.abs(signedAt(2) - (Date.now() + ahead))).toBeLessThan(60_000);
  });

  test('the injected clock signs, and the offset is measured against it', async () => {
    server.respond(success('GetCallerIdentity', identityXml));
    const sts = sdkSts({ network: testNetwork(), clock: realClock(-2 * hour) });
    await sts.getCallerIdentity(callerOf(server.endpoint));
    expect(Math.abs(signedAt(0) - (Date.now() - 2 * hour))).toBeLessThan(60_000);
    expect(Math.abs(sts.clockOffset() - 2 * hour)).toBeLessThan(60_000);
  });

  test('with a code it fails once and says how far the clock is off', async () => {
    const at = { serverTime: Date.now() + 14 * hour + 50 * 60_000 };
    server.respond(failure(403, 'SignatureDoesNotMatch', expired, at));
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    await expect(
      sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa })),
    ).rejects.toMatchObject({
      code: 'STS_CLOCK_SKEW',
      message: expect.stringContaining('14 h 50 min slow'),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('an expiry is judged by the server, not by a clock that is ahead', async () => {
    server.respond(success('AssumeRole', assumedRoleXml()));
    const sts = sdkSts({ network: testNetwork(), clock: realClock(8 * hour) });
    const role = await sts.assumeRole(callerOf(server.endpoint), roleInput());
    expect(role.credentials.expiration).toBeGreaterThan(Date.now());
  });
});

/** When request number `index` was signed, epoch milliseconds. */
function signedAt(index: number): number {
  const stamp = String(server.requests[index]?.headers['x-amz-date']);
  return Date.parse(stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));
}
