import { expect, test } from 'vitest';
import {
  follow,
  isSamePlace,
  type Place,
  requestedPlace,
  START,
  type Trail,
} from './navigation.ts';

function opened(trail: Trail, place: Place, focusedId = ''): Trail {
  return follow(trail, { kind: 'open', place, focusedId });
}

const DETAIL: Place = { screen: 'role', profile: 'app' };
const FORM: Place = { screen: 'role-form', original: 'app' };

test('back leads the way one came, to what had the focus', () => {
  const trail = opened(opened(START, DETAIL, 'row'), FORM, 'edit');
  const detail = follow(trail, { kind: 'back' });
  expect(detail.place).toEqual(DETAIL);
  expect(detail.focusId).toBe('edit');
  const roles = follow(detail, { kind: 'back' });
  expect(roles.place).toEqual({ screen: 'roles' });
  expect(roles.focusId).toBe('row');
});

test('a tab starts anew: from there, back leads to the roles', () => {
  const keys = opened(opened(START, DETAIL), { screen: 'keys' });
  expect(follow(keys, { kind: 'back' }).place).toEqual({ screen: 'roles' });
});

test('the import lies on the settings', () => {
  const settings = opened(START, { screen: 'settings' });
  const imports = opened(settings, { screen: 'import' }, 'import-roles');
  expect(follow(imports, { kind: 'back' })).toMatchObject({
    place: { screen: 'settings' },
    focusId: 'import-roles',
  });
});

test('opening the same place once more changes nothing', () => {
  const detail = opened(START, DETAIL);
  expect(opened(detail, { screen: 'role', profile: 'app' })).toBe(detail);
  expect(isSamePlace(DETAIL, { screen: 'role', profile: 'other' })).toBe(false);
});

test('what main asks for is a place', () => {
  expect(requestedPlace({ kind: 'screen', screen: 'keys' })).toEqual({ screen: 'keys' });
  expect(requestedPlace({ kind: 'role', profile: 'app' })).toEqual(DETAIL);
});
