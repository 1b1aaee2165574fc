import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { readRoleArn } from './arn.ts';

describe('readRoleArn', () => {
  test.each([
    ['arn:aws:iam::111122223333:role/demo', 'aws', '/', 'demo'],
    ['arn:aws:iam::111122223333:role/a/b/demo', 'aws', '/a/b/', 'demo'],
    ['arn:aws-cn:iam::111122223333:role/x+=,.@-_9', 'aws-cn', '/', 'x+=,.@-_9'],
    ['arn:aws-us-gov:iam::111122223333:role/a:b/x', 'aws-us-gov', '/a:b/', 'x'],
    [`arn:aws:iam::111122223333:role/${'n'.repeat(64)}`, 'aws', '/', 'n'.repeat(64)],
  ])('reads %s', (text, partition, path, roleName) => {
    expect(readRoleArn(text)).toEqual({
      ok: true,
      arn: { partition, accountId: '111122223333', path, roleName },
    });
  });

  test.each([
    ['', 'does not begin'],
    ['demo', 'does not begin'],
    ['"arn:aws:iam::111122223333:role/demo"', 'quotes'],
    ['arn:aws:iam:111122223333:role/demo', 'a colon is missing'],
    ['arn:aws:iam::11112222333:role/demo', '11 digits'],
    ['arn:aws:iam::1111222233334:role/demo', '13 digits'],
    ['arn:aws:iam::1111-2222-3333:role/demo', 'dashes'],
    ['arn:aws:iam::my-company:role/demo', 'alias'],
    ['arn:aws:iam:::role/demo', 'the account is missing'],
    ['arn:aws:iam::role/demo', 'the account is missing'],
    ['arn:aws:iam:us-east-1:111122223333:role/demo', 'region "us-east-1"'],
    ['arn:aws:sts::111122223333:assumed-role/demo/me', 'session (sts)'],
    ['arn:aws:s3::111122223333:role/demo', '"s3" instead of "iam"'],
    ['arn:amazon:iam::111122223333:role/demo', '"amazon" is none of'],
    ['arn:aws-mars:iam::111122223333:role/demo', '"aws-mars" is none of'],
    ['arn:aws:iam::111122223333:user/demo', 'names a "user"'],
    ['arn:aws:iam::111122223333:role:demo', '"role:" instead of "role/"'],
    ['arn:aws:iam::111122223333:role', 'slash is missing'],
    ['arn:aws:iam::111122223333', '":role/NAME" is missing'],
    ['arn:aws:iam::111122223333:role/', 'no name'],
    ['arn:aws:iam::111122223333:role/a/', 'no name'],
    ['arn:aws:iam::111122223333:role/de mo', 'blank'],
    ['arn:aws:iam::111122223333:role/de*mo', '"*"'],
    ['arn:aws:iam::111122223333:role/démo', '"é"'],
    [`arn:aws:iam::111122223333:role/${'n'.repeat(65)}`, '65 characters'],
    [`arn:aws:iam::111122223333:role/${'p'.repeat(511)}/n`, '513 characters'],
  ])('says what is wrong with %s', (text, fault) => {
    const reading = readRoleArn(text);
    expect(reading).toMatchObject({ ok: false, fault: expect.stringContaining(fault) });
  });

  test('always answers, also for long texts made of slashes', () => {
    expect(readRoleArn(`arn:aws:iam::111122223333:role/${'a/'.repeat(50_000)}!`).ok).toBe(false);
    const pieces = fc.constantFrom(
      'arn',
      'aws',
      ':',
      '::',
      'iam',
      '111122223333',
      'role',
      '/',
      'x',
      ' ',
      '-',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const reading = readRoleArn(text);
        if (reading.ok) {
          const { partition, accountId, path, roleName } = reading.arn;
          expect(`arn:${partition}:iam::${accountId}:role${path}${roleName}`).toBe(text);
        } else {
          expect(reading.fault).not.toBe('');
        }
      }),
      { numRuns: loopCount(20_000, 2000), seed: loopSeed() },
    );
  });
});
