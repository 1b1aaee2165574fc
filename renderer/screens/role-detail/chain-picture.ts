import type { KeyView } from '../../../electron/contract/keys.ts';
import type { AccountView, PlanView } from '../../../electron/contract/roles.ts';
import { accountName } from '../../lib/account-text.ts';
import { baseKindShort } from '../../lib/base-kinds.ts';
import { daysText, timeLeft } from '../../lib/time-text.ts';

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

export interface ChainSurroundings {
  readonly accounts: readonly AccountView[];
  readonly keys: readonly KeyView[];
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

function basePlace(base: PlanView['base'], { keys }: ChainSurroundings): string {
  if (base.kind !== 'key') return baseKindShort(base.kind);
  if (base.storage === 'file') return 'key in a file';
  const days = keys.find(({ profile }) => profile === base.profile)?.ageDays;
  if (days === undefined) return 'key';
  return days === 0 ? 'key, new today' : `key, ${daysText(days)}`;
}

/** A row has room for three boxes with short names; all else goes from top to bottom. */
export function picturesAsRow(boxes: readonly ChainBox[]): boolean {
  const longest = Math.max(
    ...boxes.map(({ profile, place }) => Math.max(profile.length, place.length)),
  );
  return boxes.length <= 3 && longest <= (boxes.length === 3 ? 13 : 20);
}
