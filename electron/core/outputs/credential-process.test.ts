import { describe, expect, test } from 'vitest';
import { credentialProcessJson } from './credential-process.ts';
import { CREDENTIALS } from './env/real-programs.fixture.ts';

// That the AWS CLI and an SDK take it is proven in env/export-block-aws-tools.test.ts.
describe('credentialProcessJson', () => {
  test('is one line of exactly the documented object', () => {
    expect(credentialProcessJson(CREDENTIALS)).toBe(
      '{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY","SessionToken":"FwoGZXIvYXdzEBYaDKEXAMPLE/+abc=","Expiration":"2037-01-02T03:04:05Z"}',
    );
  });

  test('has the account where it is known', () => {
    expect(JSON.parse(credentialProcessJson(CREDENTIALS, '111122223333'))).toMatchObject({
      AccountId: '111122223333',
    });
    expect(() => credentialProcessJson(CREDENTIALS, '1111')).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });

  test.each([
    [{ sessionToken: '' }],
    [{ accessKeyId: '' }],
    [{ secretAccessKey: '' }],
    [{ expiration: Number.NaN }],
    [{ expiration: Number.POSITIVE_INFINITY }],
  ])('refuses %j', (part) => {
    expect(() => credentialProcessJson({ ...CREDENTIALS, ...part })).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });

  test('an expiry is never rounded up', () => {
    const expiration = Date.UTC(2037, 11, 31, 23, 59, 59, 999);
    expect(credentialProcessJson({ ...CREDENTIALS, expiration })).toContain('2037-12-31T23:59:59Z');
  });
});
