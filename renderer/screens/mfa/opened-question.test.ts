import { expect, test } from 'vitest';
import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';
import { openedNext } from './opened-question.ts';

const PROGRAM: MfaQuestionView = {
  id: 7,
  serial: 'arn:aws:iam::111122223333:mfa/ana',
  baseProfile: 'security',
  roles: ['app'],
  isChecking: false,
  askedBy: 'program',
};
const OPENED = { id: 7, serial: PROGRAM.serial };

test('a person’s question opens by itself, a program’s does not', () => {
  expect(openedNext(undefined, { ...PROGRAM, askedBy: 'person' })).toEqual(OPENED);
  expect(openedNext(undefined, PROGRAM)).toBeUndefined();
  expect(openedNext(undefined, undefined)).toBeUndefined();
});

test('what was opened stays open, also when it is asked again', () => {
  expect(openedNext(OPENED, PROGRAM)).toBe(OPENED);
  expect(openedNext(OPENED, { ...PROGRAM, id: 8, previous: 'wrong' })).toEqual({
    ...OPENED,
    id: 8,
  });
});

test('another question of a program is another matter', () => {
  expect(openedNext(OPENED, { ...PROGRAM, id: 8 })).toBeUndefined();
  expect(
    openedNext(OPENED, { ...PROGRAM, id: 8, previous: 'wrong', serial: 'GAHT12345678' }),
  ).toBeUndefined();
  expect(openedNext(OPENED, undefined)).toBeUndefined();
});
