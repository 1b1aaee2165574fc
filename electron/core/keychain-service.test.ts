import { expect, test } from 'vitest';
import { keychainService } from './keychain-service.ts';

test('only the usual home has the plain service name', () => {
  expect(keychainService('/h/usual', '/h/usual')).toBe('role-valet');
  const other = keychainService('/tmp/practice', '/h/usual');
  expect(other).toMatch(/^role-valet:[0-9a-f]{12}$/);
  expect(keychainService('/tmp/practice2', '/h/usual')).not.toBe(other);
});
