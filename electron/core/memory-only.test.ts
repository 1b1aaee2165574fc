import { expect, test } from 'vitest';
import { wantsMemoryOnly } from './memory-only.ts';

test.each(['1', 'true', 'TRUE'])('%j switches it on', (value) => {
  expect(wantsMemoryOnly({ ROLE_VALET_MEMORY_ONLY: value })).toBe(true);
});

test.each(['', '0', 'false', 'no', undefined])('%j leaves the keychain in use', (value) => {
  expect(wantsMemoryOnly({ ROLE_VALET_MEMORY_ONLY: value })).toBe(false);
});
