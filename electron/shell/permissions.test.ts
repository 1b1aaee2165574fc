import { expect, test } from 'vitest';
import { DENIED_PERMISSIONS, denialReason } from './permissions.ts';

test('every denial has its reason, a sentence', () => {
  for (const [name, reason] of Object.entries(DENIED_PERMISSIONS)) {
    expect(reason, name).toMatch(/^[A-Z][^\n]{8,}\.$/);
    expect(denialReason(name)).toBe(reason);
  }
});

test.each(['no-such-thing', 'toString', '__proto__', ''])('%j is not on the list', (name) => {
  expect(denialReason(name)).toBe('It is not on the list of known permissions.');
});
