import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { isSecretName, redact } from './redact.ts';

const base64 = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'];
const secretKey = fc
  .array(fc.constantFrom(...base64), { minLength: 40, maxLength: 40 })
  .map((letters) => letters.join(''));
const token = fc
  .uint8Array({ minLength: 200, maxLength: 400 })
  .map((bytes) => `IQoJb3JpZ2luX2Vj${Buffer.from(bytes).toString('base64')}`);

/** Ways in which a secret slips into a text. */
const wrappers: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `export AWS_SECRET_ACCESS_KEY='${secret}'`,
  (secret) => `aws_session_token = ${secret}\n`,
  (secret) => JSON.stringify({ SecretAccessKey: secret, at: 1 }),
  (secret) => `<SessionToken>${secret}</SessionToken>`,
  (secret) => `failed with "${secret}", try again`,
  (secret) =>
    `https://signin.aws.amazon.com/federation?Action=login&SigninToken=${encodeURIComponent(secret)}`,
  (secret) => `X-Amz-Security-Token: ${secret}`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `{"headers":{"Authorization":"Bearer ${secret}"}}`,
  (secret) => `-${secret}-`,
  (secret) => `tail ${encodeURIComponent(secret)} of a body`,
];

test('a planted secret key or token never survives', () => {
  fc.assert(
    fc.property(fc.oneof(secretKey, token), fc.constantFrom(...wrappers), (secret, wrap) => {
      const text = redact(wrap(secret));
      // Half a secret is too much as well.
      for (let at = 0; at + 20 <= secret.length; at += 1) {
        const part = secret.slice(at, at + 20);
        if (text.includes(part)) expect.fail(`${part} survived in ${text}`);
      }
    }),
    { numRuns: loopCount(20_000, 4_000), seed: loopSeed() },
  );
});

test('a secret key made of letters and slashes only is no path', () => {
  const secret = 'wJalrXUtnFEMIbKaMDENG/bPxRfiCYEXAMPLEKEY';
  expect(secret).toHaveLength(40);
  expect(redact(`failed with ${secret}`)).toBe('failed with [hidden]');
});

test('short secrets go too where a name gives them away', () => {
  expect(redact('{"TokenCode":"012345"}')).not.toContain('012345');
  expect(redact('mfa_code=012345 role=x')).toBe('mfa_code=[hidden] role=x');
  expect(redact('password: hunter2')).not.toContain('hunter2');
  expect(redact('{"refreshToken": "aor123", "clientSecret":"s3"}')).not.toMatch(/aor123|s3/);
  expect(redact('Authorization: abc')).not.toContain('abc');
  expect(redact('assume x --mfa-code 012345 --json')).toBe('assume x --mfa-code [hidden] --json');
  expect(redact(JSON.stringify({ body: '{"TokenCode":"012345"}' }))).not.toContain('012345');
});

test('all words of an authorization header go, and what names a user in a link', () => {
  expect(redact('Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=ab12\nhost: y')).toBe(
    'Authorization: [hidden]\nhost: y',
  );
  expect(redact('sent Bearer Zm9vYmFyYmF6 to it')).toBe('sent Bearer [hidden] to it');
  expect(redact('via http://ana:pass@proxy.example:8080/x?y=1')).toBe(
    'via http://[hidden]@proxy.example:8080/x?[hidden]',
  );
});

test('a name tells a secret field', () => {
  for (const name of ['SecretAccessKey', 'aws_session_token', 'tokenCode', 'Authorization']) {
    expect(isSecretName(name), name).toBe(true);
  }
  for (const name of ['profile', 'accessKeyId', 'code', 'sessionName', 'tokenExpiry']) {
    expect(isSecretName(name), name).toBe(false);
  }
});

test('a key id keeps its ends, so that a person can tell which it is', () => {
  expect(redact('key AKIAIOSFODNN7EXAMPLE is')).toBe('key AKIA...MPLE is');
  expect(redact('x_ASIAIOSFODNN7EXAMPLE')).toBe('x_ASIA...MPLE');
});

test.each([
  'assumed arn:aws:sts::111122223333:assumed-role/deployer/alex@laptop until 14:32',
  'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin',
  'role ADMINISTRATORACCESSPOLICY of the authorization service',
  'the MFA code was refused; the session token has expired',
  'cannot read ~/.aws/config, line 12: role_arn is missing a colon',
  'the file has the digest 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  '[shop-production-europe-deployer-with-a-long-name-session] in the credentials file',
  '/tmp/role-valet-practice-Kh3lob9Z/aws/credentials, line 34',
  'cannot write /home/user1/Projects2/Infra3X/dotfiles4/aws/credentials9',
  '/srv/data/projects/some-company/infrastructure/accounts/production/deployer',
])('%s stays readable', (text) => {
  expect(redact(text)).toBe(text);
});
