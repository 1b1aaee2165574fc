import { expect, test } from 'vitest';
import { appHomePath } from './home.ts';

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
