import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profileNameFault } from '../../electron/core/aws-config/profile-name.ts';
import { acceleratorFault } from '../../electron/core/settings/accelerator.ts';
import { SETTINGS_FIELDS } from '../../electron/core/settings/settings-schema.ts';
import {
  acceleratorOf,
  acceleratorText,
  checkSharedTarget,
  clearChoices,
  keyAgeChoices,
  notifyChoices,
} from './settings-checks.ts';

const NONE = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

describe('the shortcut', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`);
  const codes = [
    ...letters,
    ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
    ...['Digit0', 'Digit9', 'Space', 'Comma', 'Backslash', 'Quote', 'ArrowUp', 'PageDown'],
    ...['ShiftLeft', 'ControlLeft', 'Unidentified', 'Tab', 'Escape', 'Backspace'],
  ];

  test('whatever is pressed, main takes what comes of it', () => {
    const pressed = fc.record({
      code: fc.constantFrom(...codes),
      ctrlKey: fc.boolean(),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
      metaKey: fc.boolean(),
    });
    const platforms = fc.constantFrom('darwin', 'linux', 'win32');
    fc.assert(
      fc.property(pressed, platforms, (combination, platform) => {
        const accelerator = acceleratorOf(combination, platform);
        if (accelerator === undefined) return;
        expect({ accelerator, fault: acceleratorFault(accelerator) }).toEqual({
          accelerator,
          fault: undefined,
        });
        expect(acceleratorText(accelerator, platform)).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [
      { ...NONE, code: 'KeyR', ctrlKey: true, shiftKey: true },
      'Control+Shift+R',
      'Ctrl + Shift + R',
    ],
    [{ ...NONE, code: 'Space', metaKey: true }, 'Super+Space', 'Super + Space'],
    [{ ...NONE, code: 'F9' }, 'F9', 'F9'],
  ] as const)('%j', (pressed, accelerator, text) => {
    expect(acceleratorOf(pressed, 'linux')).toBe(accelerator);
    expect(acceleratorText(accelerator, 'linux')).toBe(text);
  });

  test('on a Mac it is shown in signs', () => {
    const pressed = { ...NONE, code: 'KeyR', metaKey: true, shiftKey: true };
    expect(acceleratorOf(pressed, 'darwin')).toBe('Command+Shift+R');
    expect(acceleratorText('Command+Shift+R', 'darwin')).toBe('⌘ ⇧ R');
  });

  test.each(['KeyR', 'ArrowDown', 'ShiftLeft'])('%s alone is nobody’s shortcut', (code) => {
    expect(acceleratorOf({ ...NONE, code }, 'linux')).toBeUndefined();
    expect(acceleratorOf({ ...NONE, code, shiftKey: true }, 'linux')).toBeUndefined();
  });
});

test('a shared target that passes here passes in main', () => {
  const names = fc.oneof(fc.stringMatching(/^[\w@+.%:/-]{0,12}$/), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(names, (name) => {
      if (checkSharedTarget(name) === undefined) {
        expect({ name, fault: profileNameFault(name) }).toEqual({ name, fault: undefined });
      }
    }),
  );
  expect(checkSharedTarget('default')).toBeDefined();
  expect(checkSharedTarget('current')).toBeUndefined();
});

test('all times for the clipboard are times that main takes', () => {
  for (const current of [0, 10, 45, 77]) {
    const values = clearChoices(current).map(({ value }) => Number(value));
    expect(values).toContain(current);
    for (const value of values) {
      expect(SETTINGS_FIELDS.clipboardClearSeconds.safeParse(value).success).toBe(true);
    }
  }
  expect(clearChoices(45).map(({ label }) => label)).toContain('After 5 minutes');
});

test('the time before an end has a choice for what is stored, each of which main takes', () => {
  for (const current of [0, 1, 5, 7, 60]) {
    const values = notifyChoices(current).map(({ value }) => Number(value));
    expect(values).toContain(current);
    for (const value of values) {
      expect(SETTINGS_FIELDS.notifyBeforeMinutes.safeParse(value).success).toBe(true);
    }
  }
  expect(notifyChoices(5).map(({ label }) => label)).toEqual([
    'Never',
    ...[2, 5, 10, 15, 30].map((count) => `${count} minutes before`),
  ]);
  expect(notifyChoices(1)[1]?.label).toBe('1 minute before');
});

test('the age of a key has a choice for what is stored, each of which main takes', () => {
  for (const current of [0, 1, 90, 100, 3650]) {
    const values = keyAgeChoices(current).map(({ value }) => Number(value));
    expect(values).toContain(current);
    for (const value of values) {
      expect(SETTINGS_FIELDS.keyAgeReminderDays.safeParse(value).success).toBe(true);
    }
  }
  expect(keyAgeChoices(1).map(({ label }) => label)).toEqual([
    'Never',
    'After 1 day',
    ...[30, 60, 90, 180, 365].map((count) => `After ${count} days`),
  ]);
});
