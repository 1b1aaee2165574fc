import { expect, test } from 'vitest';
import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';
import { sampleSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import { bannerText, codeNote, deviceName, questionText, questionTitle } from './question-text.ts';

const { roles, accounts } = sampleSnapshot();

function question(changes: Partial<MfaQuestionView> = {}): MfaQuestionView {
  return {
    id: 1,
    serial: 'arn:aws:iam::111122223333:mfa/ana',
    baseProfile: 'security',
    accountId: '111122223333',
    roles: ['staging-admin'],
    isChecking: false,
    askedBy: 'person',
    ...changes,
  };
}

test('the title says what one code is for', () => {
  expect(questionTitle(question())).toBe('A code for staging-admin');
  expect(questionTitle(question({ roles: ['a', 'b'] }))).toBe('One code for two roles');
  expect(questionTitle(question({ roles: Array.from({ length: 9 }, String) }))).toBe(
    'One code for 9 roles',
  );
  expect(questionTitle(question({ roles: [] }))).toBe('Enter a code');
});

test('the banner says in a line what a program waits for', () => {
  expect(bannerText(question())).toBe('An AWS tool needs a code for staging-admin');
  expect(bannerText(question({ roles: ['a', 'b'] }))).toBe(
    'An AWS tool needs a code for two roles',
  );
  expect(bannerText(question({ roles: [] }))).toBe('An AWS tool needs a code for security');
});

test('roles are named with their account', () => {
  expect(questionText(question(), roles, accounts)).toBe(
    'staging-admin in staging (222222222222) waits for it.',
  );
  expect(
    questionText(question({ roles: ['staging-admin', 'data-analyst'] }), roles, accounts),
  ).toBe('staging-admin in staging (222222222222) and data-analyst in 444444444444 wait for it.');
  expect(questionText(question({ roles: ['security'] }), roles, accounts)).toBe(
    'security waits for it.',
  );
  expect(questionText(question({ roles: ['a', 'b', 'c', 'd', 'e', 'f'] }), roles, accounts)).toBe(
    'a, b, c, d and 2 more wait for it.',
  );
});

test('the device is called as its owner knows it', () => {
  expect(deviceName(question())).toBe('mfa/ana · 111122223333');
  const { accountId: _, ...withoutAccount } = question({ serial: 'GAHT12345678' });
  expect(deviceName(withoutAccount)).toBe('GAHT12345678');
});

test('the note counts to the next code, and says why it is asked again', () => {
  expect(codeNote(question(), 18, false)).toEqual({ tone: 'plain', text: 'New code in 18 s' });
  expect(codeNote(question({ previous: 'spent' }), 18, false)).toEqual({
    tone: 'problem',
    text: 'That code was used already. The next one comes in 18 s.',
  });
  expect(codeNote(question({ previous: 'wrong' }), 4, true)).toEqual({
    tone: 'problem',
    text: 'AWS did not accept that code. Your device shows a new code now.',
  });
  expect(codeNote(question({ previous: 'wrong', isChecking: true }), 4, true).tone).toBe('plain');
});
