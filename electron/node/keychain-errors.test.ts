import { expect, test } from 'vitest';
import { RoleValetError } from '../contract/errors.ts';
import { explainKeychainError } from './keychain-errors.ts';

/** Texts of the library and of the systems behind it; those of Linux were seen. */
test.each([
  ['linux', 'Secret Service: unlock prompt was dismissed', 'KEYCHAIN_LOCKED'],
  [
    'linux',
    'zbus error: org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object',
    'KEYCHAIN_LOCKED',
  ],
  [
    'linux',
    'DBus error: Did not receive a reply. Possible causes include: the message bus security policy blocked the reply',
    'KEYCHAIN_UNAVAILABLE',
  ],
  [
    'linux',
    'DBus error: The name org.freedesktop.secrets was not provided by any .service files',
    'KEYCHAIN_UNAVAILABLE',
  ],
  [
    'darwin',
    'Platform secure storage failure: User interaction is not allowed.',
    'KEYCHAIN_LOCKED',
  ],
  ['darwin', 'Platform secure storage failure: User canceled the operation.', 'KEYCHAIN_REFUSED'],
  ['win32', 'Access is denied.', 'KEYCHAIN_REFUSED'],
  ['win32', 'No such logon session', 'KEYCHAIN_UNAVAILABLE'],
] as const)('on %s, "%s" is %s', (platform, text, code) => {
  const cause = new Error(text);
  const explained = explainKeychainError(cause, platform);
  expect(explained).toMatchObject({ code, cause });
  expect((explained as RoleValetError).hint).not.toBe('');
});

test('only Linux is told to install a service', () => {
  const hint = (platform: NodeJS.Platform) =>
    (explainKeychainError(new Error('x'), platform) as RoleValetError).hint;
  expect(hint('linux')).toContain('gnome-keyring');
  expect(hint('darwin')).not.toContain('gnome-keyring');
});

test('errors of ours, and what is no error, pass unchanged', () => {
  const ours = new RoleValetError('INTERNAL', 'x', 'y');
  expect(explainKeychainError(ours, 'linux')).toBe(ours);
  expect(explainKeychainError('text', 'linux')).toBe('text');
});
