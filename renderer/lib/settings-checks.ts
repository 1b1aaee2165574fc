import type { Platform } from '../../electron/contract/settings.ts';
import { checkProfileName } from './role-checks.ts';
import { daysText } from './time-text.ts';

/** The profile that all switches write to. `default` is a choice made for one role at a time. */
export function checkSharedTarget(name: string): string | undefined {
  return name === 'default'
    ? 'Choose a name of its own: every tool without a profile reads default.'
    : checkProfileName(name);
}

/** What a key press tells. */
export interface PressedCombination {
  /** `KeyR`, `Digit1`: the key itself, whatever Shift or Alt make of it. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Codes whose key has another name in Electron's accelerators; letters, digits and F keys have not. */
const KEY_BY_CODE: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Backslash: '\\',
};

/**
 * The Electron accelerator of a key press: `Control+Shift+R`. Undefined for a modifier alone, for a
 * key without a name, and for one that would be taken from every program.
 */
export function acceleratorOf(pressed: PressedCombination, platform: Platform): string | undefined {
  const key = keyName(pressed.code);
  if (key === undefined) return undefined;
  const isFree = /^F\d+$/.test(key);
  if (!isFree && !pressed.ctrlKey && !pressed.altKey && !pressed.metaKey) return undefined;
  const parts = [
    pressed.ctrlKey ? 'Control' : '',
    pressed.metaKey ? (platform === 'darwin' ? 'Command' : 'Super') : '',
    pressed.altKey ? 'Alt' : '',
    pressed.shiftKey ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

function keyName(code: string): string | undefined {
  const letterOrDigit = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  if (letterOrDigit !== null) return letterOrDigit[1] ?? letterOrDigit[2];
  return /^F(?:[1-9]|1\d|2[0-4])$/.test(code) ? code : KEY_BY_CODE[code];
}

const SIGNS: Readonly<Record<string, string>> = {
  Control: '⌃',
  Command: '⌘',
  CommandOrControl: '⌘',
  Alt: '⌥',
  Shift: '⇧',
};

/** An accelerator as keyboards of the platform show it: `Ctrl + Shift + R`, `⌃ ⇧ R`. */
export function acceleratorText(accelerator: string, platform: Platform): string {
  if (accelerator === '') return '';
  const parts = accelerator.split('+');
  if (platform === 'darwin') return parts.map((part) => SIGNS[part] ?? part).join(' ');
  const names: Readonly<Record<string, string>> = {
    Control: 'Ctrl',
    CommandOrControl: 'Ctrl',
    Super: platform === 'win32' ? 'Win' : 'Super',
  };
  return parts.map((part) => names[part] ?? part).join(' + ');
}

const CLEAR_SECONDS = [15, 30, 45, 60, 120, 300, 600] as const;

/** Choices for the clipboard's time, as texts; one from the settings file is among them. */
export function clearChoices(current: number): readonly { value: string; label: string }[] {
  const seconds = [...new Set<number>([...CLEAR_SECONDS, ...(current === 0 ? [] : [current])])];
  return [
    ...seconds
      .sort((one, other) => one - other)
      .map((count) => ({ value: String(count), label: secondsText(count) })),
    { value: '0', label: 'Never' },
  ];
}

const NOTIFY_MINUTES = [2, 5, 10, 15, 30] as const;

/** Choices for how long before its end a session is told, as texts; the stored one is among them. */
export function notifyChoices(current: number): readonly { value: string; label: string }[] {
  const minutes = [...new Set<number>([...NOTIFY_MINUTES, ...(current === 0 ? [] : [current])])];
  return [
    { value: '0', label: 'Never' },
    ...minutes
      .sort((one, other) => one - other)
      .map((count) => ({
        value: String(count),
        label: count === 1 ? '1 minute before' : `${count} minutes before`,
      })),
  ];
}

const KEY_AGE_DAYS = [30, 60, 90, 180, 365] as const;

/** Choices for the age at which a key is called old, as texts; the stored one is among them. */
export function keyAgeChoices(current: number): readonly { value: string; label: string }[] {
  const days = [...new Set<number>([...KEY_AGE_DAYS, ...(current === 0 ? [] : [current])])];
  return [
    { value: '0', label: 'Never' },
    ...days
      .sort((one, other) => one - other)
      .map((count) => ({ value: String(count), label: `After ${daysText(count)}` })),
  ];
}

function secondsText(seconds: number): string {
  if (seconds % 60 !== 0) return `After ${seconds} seconds`;
  return seconds === 60 ? 'After 1 minute' : `After ${seconds / 60} minutes`;
}
