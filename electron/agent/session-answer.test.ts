import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopSeed } from '../../tools/loops.ts';
import { parseSessionAnswer } from './session-answer.ts';

const ANSWER = {
  session: {
    identity: 'i',
    shape: 's',
    kind: 'role',
    profile: 'prod',
    baseProfile: 'security',
    roleArn: 'arn:aws:iam::111122223333:role/prod',
    durationSeconds: 3_600,
    createdAt: 1,
    credentials: {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: 'token',
      expiration: 2,
    },
  },
  reused: true,
  warnings: ['w'],
  now: 1,
};

test('a whole answer is read', () => {
  expect(parseSessionAnswer(JSON.stringify(ANSWER))).toEqual(ANSWER);
});

test.each(['', '{', 'null', '[]', '{}', '{"session":null}'])('%j is no answer', (body) => {
  expect(parseSessionAnswer(body)).toBeUndefined();
});

test('without any one of the parts that a trio or its expiry needs it is no answer', () => {
  const { credentials } = ANSWER.session;
  for (const name of Object.keys(credentials)) {
    for (const value of [undefined, null, '']) {
      const session = { ...ANSWER.session, credentials: { ...credentials, [name]: value } };
      expect(parseSessionAnswer(JSON.stringify({ ...ANSWER, session }))).toBeUndefined();
    }
  }
});

test('any JSON at all is read or refused, never thrown at', () => {
  const any = fc.oneof(
    fc.json(),
    fc.json().map((json) => `{"session":${json},"reused":true}`),
  );
  const seed = loopSeed();
  fc.assert(
    fc.property(any, (body) => parseSessionAnswer(body) === undefined),
    { seed },
  );
});
