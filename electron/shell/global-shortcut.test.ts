import type Electron from 'electron';
import { expect, test, vi } from 'vitest';
import type { Environment } from '../core/ports.ts';
import { type ShortcutState, WindowShortcut } from './global-shortcut.ts';
import { lineLogger } from './testing/memory-mark.ts';

const KEYS = 'CommandOrControl+Alt+R';

function setUp(platform: NodeJS.Platform, environment: Environment = {}) {
  const registered = new Map<string, () => void>();
  const taken = new Set<string>();
  const globalShortcut = {
    register: (accelerator: string, press: () => void) => {
      if (accelerator.includes('Nonsense')) throw new TypeError('conversion failure');
      if (taken.has(accelerator)) return false;
      registered.set(accelerator, press);
      return true;
    },
    unregister: (accelerator: string) => {
      if (!registered.delete(accelerator)) throw new Error(`${accelerator} was not registered`);
    },
  } satisfies Pick<Electron.GlobalShortcut, 'register' | 'unregister'>;
  const changes: ShortcutState[] = [];
  const onPress = vi.fn<() => void>();
  const logger = lineLogger();
  const onChange = (state: ShortcutState) => {
    changes.push(state);
  };
  const options = { globalShortcut, platform, environment, logger, onPress, onChange };
  return { shortcut: new WindowShortcut(options), registered, taken, changes, onPress, logger };
}

test.each(['darwin', 'win32', 'linux'] as const)(
  'works at once on %s without Wayland',
  (platform) => {
    const { shortcut, registered, onPress, changes } = setUp(platform, { XDG_SESSION_TYPE: 'x11' });
    expect(shortcut.state).toBe('off');
    expect(shortcut.set(KEYS)).toBe('works');
    registered.get(KEYS)?.();
    expect(onPress).toHaveBeenCalledTimes(1);
    expect(changes).toEqual(['works']);
  },
);

test.each([{ XDG_SESSION_TYPE: 'wayland' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
  'is not confirmed with %j until it fired once',
  (environment) => {
    const { shortcut, registered, onPress, changes } = setUp('linux', environment);
    expect(shortcut.set(KEYS)).toBe('unconfirmed');
    expect(shortcut.set(KEYS)).toBe('unconfirmed');
    registered.get(KEYS)?.();
    expect(shortcut.state).toBe('works');
    expect(shortcut.set(KEYS)).toBe('works');
    expect(onPress).toHaveBeenCalledTimes(1);
    // Another combination has to show it anew.
    expect(shortcut.set('F9')).toBe('unconfirmed');
    expect(changes).toEqual(['unconfirmed', 'works', 'unconfirmed']);
  },
);

test('a Wayland variable on other systems means nothing', () => {
  expect(setUp('win32', { WAYLAND_DISPLAY: 'wayland-0' }).shortcut.set(KEYS)).toBe('works');
});

test('taken by another program is unavailable, and may be tried again', () => {
  const { shortcut, taken, registered } = setUp('win32');
  taken.add(KEYS);
  expect(shortcut.set(KEYS)).toBe('unavailable');
  expect(shortcut.set('')).toBe('off');
  shortcut.set(KEYS);
  taken.clear();
  expect(shortcut.set(KEYS)).toBe('works');
  expect([...registered.keys()]).toEqual([KEYS]);
});

test('what is no accelerator is unavailable, never a crash', () => {
  const { shortcut, logger, registered } = setUp('darwin');
  shortcut.set(KEYS);
  expect(shortcut.set('Nonsense+')).toBe('unavailable');
  expect(registered.size).toBe(0);
  expect(logger.lines.join()).toContain('conversion failure');
  shortcut.stop();
  expect(shortcut.state).toBe('off');
});

test('one is held at a time, and none after the end', () => {
  const { shortcut, registered } = setUp('linux');
  shortcut.set(KEYS);
  shortcut.set('F9');
  expect([...registered.keys()]).toEqual(['F9']);
  shortcut.stop();
  shortcut.stop();
  expect(registered.size).toBe(0);
  expect(shortcut.state).toBe('off');
});
