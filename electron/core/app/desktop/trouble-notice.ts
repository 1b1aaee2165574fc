import { clockTime } from '../../time-text.ts';
import { deviceName } from '../../tray/device-name.ts';
import type { TroubleGroup } from '../renewal/trouble-notices.ts';
import { names, sentence } from './notice-words.ts';
import type { DesktopNotice } from './ports.ts';

/** The first role of a group, and what a click can do about it. */
export interface TroubleMoment {
  /** End of what is live of it; epoch milliseconds by AWS's clock, as `now`. */
  readonly end: number | undefined;
  readonly now: number;
  readonly renew: () => Promise<void>;
  readonly signIn: () => Promise<void>;
}

/** Says why roles can't be renewed, and offers what a person can do at once. */
export function troubleNotice(group: TroubleGroup, moment: TroubleMoment): DesktopNotice {
  const { id, profiles, kind, wants, message } = group;
  const [first = ''] = profiles;
  const show = { kind: 'role', profile: first } as const;
  if (kind === 'fix') {
    return { id, title: `${names(profiles)} could not be renewed`, body: sentence(message), show };
  }
  const need = profiles.length === 1 ? 'needs' : 'need';
  if (wants === 'sign-in') {
    return {
      id,
      title: `${names(profiles)} ${need} a sign-in`,
      body: sentence(message),
      show,
      action: { label: 'Sign in', run: moment.signIn },
    };
  }
  return {
    id,
    title: `${names(profiles)} ${need} an MFA code`,
    body: `The next session wants a code of ${deviceOf(group)}.${untilText(moment)}`,
    show,
    action: { label: 'Enter code', run: moment.renew },
  };
}

function deviceOf({ mfaSerial, base = '' }: TroubleGroup): string {
  return mfaSerial === undefined ? base : deviceName({ serial: mfaSerial, baseProfile: base });
}

function untilText({ end, now }: TroubleMoment): string {
  return end === undefined ? '' : ` Until ${clockTime(end, now)} what is out stays valid.`;
}
