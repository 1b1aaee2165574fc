import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { redact } from './redact.ts';

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
];

test('a planted secret key or token never survives', () => {
  fc.assert(
    fc.property(fc.oneof(secretKey, token), fc.constantFrom(...wrappers), (secret, wrap) => {
      expect(redact(wrap(secret))).not.toContain(secret);
    }),
    { numRuns: loopCount(20_000, 2_000), seed: loopSeed() },
  );
});

test('short secrets go too where a name gives them away', () => {
  expect(redact('{"TokenCode":"012345"}')).not.toContain('012345');
  expect(redact('mfa_code=012345 role=x')).toBe('mfa_code=[hidden] role=x');
  expect(redact('password: hunter2')).not.toContain('hunter2');
  expect(redact('Authorization: abc')).not.toContain('abc');
});

test('a key id keeps its ends, so that a person can tell which it is', () => {
  expect(redact('key AKIAIOSFODNN7EXAMPLE is')).toBe('key AKIA...MPLE is');
});

test.each([
  'assumed arn:aws:sts::111122223333:assumed-role/deployer/alex@laptop until 14:32',
  'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin',
  'cannot read ~/.aws/config, line 12: role_arn is missing a colon',
  'the file has the digest 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  '[shop-production-europe-deployer-with-a-long-name-session] in the credentials file',
  '/tmp/role-valet-practice-Kh3lob9Z/aws/credentials, line 34',
  'cannot write /home/user1/Projects2/Infra3X/dotfiles4/aws/credentials9',
  '/srv/data/projects/some-company/infrastructure/accounts/production/deployer',
])('%s stays readable', (text) => {
  expect(redact(text)).toBe(text);
});
