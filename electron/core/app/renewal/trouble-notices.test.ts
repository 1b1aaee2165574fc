import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { Trouble } from './keep-alive.ts';
import { type TroubledRole, TroubleNews, troubleGroups } from './trouble-notices.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/ana';

function troubled(
  profile: string,
  kind: Trouble['kind'],
  code: ErrorCode,
  base = 'security',
): TroubledRole {
  const trouble = { kind, failure: { code, message: `${code} of ${profile}`, hint: '' } };
  return { profile, trouble, mfaSerial: base === 'security' ? SERIAL : undefined, base };
}

test('many roles of one device are one reason, and so are those behind one dead key', () => {
  const groups = troubleGroups([
    troubled('a', 'ask', 'MFA_REQUIRED'),
    troubled('b', 'ask', 'MFA_REQUIRED'),
    troubled('c', 'fix', 'STS_KEY_INVALID', 'ci'),
    troubled('d', 'fix', 'STS_KEY_INVALID', 'ci'),
    troubled('e', 'fix', 'STS_ACCESS_DENIED', 'ci'),
    troubled('f', 'retry', 'STS_THROTTLED'),
  ]);
  expect(groups.map(({ kind, profiles }) => [kind, profiles])).toEqual([
    ['ask', ['a', 'b']],
    ['fix', ['c', 'd']],
    ['fix', ['e']],
  ]);
});

test('bases of one sign-in need one person once', () => {
  const groups = troubleGroups([
    { ...troubled('a', 'ask', 'SIGN_IN_REQUIRED', 'one'), signIn: 'corp' },
    { ...troubled('b', 'ask', 'SIGN_IN_REQUIRED', 'two'), signIn: 'corp' },
    { ...troubled('c', 'ask', 'SIGN_IN_REQUIRED', 'three'), signIn: 'other' },
    troubled('d', 'ask', 'MFA_REQUIRED'),
  ]);
  expect(groups.map(({ id, wants, profiles }) => [id, wants, profiles])).toEqual([
    ['sign-in:corp', 'sign-in', ['a', 'b']],
    ['sign-in:other', 'sign-in', ['c']],
    [`mfa:${SERIAL}`, 'code', ['d']],
  ]);
});

test('a reason is news once, until it is gone', () => {
  const news = new TroubleNews();
  const one = troubleGroups([troubled('a', 'ask', 'MFA_REQUIRED')]);
  const two = troubleGroups([
    troubled('a', 'ask', 'MFA_REQUIRED'),
    troubled('b', 'ask', 'MFA_REQUIRED'),
  ]);
  expect(news.compare(one).fresh).toHaveLength(1);
  expect(news.compare(two)).toEqual({ fresh: [], gone: [] });
  expect(news.compare([])).toEqual({ fresh: [], gone: [`mfa:${SERIAL}`] });
  expect(news.compare(one).fresh).toHaveLength(1);
});
