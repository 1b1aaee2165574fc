import type { AccountView, KeyView, PlanView } from '../../../electron/contract/types.ts';
import { accountName } from '../../lib/account-text.ts';
import { timeLeft } from '../../lib/time-text.ts';

/** A box of the picture, and the arrow that leads to it. */
export interface ChainBox {
  readonly profile: string;
  /** Below the name: where it is, or what it is. */
  readonly place: string;
  /** A session of it is live, so that its call is not needed. */
  readonly isLive: boolean;
  readonly arrow?: ChainArrow;
}

export interface ChainArrow {
  /** What the call takes with it: `MFA`, `external id`. */
  readonly takes: readonly string[];
  readonly lasts: string;
}

const BASE_KINDS: Readonly<Record<string, string>> = {
  session: 'session in the files',
  environment: 'environment',
  sso: 'SSO',
  login: 'aws login',
  process: 'another program',
  'web-identity': 'web identity',
  instance: 'this instance',
  container: 'this container',
};

export interface ChainSurroundings {
  readonly accounts: readonly AccountView[];
  readonly keys: readonly KeyView[];
  /** AWS's time, epoch milliseconds. */
  readonly now: number;
}

/**
 * A plan as boxes from the base to the role. An MFA session is a box of its own: it is what the code
 * buys, it lasts longest, and the roles behind it start from it.
 */
export function chainBoxes(plan: PlanView, around: ChainSurroundings): readonly ChainBox[] {
  const base = { profile: plan.base.profile, place: basePlace(plan.base, around), isLive: false };
  return [
    base,
    ...plan.steps.map((step): ChainBox => {
      const takes = [step.sendsCode ? 'MFA' : '', step.sendsExternalId ? 'external id' : ''];
      return {
        profile:
          step.action === 'GetSessionToken'
            ? sessionName(step.sendsCode, step.isLive)
            : step.profile,
        place:
          step.action === 'GetSessionToken'
            ? `of ${step.profile}`
            : step.accountId === undefined
              ? ''
              : accountName(around.accounts, step.accountId),
        isLive: step.isLive,
        arrow: {
          takes: takes.filter((text) => text !== ''),
          lasts: timeLeft(step.durationSeconds * 1000),
        },
      };
    }),
  ];
}

function sessionName(sendsCode: boolean, isLive: boolean): string {
  return sendsCode || isLive ? 'MFA session' : 'session';
}

function basePlace(base: PlanView['base'], { keys, now }: ChainSurroundings): string {
  if (base.kind !== 'key') return BASE_KINDS[base.kind] ?? base.kind;
  if (base.storage === 'file') return 'key in a file';
  const createdAt = keys.find(({ profile }) => profile === base.profile)?.createdAt;
  return createdAt === undefined ? 'key' : `key, ${keyAge(createdAt, now)}`;
}

/** How long a key is known here: `41 days`, `1 day`, `new today`. Both in epoch milliseconds. */
export function keyAge(createdAt: number, now: number): string {
  const days = Math.max(0, Math.floor((now - createdAt) / 86_400_000));
  if (days === 0) return 'new today';
  return days === 1 ? '1 day' : `${days} days`;
}

/** A row has room for three boxes with short names; all else goes from top to bottom. */
export function picturesAsRow(boxes: readonly ChainBox[]): boolean {
  const longest = Math.max(
    ...boxes.map(({ profile, place }) => Math.max(profile.length, place.length)),
  );
  return boxes.length <= 3 && longest <= (boxes.length === 3 ? 13 : 20);
}
