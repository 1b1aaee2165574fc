import { describe, expect, test } from 'vitest';
import { acceleratorFault } from './accelerator.ts';

describe('the shortcut that opens the window', () => {
  test.each([
    '',
    'CommandOrControl+Shift+R',
    'cmdorctrl+alt+v',
    'Alt+Space',
    'Super+F12',
    'F9',
    'Ctrl+Plus',
    'Meta+num5',
    'MediaStop',
    'Ctrl+,',
  ])('%j is fine', (text) => expect(acceleratorFault(text)).toBeUndefined());

  test.each([
    ['R', 'every program'],
    ['Shift+R', 'every program'],
    ['Enter', 'every program'],
    ['Ctrl+Shift', 'modifiers only'],
    ['Ctrl+Ctrl+R', 'twice'],
    ['Strg+R', '"strg" is no modifier'],
    ['Ctrl+', '"" is no key'],
    ['Ctrl++', '"" is no modifier'],
    ['Ctrl + R', '"ctrl " is no modifier'],
    ['Ctrl+F25', '"f25" is no key'],
    ['Ctrl+ä', '"ä" is no key'],
  ])('%j is told: %s', (text, fault) => expect(acceleratorFault(text)).toContain(fault));
});
