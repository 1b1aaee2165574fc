import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { Organisation } from './organisation.ts';
import {
  AWS_COMMAND,
  type BotoCall,
  type BotoResult,
  type ClientCredentials,
  PYTHON_COMMAND,
  runAws,
  runBoto,
} from './testing/real-clients.ts';
import { type RunningSts, refusalOf, runSts, trioOf } from './testing/running-sts.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const READ_ONLY = 'arn:aws:iam::222233334444:role/readonly';
const ADMIN = 'arn:aws:iam::222233334444:role/admin';
const EXTERNAL_ID = 'shop-42';
const EXAMPLE_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe.skipIf(AWS_COMMAND === undefined)('the AWS CLI', () => {
  /** The parsed output, or the CLI's words for a refusal. */
  async function aws(running: RunningSts, key: ClientCredentials, ...argv: string[]) {
    const { code, stdout, stderr } = await runAws(running.sts.url, key, argv);
    return code === 0 ? JSON.parse(stdout) : stderr.trim().replace(/^An error occurred /, '');
  }

  test('every action', async () => {
    await using running = await runSts(withAdmin);
    const { keyOf, freshCode, sts } = running;
    const { SerialNumber, TokenCode } = freshCode();
    const token = await aws(
      running,
      keyOf('security'),
      ...['get-session-token', '--serial-number', SerialNumber, '--token-code', TokenCode],
    );
    const session = trioOf(token.Credentials);
    const hub = await aws(
      running,
      session,
      ...['assume-role', '--role-arn', HUB, '--role-session-name', 'me'],
      ...['--tags', 'Key=Project,Value=a b', '--transitive-tag-keys', 'Project'],
    );
    expect(hub.AssumedRoleUser.Arn).toBe('arn:aws:sts::111122223333:assumed-role/hub/me');
    expect(hub.PackedPolicySize).toBeGreaterThan(0);
    const identity = await aws(running, trioOf(hub.Credentials), 'get-caller-identity');
    expect(identity.Arn).toBe(hub.AssumedRoleUser.Arn);
    const guest = await aws(running, keyOf('ci'), 'get-federation-token', '--name', 'guest');
    expect(guest.FederatedUser.Arn).toBe('arn:aws:sts::111122223333:federated-user/guest');
    const message = sts.encodeAuthorizationMessage({ allowed: false });
    const decoded = await aws(
      running,
      keyOf('ci'),
      ...['decode-authorization-message', '--encoded-message', message],
    );
    expect(JSON.parse(decoded.DecodedMessage)).toEqual({ allowed: false });
    expect(sts.calls.map(({ outcome }) => outcome)).toEqual(Array(5).fill('OK'));
  });

  test('refusals', async () => {
    await using running = await runSts();
    const { keyOf, freshCode, client } = running;
    const key = keyOf('security');
    const wrong = { ...key, secretAccessKey: EXAMPLE_SECRET };
    expect(await aws(running, wrong, 'get-caller-identity')).toMatch(
      /^\(SignatureDoesNotMatch\) when calling the GetCallerIdentity operation.*: The request signature we calculated does not match/,
    );
    const assume = (arn: string, ...more: string[]) => [
      ...['assume-role', '--role-session-name', 'me', '--role-arn', arn],
      ...more,
    ];
    const code = freshCode();
    const mfa = ['--serial-number', code.SerialNumber, '--token-code', code.TokenCode];
    expect(await aws(running, key, ...assume(ADMIN, '--external-id', 'other', ...mfa))).toMatch(
      /^\(AccessDenied\) .*not authorized to perform: sts:AssumeRole on resource/,
    );
    expect(await aws(running, key, ...assume(ADMIN, '--external-id', EXTERNAL_ID, ...mfa))).toMatch(
      /^\(AccessDenied\) .*invalid MFA one time pass code/,
    );
    const hub = await client(key).send(
      new AssumeRoleCommand({ RoleArn: HUB, RoleSessionName: 'me', ...freshCode() }),
    );
    const long = (seconds: number) => assume(READ_ONLY, '--duration-seconds', String(seconds));
    expect(await aws(running, trioOf(hub.Credentials), ...long(7200))).toMatch(
      /^\(ValidationError\) .*exceeds the 1 hour session limit for roles assumed by role chaining\.$/,
    );
    expect(await aws(running, keyOf('ci'), ...long(46_800))).toMatch(
      /^\(ValidationError\) .*1 validation error detected: Value '46800' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200$/,
    );
    // The CLI has no setting for its clock, so the server's is moved: a date is old either way.
    running.sts.faults.clockOffset = 3_600_000;
    expect(await aws(running, key, 'get-caller-identity')).toMatch(
      /^\(SignatureDoesNotMatch\) .*Signature expired: \d{8}T\d{6}Z is now earlier than/,
    );
  });
});

