import type Electron from 'electron';
import { expect, test } from 'vitest';
import { type NativeTheme, Theme } from './theme.ts';

/** Behaves as documented: `themeSource` overrides the system, each change is told. */
function fakeTheme() {
  let source: Electron.NativeTheme['themeSource'] = 'system';
  let systemIsDark = false;
  let sets = 0;
  const listeners: (() => void)[] = [];
  const tell = () => listeners.forEach((listener) => void listener());
  const nativeTheme = {
    get themeSource() {
      return source;
    },
    set themeSource(theme) {
      source = theme;
      sets += 1;
      tell();
    },
    get shouldUseDarkColors() {
      return source === 'system' ? systemIsDark : source === 'dark';
    },
    on: (_event: 'updated', listener: () => void) => listeners.push(listener),
  } satisfies NativeTheme;
  return {
    nativeTheme,
    sets: () => sets,
    setSystem: (isDark: boolean) => {
      systemIsDark = isDark;
      tell();
    },
  };
}

test("Electron's own object fits", () => {
  const fits: Electron.NativeTheme extends NativeTheme ? true : never = true;
  expect(fits).toBe(true);
});

test('the setting beats the system, and each change of the outcome is told once', () => {
  const { nativeTheme, setSystem, sets } = fakeTheme();
  const told: boolean[] = [];
  const theme = new Theme(nativeTheme, (isDark) => told.push(isDark));
  theme.set('system');
  expect(sets()).toBe(0);
  setSystem(true);
  expect(theme.isDark).toBe(true);
  theme.set('light');
  setSystem(false);
  setSystem(true);
  expect(theme.isDark).toBe(false);
  theme.set('dark');
  theme.set('dark');
  theme.set('system');
  expect(told).toEqual([true, false, true]);
});
