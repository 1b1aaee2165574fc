import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../contract/errors.ts';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkSts } from './sdk-sts.ts';
import { type CannedSts, failure, startCannedSts } from './testing/canned-sts.ts';
import { callerOf, mfa, realClock, roleInput } from './testing/inputs.ts';

let server: CannedSts;
beforeAll(async () => {
  server = await startCannedSts();
});
afterAll(() => server.close());

const clockText =
  'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)';
const earlyText =
  'Signature not yet current: 20160610T031008Z is still later than 20160610T030008Z (20160610T024508Z + 15 min.)';

interface Row {
  readonly status: number;
  readonly wire: string;
  readonly text: string;
  readonly code: ErrorCode;
  readonly message?: string;
  readonly hint?: string;
}

/** Every answer that AWS documents or users have quoted, with what we make of it. */
const rows: readonly Row[] = [
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/deployer',
    code: 'STS_ACCESS_DENIED',
    message: 'user/me is not authorized',
    hint: 'AWS does not say why',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'Not authorized to perform sts:AssumeRole',
    code: 'STS_ACCESS_DENIED',
    hint: 'the likeliest: (1)',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:AssumeRole on resource: y because no identity-based policy allows the sts:AssumeRole action',
    code: 'STS_ACCESS_DENIED',
    hint: 'policies of the caller do not allow',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:AssumeRole on resource: y because no resource-based policy allows the sts:AssumeRole action',
    code: 'STS_ACCESS_DENIED',
    hint: 'The trust policy of the role does not allow',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:AssumeRole on resource: y because no session policy allows the sts:AssumeRole action',
    code: 'STS_ACCESS_DENIED',
    hint: 'no session policy allows it',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:AssumeRole on resource: y with an explicit deny in a service control policy',
    code: 'STS_ACCESS_DENIED',
    hint: 'it stands in the service control policy',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:TagSession on resource: y',
    code: 'STS_ACCESS_DENIED',
    hint: 'sts:TagSession',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'User: x is not authorized to perform: sts:SetSourceIdentity on resource: y',
    code: 'STS_ACCESS_DENIED',
    hint: 'sts:SetSourceIdentity',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    code: 'MFA_CODE_INVALID',
    message: mfa.serial,
    hint: 'Wait for the next code',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    code: 'STS_MFA_DEVICE_INVALID',
    message: mfa.serial,
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    code: 'MFA_REQUIRED',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'Roles may not be assumed by root accounts.',
    code: 'STS_CALLER_NOT_ALLOWED',
    hint: 'IAM user',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'Cannot call GetSessionToken with session credentials',
    code: 'STS_CALLER_NOT_ALLOWED',
    hint: 'long-term access key',
  },
  {
    status: 403,
    wire: 'AccessDenied',
    text: 'Cannot call GetFederationToken with session credentials',
    code: 'STS_CALLER_NOT_ALLOWED',
  },
  {
    status: 400,
    wire: 'ValidationError',
    text: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    code: 'STS_MAX_SESSION_DURATION',
    message: 'role/deployer does not allow sessions of 12 h',
  },
  {
    status: 400,
    wire: 'ValidationError',
    text: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    code: 'STS_CHAINING_LIMIT',
    message: '12 h was asked for',
  },
  {
    status: 400,
    wire: 'ValidationError',
    text: "1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    code: 'STS_VALIDATION',
    message: "Value 'a:b'",
    hint: 'Correct role_session_name',
  },
  {
    status: 400,
    wire: 'ValidationError',
    text: "2 validation errors detected: Value '1' at 'durationSeconds' failed; Value 'x y' at 'tags.1.member.key' failed",
    code: 'STS_VALIDATION',
    hint: 'Correct duration_seconds, valet_session_tags',
  },
  {
    status: 400,
    wire: 'ValidationError',
    text: "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    code: 'MFA_CODE_INVALID',
  },
  {
    status: 400,
    wire: 'MalformedPolicyDocument',
    text: 'The policy is not in the valid JSON format.',
    code: 'STS_POLICY_MALFORMED',
    message: 'JSON format',
  },
  {
    status: 400,
    wire: 'PackedPolicyTooLarge',
    text: 'Packed size of session tags consumes 141% of allotted space.',
    code: 'STS_POLICY_TOO_LARGE',
    message: '141%',
  },
  {
    status: 403,
    wire: 'RegionDisabledException',
    text: 'STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
    code: 'STS_REGION_DISABLED',
    message: 'eu-west-1',
    hint: 'us-east-1',
  },
  {
    status: 403,
    wire: 'ExpiredToken',
    text: 'The security token included in the request is expired',
    code: 'STS_EXPIRED_TOKEN',
  },
  {
    status: 400,
    wire: 'ExpiredTokenException',
    text: 'The security token included in the request is expired',
    code: 'STS_EXPIRED_TOKEN',
  },
  {
    status: 403,
    wire: 'InvalidClientTokenId',
    text: 'The security token included in the request is invalid.',
    code: 'STS_KEY_INVALID',
    message: 'access key AKIA...MPLE',
    hint: 'deleted or inactive',
  },
  {
    status: 403,
    wire: 'SignatureDoesNotMatch',
    text: 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.\n\nThe Canonical String for this request should have been\n\nx-amz-security-token:SECRET',
    code: 'STS_SIGNATURE_MISMATCH',
    message: 'AKIA...MPLE',
  },
  {
    status: 403,
    wire: 'SignatureDoesNotMatch',
    text: clockText,
    code: 'STS_CLOCK_SKEW',
    message: '7 h slow',
  },
  {
    status: 403,
    wire: 'SignatureDoesNotMatch',
    text: earlyText,
    code: 'STS_CLOCK_SKEW',
    message: '25 min fast',
  },
  {
    status: 400,
    wire: 'RequestExpired',
    text: 'Request has expired.',
    code: 'STS_CLOCK_SKEW',
    message: 'more than 15 min off',
  },
  {
    status: 400,
    wire: 'IncompleteSignature',
    text: 'The request signature does not conform to AWS standards.',
    code: 'STS_SIGNATURE_MISMATCH',
    hint: 'proxy',
  },
  {
    status: 403,
    wire: 'MissingAuthenticationToken',
    text: 'Request is missing Authentication Token',
    code: 'STS_SIGNATURE_MISMATCH',
    hint: 'proxy',
  },
  {
    status: 403,
    wire: 'OptInRequired',
    text: 'The AWS Access Key Id needs a subscription for the service',
    code: 'STS_OPT_IN_REQUIRED',
  },
  { status: 400, wire: 'Throttling', text: 'Rate exceeded', code: 'STS_THROTTLED' },
  { status: 400, wire: 'ThrottlingException', text: 'Rate exceeded', code: 'STS_THROTTLED' },
  { status: 500, wire: 'InternalFailure', text: 'oops', code: 'STS_UNAVAILABLE' },
  { status: 503, wire: 'ServiceUnavailable', text: 'oops', code: 'STS_UNAVAILABLE' },
  {
    status: 400,
    wire: 'SomethingNew',
    text: 'A text of tomorrow',
    code: 'STS_VALIDATION',
    message: 'SomethingNew: A text of tomorrow',
  },
  { status: 403, wire: 'SomethingNew', text: 'No', code: 'STS_ACCESS_DENIED' },
  { status: 505, wire: 'SomethingNew', text: 'No', code: 'STS_UNAVAILABLE' },
];

describe('every error that STS answers', () => {
  // With a code, so that each is sent once: retries are counted elsewhere.
  test.each(rows)('$status $wire: $text', async ({ status, wire, text, ...expected }) => {
    server.respond(failure(status, wire, text));
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(server.endpoint),
      roleInput({ mfa, durationSeconds: 43_200 }),
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'RoleValetError',
      code: expected.code,
      message: expect.stringContaining(expected.message ?? ''),
      hint: expect.stringContaining(expected.hint ?? ''),
    });
    const { message, hint, cause } = error as Error & { hint: string };
    expect(message).not.toMatch(/[.:\s]$|\n/);
    expect(hint).toMatch(/^[^\n]+\.$/);
    expect(`${message} ${hint} ${String(cause)}`).not.toMatch(/wJalrXUtn|SECRET/);
  });

  test('with temporary credentials the limit of one hour is named under either text', async () => {
    server.respond(
      failure(
        400,
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ),
    );
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(server.endpoint, { sessionToken: 'PARENT' }),
      roleInput({ durationSeconds: 7200 }),
    );
    await expect(call).rejects.toMatchObject({ code: 'STS_CHAINING_LIMIT' });
  });
});