describe.skipIf(PYTHON_COMMAND === undefined)('boto3', () => {
  const inWords = (result: BotoResult | undefined): string =>
    result !== undefined && 'code' in result
      ? `${result.code} ${result.status}: ${result.message}`
      : JSON.stringify(result);

  test('every action', async () => {
    await using running = await runSts(withAdmin);
    const { keyOf, freshCode, sts } = running;
    const message = sts.encodeAuthorizationMessage({ allowed: false });
    const calls: readonly BotoCall[] = [
      { method: 'get_session_token' },
      { method: 'get_caller_identity' },
      { method: 'get_federation_token', parameters: { Name: 'guest', DurationSeconds: 900 } },
      { method: 'decode_authorization_message', parameters: { EncodedMessage: message } },
      {
        method: 'assume_role',
        parameters: {
          RoleArn: READ_ONLY,
          RoleSessionName: 'me@example.com',
          DurationSeconds: 7200,
        },
      },
    ];
    const results = await runBoto(sts.url, keyOf('ci'), calls);
    expect(results.filter((result) => 'code' in result)).toEqual([]);
    const role = results[4];
    expect(JSON.stringify(role)).toContain(':assumed-role/readonly/me@example.com');

    const [session] = await runBoto(sts.url, keyOf('security'), [
      { method: 'get_session_token', parameters: freshCode() },
    ]);
    const trio = trioOf(
      session !== undefined && 'result' in session ? session.result.Credentials : undefined,
    );
    const [hub] = await runBoto(sts.url, trio, [
      {
        method: 'assume_role',
        parameters: {
          RoleArn: HUB,
          RoleSessionName: 'me',
          Tags: [{ Key: 'Project', Value: 'a + b' }],
          TransitiveTagKeys: ['Project'],
          SourceIdentity: 'Alice',
          PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
          Policy: '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}',
        },
      },
    ]);
    expect(hub).toMatchObject({ result: { SourceIdentity: 'Alice' } });
  });

  test('refusals', async () => {
    await using running = await runSts();
    const { keyOf, freshCode, client, sts } = running;
    const key = keyOf('security');
    const [wrong] = await runBoto(sts.url, { ...key, secretAccessKey: EXAMPLE_SECRET }, [
      { method: 'get_caller_identity' },
    ]);
    expect(inWords(wrong)).toMatch(/^SignatureDoesNotMatch 403: The request signature/);
    const code = freshCode();
    const assume = (RoleArn: string, more: object): BotoCall => ({
      method: 'assume_role',
      parameters: { RoleArn, RoleSessionName: 'me', ...more },
    });
    const results = await runBoto(sts.url, key, [
      { method: 'get_caller_identity', clockSeconds: -3600 },
      { method: 'get_caller_identity', clockSeconds: 3600 },
      assume(ADMIN, { ...code, ExternalId: 'other' }),
      assume(ADMIN, { ...code, ExternalId: EXTERNAL_ID }),
      assume(ADMIN, { DurationSeconds: 46_800 }),
    ]);
    expect(results.map(inWords)).toEqual([
      expect.stringMatching(/^SignatureDoesNotMatch 403: Signature expired: /),
      expect.stringMatching(/^SignatureDoesNotMatch 403: Signature not yet current: /),
      expect.stringMatching(/^AccessDenied 403: User: .*user\/alex is not authorized/),
      'AccessDenied 403: MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      "ValidationError 400: 1 validation error detected: Value '46800' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ]);
    const token = await client(key).send(new GetSessionTokenCommand(freshCode()));
    const [chained] = await runBoto(sts.url, trioOf(token.Credentials), [
      assume(HUB, { DurationSeconds: 7200 }),
    ]);
    expect(inWords(chained)).toBe(
      'ValidationError 400: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  });
});

test('the JavaScript SDK retries what it should, and corrects its clock', async () => {
  await using running = await runSts();
  const { client, keyOf, sts } = running;
  const identity = new GetCallerIdentityCommand({});
  const retrying = client(keyOf('ci'), { maxAttempts: 3 });
  sts.faults.order('unavailable');
  await retrying.send(identity);
  sts.faults.clockOffset = 3_600_000;
  await retrying.send(identity);
  // With a clock far off it repeats any refusal: why a call with a code must be tried only once.
  const assume = new AssumeRoleCommand({ RoleArn: ADMIN, RoleSessionName: 'me' });
  expect(await refusalOf(retrying.send(assume))).toMatch(/^AccessDenied 403/);
  expect(sts.calls.map(({ outcome }) => outcome)).toEqual([
    'unavailable',
    'OK',
    'SignatureDoesNotMatch',
    'OK',
    ...Array(3).fill('AccessDenied'),
  ]);
});

/** The second user may do everything. */
function withAdmin(organisation: Organisation): Organisation {
  return {
    ...organisation,
    users: organisation.users.map((user) =>
      user.profile === 'ci'
        ? { ...user, policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] }
        : user,
    ),
  };
}
