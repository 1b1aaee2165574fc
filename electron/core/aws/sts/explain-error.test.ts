import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../../tools/loops.ts';
import { EXIT_CODE_BY_ERROR, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, serverText, spanInWords } from './call-context.ts';
import { explainStsError } from './explain-error.ts';
import { RefusedCall } from './refused-call.ts';

const secrets = [
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'AQoDYXdzEJr1K==EXAMPLETOKEN',
  '012345',
  'partner/7',
];

function context(parts: Partial<CallContext> = {}): CallContext {
  return {
    action: 'AssumeRole',
    region: 'eu-west-1',
    endpoint: 'https://user:hunter2@sts.eu-west-1.amazonaws.com/path?query=hunter2',
    callerKind: 'long-term',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    roleArn: 'arn:aws:iam::111122223333:role/admin',
    durationSeconds: 3600,
    externalIdSent: false,
    tagsSent: false,
    sourceIdentitySent: false,
    policiesSent: false,
    clockOffset: 0,
    requestTimeoutMs: 15_000,
    connectTimeoutMs: 5_000,
    hidden: secrets,
    ...parts,
  };
}

function denied(parts: Partial<CallContext>): string {
  const answer = { Code: 'AccessDenied', message: 'no', $metadata: { httpStatusCode: 403 } };
  return explainStsError(answer, context(parts)).hint;
}

describe('AccessDenied', () => {
  test('the two likeliest causes by what is known, the others are left to the explanation', () => {
    const hint = denied({});
    expect(hint).toMatch(/\(1\) the role wants MFA, and no code was sent/);
    expect(hint).toMatch(/\(2\) the role wants an external id, and none was sent/);
    expect(hint).not.toContain('(3)');
    const sent = { mfaSerial: 'arn:aws:iam::111122223333:mfa/me', externalIdSent: true };
    expect(denied(sent)).not.toMatch(/MFA|none was sent/);
  });

  test('another action names no trust policy', () => {
    expect(denied({ action: 'GetSessionToken' })).not.toContain('trust policy');
  });

  test('the error carries what is known of the call, and no secret', () => {
    const answer = { Code: 'AccessDenied', message: 'no', $metadata: { httpStatusCode: 403 } };
    const error = explainStsError(answer, context({ at: 5 }));
    expect(error).toBeInstanceOf(RefusedCall);
    expect(error).toMatchObject({
      evidence: {
        action: 'AssumeRole',
        keyId: 'AKIA...MPLE',
        host: 'sts.eu-west-1.amazonaws.com',
        at: 5,
        answer: { code: 'AccessDenied', status: 403, text: 'no' },
      },
    });
    expect(JSON.stringify(error)).not.toMatch(/hunter2|wJalr|AQoD|AKIAIOSFODNN7EXAMPLE/);
  });

  test('an encoded message is kept for decoding, and out of the text', () => {
    const message = 'You are not authorized. Encoded authorization failure message: Ab-c_9xyz';
    const answer = { Code: 'AccessDenied', message, $metadata: { httpStatusCode: 403 } };
    const error = explainStsError(answer, context());
    expect(error).toMatchObject({ evidence: { encodedMessage: 'Ab-c_9xyz' } });
    expect(error.message).not.toContain('Ab-c_9xyz');
  });
});

test('the device hint knows the classic mistake of a user ARN', () => {
  const text = 'MultiFactorAuthentication failed, unable to validate MFA code.';
  const answer = { Code: 'AccessDenied', message: text, $metadata: { httpStatusCode: 403 } };
  const serial = (mfaSerial: string) => explainStsError(answer, context({ mfaSerial })).hint;
  expect(serial('arn:aws:iam::111122223333:user/me')).toContain(':mfa/');
  expect(serial('GAHT12345678')).toContain('passkeys');
});

test('outside the partition of us-east-1 it is not offered', () => {
  const answer = {
    Code: 'RegionDisabledException',
    message: 'x',
    $metadata: { httpStatusCode: 403 },
  };
  expect(explainStsError(answer, context({ region: 'cn-north-1' })).hint).not.toContain(
    'us-east-1',
  );
});

test('an error of ours passes through', () => {
  const error = new RoleValetError('DECLINED', 'no', 'yes');
  expect(explainStsError(error, context())).toBe(error);
});

test('what is no error of STS or the network is a fault of ours', () => {
  for (const odd of [new Error('Region is missing'), undefined, null, 'text', 7]) {
    expect(explainStsError(odd, context()).code).toBe('INTERNAL');
  }
});

test('no message repeats a secret, whatever the server says', () => {
  const word = fc.oneof(
    fc.constantFrom(...secrets),
    fc.string(),
    fc.constantFrom("'", '"', '\n', ' '),
  );
  const codes = [
    'AccessDenied',
    'ValidationError',
    'SignatureDoesNotMatch',
    'Odd',
    'Throttling',
    undefined,
  ];
  const answer = fc.record({
    Code: fc.constantFrom(...codes),
    name: fc.constantFrom('Error', 'AbortError', 'TimeoutError', 'ExpiredTokenException'),
    code: fc.constantFrom(undefined, 'ECONNRESET', 'EPROTO', 'ENOTFOUND'),
    message: fc.array(word).map((words) => words.join(' ')),
    $metadata: fc.option(fc.record({ httpStatusCode: fc.constantFrom(200, 400, 403, 500) })),
  });
  fc.assert(
    fc.property(answer, fc.boolean(), (fault, withCode) => {
      const error = explainStsError(
        { ...fault, $metadata: fault.$metadata ?? undefined },
        context(withCode ? { mfaSerial: 'arn:aws:iam::111122223333:mfa/me' } : {}),
      );
      const said = `${error.message}\n${error.hint}\n${String(error.cause)}\n${JSON.stringify(error)}`;
      for (const secret of [...secrets.slice(0, 2), 'hunter2']) {
        expect(said).not.toContain(secret);
      }
      expect(said).not.toMatch(/(?<![A-Za-z0-9])(?:012345|partner\/7)(?![A-Za-z0-9])/);
      expect(error.message).not.toContain('\n');
      expect(EXIT_CODE_BY_ERROR).toHaveProperty(error.code);
    }),
    { numRuns: loopCount(5_000, 300), seed: loopSeed() },
  );
});

describe('texts', () => {
  test('a code is hidden where it stands alone, not inside an account number', () => {
    expect(serverText("Value '012345' in 101234567890", ['012345'])).toBe(
      "Value '(hidden)' in 101234567890",
    );
  });

  test.each([
    [0, '0 s'],
    [59_000, '59 s'],
    [90_000, '2 min'],
    [3_600_000, '1 h'],
    [-53_400_000, '14 h 50 min'],
    [3_599_999, '1 h'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(spanInWords(milliseconds)).toBe(words);
  });
});
