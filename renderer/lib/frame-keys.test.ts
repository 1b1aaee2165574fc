import { expect, test } from 'vitest';
import { frameCommand, type PressedKey } from './frame-keys.ts';
import type { Place } from './navigation.ts';

const ROLES: Place = { screen: 'roles' };
const DETAIL: Place = { screen: 'role', profile: 'app' };

function press(key: string, changes: Partial<PressedKey> = {}): PressedKey {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    defaultPrevented: false,
    ...changes,
  };
}

test('Escape goes back, and from the roles hides the window', () => {
  expect(frameCommand(press('Escape'), DETAIL, false)).toEqual({ kind: 'back' });
  expect(frameCommand(press('Escape'), { screen: 'settings' }, false)).toEqual({ kind: 'back' });
  expect(frameCommand(press('Escape'), ROLES, false)).toEqual({ kind: 'hide' });
});

test('what a screen or a dialog took is theirs', () => {
  expect(frameCommand(press('Escape', { defaultPrevented: true }), ROLES, false)).toBeUndefined();
  expect(frameCommand(press('Escape'), ROLES, true)).toBeUndefined();
});

test.each([
  ['1', { screen: 'roles' }],
  ['2', { screen: 'keys' }],
  ['3', { screen: 'doctor' }],
  ['4', { screen: 'activity' }],
  ['5', { screen: 'settings' }],
  [',', { screen: 'settings' }],
  ['n', { screen: 'role-form', original: '' }],
])('Ctrl or Command with %s opens %j', (key, place) => {
  const expected = { kind: 'open', place };
  expect(frameCommand(press(key, { ctrlKey: true }), DETAIL, false)).toEqual(expected);
  expect(frameCommand(press(key, { metaKey: true }), DETAIL, false)).toEqual(expected);
  expect(frameCommand(press(key), DETAIL, false)).toBeUndefined();
  expect(frameCommand(press(key, { ctrlKey: true, altKey: true }), DETAIL, false)).toBeUndefined();
});

test('a digit without a tab means nothing', () => {
  expect(frameCommand(press('9', { ctrlKey: true }), ROLES, false)).toBeUndefined();
});
