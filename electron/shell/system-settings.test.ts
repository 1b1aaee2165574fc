import { describe, expect, test } from 'vitest';
import { RoleValetError } from '../contract/errors.ts';
import { SAMPLE_SETTINGS } from '../contract/testing/sample-snapshot.ts';
import { SystemSettings } from './system-settings.ts';

function setUp(options: { shortcut?: 'works' | 'unavailable'; loginError?: Error } = {}) {
  const calls: unknown[][] = [];
  const warnings: string[] = [];
  const system = new SystemSettings({
    setTheme: (theme) => calls.push(['theme', theme]),
    shortcut: {
      state: 'off',
      set: (accelerator) => {
        calls.push(['shortcut', accelerator]);
        return options.shortcut ?? 'works';
      },
    },
    loginItem: {
      isSupported: true,
      isOn: async () => false,
      set: async (isOn, startHidden) => {
        calls.push(['login', isOn, startHidden]);
        if (options.loginError !== undefined) throw options.loginError;
      },
    },
    setMenuBarOnly: (isOn) => calls.push(['menuBar', isOn]),
    setContentProtection: (isOn) => calls.push(['protect', isOn]),
    canProtectContent: false,
    lockEvents: () => true,
    logger: {
      info: () => undefined,
      warn: (message) => warnings.push(message),
      error: () => undefined,
    },
  });
  return { system, calls, warnings };
}

describe('SystemSettings', () => {
  test('at start applies what shows, and leaves the login item as the user has it', async () => {
    const { system, calls } = setUp();
    expect(await system.apply({ ...SAMPLE_SETTINGS, startAtLogin: true })).toEqual([]);
    expect(calls.map(([name]) => name)).toEqual(['theme', 'protect', 'menuBar', 'shortcut']);
  });

  test('later touches only what changed', async () => {
    const { system, calls } = setUp();
    await system.apply(SAMPLE_SETTINGS);
    calls.length = 0;
    await system.apply({ ...SAMPLE_SETTINGS, startAtLogin: true, startHidden: true });
    expect(calls).toContainEqual(['login', true, true]);
    expect(calls.map(([name]) => name)).not.toContain('shortcut');
    expect(calls.map(([name]) => name)).not.toContain('menuBar');
  });

  test('says what did not work, with the next step where there is one', async () => {
    const refusal = new RoleValetError('EDIT_REFUSED', 'a file is in the way', 'Move it away.');
    const { system, warnings } = setUp({ shortcut: 'unavailable', loginError: refusal });
    await system.apply(SAMPLE_SETTINGS);
    const notices = await system.apply({
      ...SAMPLE_SETTINGS,
      shortcut: 'Alt+R',
      startAtLogin: true,
    });
    expect(notices).toEqual([
      'The shortcut Alt+R is taken by another program, or not allowed here.',
      'Starting at login could not be changed: a file is in the way. Move it away.',
    ]);
    expect(warnings).toHaveLength(1);
  });

  test('tells what this system lets the app do', () => {
    expect(setUp().system.view()).toEqual({
      shortcut: 'off',
      lockEvents: true,
      screenCaptureProtection: false,
      loginItem: true,
    });
  });
});
