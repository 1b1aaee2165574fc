import type Electron from 'electron';

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;

/** A permission by the name that Electron gives it; a new one in Electron fails to compile below. */
export type Permission = Parameters<RequestHandler>[1] | Parameters<CheckHandler>[1];

/** Why the window needs none of these. All are denied; a name that is not here is denied too. */
export const DENIED_PERMISSIONS = {
  ar: 'The window shows no augmented reality.',
  'automatic-fullscreen': 'The window never fills the screen by itself.',
  'background-fetch': 'The page loads nothing; main talks to AWS.',
  'background-sync': 'The page has no worker and nothing to send.',
  'captured-surface-control': 'The page captures no screen.',
  'clipboard-read': 'Main reads the clipboard, only to clear what it put there.',
  'clipboard-sanitized-write': 'Main copies, so that an entry can be marked as secret.',
  'deprecated-sync-clipboard-read': 'Main reads the clipboard, only to clear what it put there.',
  'display-capture': 'The page captures no screen.',
  fileSystem: 'Main owns all files.',
  fullscreen: 'The window works at any size and has no full-screen view.',
  geolocation: 'Where the user is concerns nobody.',
  'geolocation-approximate': 'Where the user is concerns nobody.',
  'hand-tracking': 'The window is worked by keys and pointer.',
  hid: 'The window talks to no device.',
  'idle-detection': 'Main hears of lock and sleep from the system.',
  keyboardLock: 'System shortcuts stay with the system.',
  'local-fonts': 'The page uses the system font by name.',
  'local-network': 'The page has no network.',
  'local-network-access': 'The page has no network.',
  'loopback-network': 'The page has no network.',
  media: 'The page uses no camera and no microphone.',
  mediaKeySystem: 'The page plays no media.',
  midi: 'The window talks to no device.',
  midiSysex: 'The window talks to no device.',
  nfc: 'The window talks to no device.',
  notifications: 'Main shows notifications.',
  openExternal: 'Main opens links, and only those of a fixed list.',
  'payment-handler': 'Nothing is sold here.',
  'periodic-background-sync': 'The page has no worker and nothing to send.',
  'persistent-storage': 'The page stores nothing.',
  pointerLock: 'The pointer stays with the user.',
  'screen-wake-lock': 'The machine may sleep whenever it likes.',
  sensors: 'The window reads no sensor.',
  serial: 'The window talks to no device.',
  'smart-card': 'The window talks to no device.',
  'speaker-selection': 'The page plays no media.',
  'storage-access': 'The page stores nothing.',
  'system-wake-lock': 'The machine may sleep whenever it likes.',
  'top-level-storage-access': 'The page stores nothing.',
  usb: 'The window talks to no device.',
  vr: 'The window shows no virtual reality.',
  'web-app-installation': 'The app is installed already.',
  'web-printing': 'Nothing is printed.',
  'window-management': 'Main places the window.',
  unknown: 'What Electron has no name for can not be needed.',
} as const satisfies Record<Permission, string>;

/** Why `permission` is denied, in one sentence, for the log. */
export function denialReason(permission: string): string {
  return Object.hasOwn(DENIED_PERMISSIONS, permission)
    ? DENIED_PERMISSIONS[permission as Permission]
    : 'It is not on the list of known permissions.';
}
