import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RoleEvidence, roleState } from './role-state.ts';
import { ROLE_TRANSITIONS } from './testing/role-transitions.ts';

const anyEvidence: fc.Arbitrary<RoleEvidence> = fc.record({
  isBroken: fc.boolean(),
  isAlive: fc.boolean(),
  hasEnded: fc.boolean(),
  hasFailed: fc.boolean(),
  activity: fc.constantFrom('asking', 'assuming', 'renewing', undefined),
  trouble: fc.constantFrom('retry', 'ask', 'fix', undefined),
});

test('nothing is called active that does not live, nor expired that never lived', () => {
  fc.assert(
    fc.property(anyEvidence, (evidence) => {
      const state = roleState(evidence);
      if (state === 'active') expect(evidence.isAlive).toBe(true);
      if (state === 'expired') expect(evidence).toMatchObject({ isAlive: false, hasEnded: true });
      if (state === 'idle') {
        expect(evidence).toMatchObject({ isAlive: false, hasEnded: false, isBroken: false });
      }
      if (evidence.trouble === 'ask' && evidence.activity === undefined) {
        expect(state).toBe('needs-mfa');
      }
    }),
  );
});

test('the drawing in docs/states.md has exactly the transitions of the table', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../../docs/states.md'), 'utf8');
  const drawn = [...text.matchAll(/^ {2}([a-z-]+) --> ([a-z-]+): \S/gm)].map(
    ([, from, to]) => `${from} ${to}`,
  );
  const listed = Object.entries(ROLE_TRANSITIONS).flatMap(([from, all]) =>
    all.map((to) => `${from} ${to}`),
  );
  expect(drawn.toSorted()).toEqual(listed.toSorted());
});
