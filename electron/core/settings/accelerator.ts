/** https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators */
const MODIFIERS: ReadonlySet<string> = new Set([
  'command',
  'cmd',
  'control',
  'ctrl',
  'commandorcontrol',
  'cmdorctrl',
  'alt',
  'option',
  'altgr',
  'shift',
  'super',
  'meta',
]);

const NAMED_KEYS: ReadonlySet<string> = new Set([
  'plus',
  'space',
  'tab',
  'capslock',
  'numlock',
  'scrolllock',
  'backspace',
  'delete',
  'insert',
  'return',
  'enter',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'pageup',
  'pagedown',
  'escape',
  'esc',
  'volumeup',
  'volumedown',
  'volumemute',
  'medianexttrack',
  'mediaprevioustrack',
  'mediastop',
  'mediaplaypause',
  'printscreen',
  'numdec',
  'numadd',
  'numsub',
  'nummult',
  'numdiv',
]);

/** Letters, digits, function keys, the number pad, and signs other than the `+` between the parts. */
const KEY = /^(?:[a-z0-9]|f(?:[1-9]|1\d|2[0-4])|num\d|[)!@#$%^&*(:;=<,_\->.?/~`{\][|\\}"'])$/;

/** Keys that open the app alone without getting in the way of typing. */
const STANDS_ALONE = /^(?:f(?:[1-9]|1\d|2[0-4])|volume\w+|media\w+|printscreen)$/;

/**
 * What is wrong with `text` as the shortcut that opens the window, or undefined for a good one and
 * for none (empty): an Electron accelerator, which Electron itself throws at where it is malformed.
 * One without Ctrl, Alt, Cmd or Super is refused too, since it would swallow a key of every program.
 */
export function acceleratorFault(text: string): string | undefined {
  if (text === '') return undefined;
  const parts = text.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  for (const part of parts) {
    if (!MODIFIERS.has(part)) {
      return `${JSON.stringify(part)} is no modifier; write it like CommandOrControl+Shift+R`;
    }
  }
  if (new Set(parts).size !== parts.length) return 'it names a modifier twice';
  if (MODIFIERS.has(key)) return 'it has modifiers only; add a key, such as R';
  if (!KEY.test(key) && !NAMED_KEYS.has(key)) {
    return `${JSON.stringify(key)} is no key; write it like CommandOrControl+Shift+R`;
  }
  const isSafe = parts.some((part) => part !== 'shift') || STANDS_ALONE.test(key);
  return isSafe ? undefined : 'it would take a key from every program; add Ctrl, Alt, Cmd or Super';
}
