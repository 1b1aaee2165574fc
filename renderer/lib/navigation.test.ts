import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  follow,
  type Move,
  type Place,
  placeKey,
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
  expect(placeKey(DETAIL)).not.toBe(placeKey({ screen: 'role', profile: 'other' }));
});

const WHY: Place = { ...DETAIL, asks: 'why' };
const ANSWERED: Move = { kind: 'answered' };
const BACK: Move = { kind: 'back' };

test('what a place asks is carried out once: Back shows it as it is', () => {
  const why = opened(START, WHY, 'row');
  expect(why.place).toEqual(WHY);
  const answered = follow(why, ANSWERED);
  expect(answered).toEqual({ ...why, place: DETAIL });
  expect(follow(answered, ANSWERED)).toBe(answered);
  // The screen is the same one, so it is not built anew.
  expect(placeKey(answered.place)).toBe(placeKey(why.place));
  expect(follow(opened(answered, FORM, 'edit'), BACK).place).toEqual(DETAIL);
  // Also where it was left before it could answer.
  expect(follow(opened(why, FORM, 'edit'), BACK).place).toEqual(DETAIL);
});

test('a place that is open can be asked again, and lies there once', () => {
  const answered = follow(opened(START, WHY, 'row'), ANSWERED);
  const again = opened(answered, WHY);
  expect(again).toEqual({ ...answered, place: WHY });
  expect(follow(again, BACK).place).toEqual({ screen: 'roles' });
});

test('whatever way one goes, each wish is carried out once, and none by Back', () => {
  const places = fc.constantFrom<Place>(WHY, { ...WHY, profile: 'other' }, DETAIL, FORM, {
    screen: 'keys',
  });
  const moves = fc.oneof(
    places.map((place): Move => ({ kind: 'open', place, focusedId: '' })),
    fc.constant(BACK),
  );
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 30 }), (way) => {
      let trail = START;
      for (const move of way) {
        trail = follow(trail, move);
        const isAsked = 'asks' in trail.place;
        expect(isAsked).toBe(move.kind === 'open' && 'asks' in move.place);
        expect(trail.earlier.filter(({ place }) => 'asks' in place)).toEqual([]);
        if (isAsked) trail = follow(trail, ANSWERED);
      }
    }),
  );
});

test('what main asks for is a place', () => {
  expect(requestedPlace({ kind: 'screen', screen: 'keys' })).toEqual({ screen: 'keys' });
  expect(requestedPlace({ kind: 'role', profile: 'app' })).toEqual(DETAIL);
});
