import { z } from 'zod';
import type { Colour } from '../../contract/roles.ts';
import type { Settings } from '../../contract/settings.ts';
import { profileNameFault } from '../aws-config/profile-name.ts';
import { browserCommandFault } from '../console/browser-command.ts';
import { ENV_FORMATS } from '../outputs/env/formats.ts';
import { acceleratorFault } from './accelerator.ts';
import type {
  AccountMarks,
  RoleMarks,
  StoredNetwork,
  StoredSettings,
  WindowSize,
} from './stored-settings.ts';

/**
 * One schema a field, so that one bad value costs that value only. Each message is the rest of a
 * sentence that begins with the field's name.
 */
export type Fields<Whole> = { readonly [Name in keyof Whole]-?: z.ZodType<Whole[Name]> };

const isOn = z.boolean({ error: 'must be true or false' });

/** Characters of a heading or an account's name: more fit no row. */
const MOST_LABEL = 60;

const COLOURS = ['red', 'amber', 'green', 'blue', 'violet'] as const satisfies readonly Colour[];
const colour = oneOf(COLOURS);

/** Seconds: long enough to paste, short enough to matter. */
const CLEAR_SECONDS = { least: 10, most: 600 } as const;

const NOTICE_MINUTES = 'must be 1 to 60 minutes, or 0 for never';

const REMINDER_DAYS = 'must be 1 to 3,650 days, or 0 for never';

export const SETTINGS_FIELDS: Fields<Settings> = {
  theme: oneOf(['system', 'light', 'dark']),
  exportFormat: oneOf(ENV_FORMATS),
  clipboardClearSeconds: z
    .number({ error: 'must be a number of seconds' })
    .refine(
      (seconds) =>
        seconds === 0 ||
        (Number.isInteger(seconds) &&
          seconds >= CLEAR_SECONDS.least &&
          seconds <= CLEAR_SECONDS.most),
      { error: `must be ${CLEAR_SECONDS.least} to ${CLEAR_SECONDS.most} seconds, or 0 for never` },
    ),
  switchTarget: oneOf(['role', 'shared']),
  sharedTarget: withoutFault(profileNameFault),
  keepSessions: isOn,
  startAtLogin: isOn,
  startHidden: isOn,
  menuBarOnly: isOn,
  shortcut: withoutFault((text) => {
    const fault = acceleratorFault(text);
    return fault && `is no shortcut: ${fault}`;
  }),
  hideFromScreenCapture: isOn,
  notifyBeforeMinutes: z
    .int({ error: 'must be whole minutes' })
    .min(0, { error: NOTICE_MINUTES })
    .max(60, { error: NOTICE_MINUTES }),
  stopOnQuit: isOn,
  keyAgeReminderDays: z
    .int({ error: 'must be whole days' })
    .min(0, { error: REMINDER_DAYS })
    .max(3_650, { error: REMINDER_DAYS }),
};

const browser = z
  .array(z.string({ error: 'must be a list of texts' }), { error: 'must be a list of texts' })
  .superRefine((words, context) => {
    const fault = browserCommandFault(words);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });

export const ROLE_FIELDS: Fields<Required<RoleMarks>> = {
  favourite: isOn,
  colour,
  group: label(),
  browser,
};

export const ACCOUNT_FIELDS: Fields<Required<AccountMarks>> = { name: label(), colour, browser };

const pixels = z.int({ error: 'must be whole pixels' }).min(200, tooFew()).max(20_000, tooMany());

export const WINDOW_FIELDS: Fields<WindowSize> = { width: pixels, height: pixels };

export const NETWORK_FIELDS: Fields<Required<StoredNetwork>> = {
  proxy: withoutFault((text) => {
    if (/@/.test(text)) {
      return 'must hold no user name or password: set HTTPS_PROXY, or use a proxy that adds them';
    }
    const url = URL.parse(text);
    const isProxy = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
    return isProxy ? undefined : 'must be the address of a proxy, such as http://proxy:8080';
  }),
  caBundle: withoutFault((text) =>
    /^(~[/\\]|[/\\]|[a-z]:[/\\])/i.test(text) && !text.includes('\0')
      ? undefined
      : 'must be the whole path of a file',
  ),
};

/** A profile's name as a key or in a list: whatever the files call it, so only bounded. */
export const PROFILE_KEY = z
  .string({ error: 'must be a profile' })
  .min(1, { error: 'must be a profile' })
  .max(1_024, { error: 'is too long for a profile' });

export const ACCOUNT_KEY = z
  .string()
  .regex(/^\d{12}$/, { error: 'is no account id: those have 12 digits' });

export const HAS_ACTED: z.ZodType<StoredSettings['hasActed']> = isOn;

function oneOf<const Value extends string>(values: readonly Value[]): z.ZodType<Value> {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

function withoutFault(faultOf: (text: string) => string | undefined): z.ZodType<string> {
  return z.string({ error: 'must be a text' }).superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
}

/** A short text on one line, as people give for headings and accounts. */
function label(): z.ZodType<string> {
  return withoutFault((text) => {
    if (text.trim() === '') return 'must not be empty';
    if (text.length > MOST_LABEL) return `must have ${MOST_LABEL} characters at most`;
    const isPlain = /^[^\p{Cc}\u2028\u2029]*$/u.test(text) && text.isWellFormed();
    return isPlain ? undefined : 'must have no line breaks or control characters';
  });
}

function tooFew() {
  return { error: 'is too small for a window' };
}

function tooMany() {
  return { error: 'is too large for a window' };
}
