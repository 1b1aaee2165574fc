import type { AccountView, RoleView } from '../../../electron/contract/roles.ts';
import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';

/** What one code is for: `One code for two roles`. */
export function questionTitle({ roles }: MfaQuestionView): string {
  const count = roles.length;
  if (count < 2) {
    return roles[0] === undefined ? 'Enter a code' : `A code for ${roles[0]}`;
  }
  return `One code for ${NUMBERS[count] ?? count} roles`;
}

/** What a program waits for, in a line: `An AWS tool needs a code for prod-admin`. */
export function bannerText({ roles, baseProfile }: MfaQuestionView): string {
  const [first = baseProfile] = roles;
  const whom = roles.length < 2 ? first : `${NUMBERS[roles.length] ?? roles.length} roles`;
  return `An AWS tool needs a code for ${whom}`;
}

const NUMBERS: Readonly<Record<number, string>> = { 2: 'two', 3: 'three', 4: 'four', 5: 'five' };

/** Names are listed up to here; the rest is a number. */
const NAMED = 4;

/** Who waits, with accounts: `admin in staging and analyst in 444444444444 wait for it.` */
export function questionText(
  { roles: waiting }: MfaQuestionView,
  roles: readonly RoleView[],
  accounts: readonly AccountView[],
): string {
  const names = waiting.slice(0, NAMED).map((profile) => {
    const place = accountText(roles.find((role) => role.profile === profile)?.accountId, accounts);
    return place === undefined ? profile : `${profile} in ${place}`;
  });
  const more = waiting.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return `${joined(all)} ${waiting.length === 1 ? 'waits' : 'wait'} for it.`;
}

function accountText(id: string | undefined, accounts: readonly AccountView[]): string | undefined {
  const name = accounts.find((account) => account.id === id)?.name;
  return name === undefined || id === undefined ? id : `${name} (${id})`;
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** The device as its owner knows it: `mfa/ana`, with its account where the serial names one. */
export function deviceName({ serial, accountId }: MfaQuestionView): string {
  const name = serial.startsWith('arn:') ? serial.split(':').slice(5).join(':') : serial;
  return accountId === undefined ? name : `${name} · ${accountId}`;
}

export interface CodeNote {
  readonly tone: 'plain' | 'problem';
  readonly text: string;
}

/**
 * What stands below the boxes. After a refusal it says why, and when the device shows another code:
 * AWS takes no code twice, so the one that was just sent is worth nothing, right or wrong.
 *
 * @param seconds until the device shows its next code
 * @param hasNewCode true once the device shows another code than the refused one
 */
export function codeNote(
  { previous, isChecking }: MfaQuestionView,
  seconds: number,
  hasNewCode: boolean,
): CodeNote {
  if (isChecking) {
    return { tone: 'plain', text: 'AWS checks the code…' };
  }
  if (previous === undefined) {
    return { tone: 'plain', text: `New code in ${seconds} s` };
  }
  const next = hasNewCode
    ? 'Your device shows a new code now.'
    : `The next one comes in ${seconds} s.`;
  return { tone: 'problem', text: `${PROBLEMS[previous]} ${next}` };
}

const PROBLEMS = {
  wrong: 'AWS did not accept that code.',
  spent: 'That code was used already.',
  malformed: 'That was no six-digit code.',
};
