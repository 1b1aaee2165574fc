import { needsSignIn } from '../../contract/sign-in-need.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { deviceName } from './device-name.ts';
import { hasLostSession, isTakenOver } from './role-status.ts';
import { nameOf, shortenMiddle } from './text.ts';
import { minutesText } from './time-left.ts';
import type { TrayView } from './tray-view.ts';
import type { TrayIconState } from './types.ts';

/**
 * From here on the icon says that a session ends soon. Renewal is due at 15 minutes left or up to a
 * minute later (`renewalDue`), and a session that is being renewed is no reason for a look.
 */
const EXPIRING_MS = 13 * 60_000;

/** The one thing that matters now, as a shape, as two or three words, and as a sentence. */
export interface Headline {
  readonly icon: TrayIconState;
  /** For beside the icon; empty where the icon says it all. */
  readonly title: string;
  readonly sentence: string;
}

/** What needs the user comes before what went wrong, and that before what goes well. */
export function headline(snapshot: Snapshot, view: TrayView): Headline {
  return needsPerson(snapshot, view) ?? trouble(snapshot, view) ?? liveHeadline(view);
}

/** The tooltip: the app's name and the headline, as short as the platform wants it. */
export function tooltip(snapshot: Snapshot, view: TrayView, { sentence }: Headline): string {
  const name = snapshot.isPractice ? 'Role Valet (practice)' : 'Role Valet';
  const text = `${name}: ${sentence}`.replaceAll('&', view.platform.tooltipAmpersand);
  const most = view.platform.tooltipLength;
  // A character outside the basic plane takes two UTF-16 units: then the half of them surely fits.
  return text.length <= most ? text : shortenMiddle(text, Math.floor(most / 2));
}

function needsPerson(snapshot: Snapshot, view: TrayView): Headline | undefined {
  if (snapshot.question !== undefined) {
    const device = deviceName(snapshot.question);
    return { icon: 'needs-mfa', title: 'MFA', sentence: `needs an MFA code for ${device}` };
  }
  if (snapshot.signIn !== undefined) {
    const sentence = `the sign-in to ${nameOf(snapshot.signIn.name)} waits in the browser`;
    return { icon: 'needs-mfa', title: 'Sign in', sentence };
  }
  const waiting = view.roles.filter(
    (role) => role.state === 'needs-mfa' || (hasLostSession(role) && needsSignIn(role)),
  );
  const [first] = waiting;
  if (first === undefined) {
    return undefined;
  }
  const signIns = waiting.filter(needsSignIn).length;
  const [title, what] =
    signIns === 0
      ? ['MFA', 'an MFA code']
      : signIns === waiting.length
        ? ['Sign in', 'a sign-in']
        : ['MFA', 'an MFA code or a sign-in'];
  const sentence =
    waiting.length === 1
      ? `${view.names(first).full} needs ${what}`
      : `${waiting.length} roles need ${what}`;
  return { icon: 'needs-mfa', title, sentence };
}

function trouble(snapshot: Snapshot, view: TrayView): Headline | undefined {
  const error = (sentence: string): Headline => ({ icon: 'error', title: '', sentence });
  if (snapshot.keychain.state === 'unavailable') {
    return error('the keychain is not available');
  }
  const robbed = view.live.find((role) => isTakenOver(role, view.now));
  if (robbed !== undefined) {
    const target = robbed.targets.find(({ state }) => state === 'taken-over');
    return error(`${nameOf(target?.name)} was taken over by another program`);
  }
  const lost = view.roles.find(hasLostSession);
  return lost === undefined ? undefined : error(`${view.names(lost).full} failed`);
}

function liveHeadline(view: TrayView): Headline {
  const { live, left, now } = view;
  const [first] = live;
  if (first === undefined) {
    return { icon: 'idle', title: '', sentence: 'no role is live' };
  }
  const ends = live.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]));
  const next = ends.reduce((soonest, end) => Math.min(soonest, end), Number.POSITIVE_INFINITY);
  if (next === Number.POSITIVE_INFINITY) {
    const sentence = live.length === 1 ? `${view.names(first).full}, live` : `${live.length} live`;
    return { icon: 'active', title: '', sentence };
  }
  const text = minutesText(left.minutes(next));
  return {
    icon: next - now < EXPIRING_MS ? 'expiring' : 'active',
    title: text,
    sentence:
      live.length === 1
        ? `${view.names(first).full}, ${text} left`
        : `${live.length} live, next ends in ${text}`,
  };
}
