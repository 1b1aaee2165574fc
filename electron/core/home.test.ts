import { expect, test } from 'vitest';
import { appHomePath, keychainService } from './home.ts';

test.each([
  ['linux', {}, '/h', '/h/.local/share/role-valet'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/h', '/data/role-valet'],
  ['linux', { XDG_DATA_HOME: '' }, '/h', '/h/.local/share/role-valet'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/h', '/h/.local/share/role-valet'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/h', '/h/Library/Application Support/Role Valet'],
  [
    'win32',
    { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' },
    'C:\\Users\\a',
    'C:\\Users\\a\\AppData\\Roaming\\Role Valet',
  ],
  ['win32', {}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Roaming\\Role Valet'],
  ['linux', { ROLE_VALET_HOME: '/elsewhere' }, '/h', '/elsewhere'],
  ['linux', { ROLE_VALET_HOME: '' }, '/h', '/h/.local/share/role-valet'],
] as const)('on %s with %j', (platform, environment, home, path) => {
  expect(appHomePath(environment, home, platform)).toBe(path);
});

test('only the usual home has the plain service name', () => {
  expect(keychainService('/h/usual', '/h/usual')).toBe('role-valet');
  const other = keychainService('/tmp/practice', '/h/usual');
  expect(other).toMatch(/^role-valet:[0-9a-f]{12}$/);
  expect(keychainService('/tmp/practice2', '/h/usual')).not.toBe(other);
});
