import type { KeyView } from '../../contract/keys.ts';

/** Bases whose MFA session a person can make ahead of need, at one moment. */
export interface LockedBases {
  readonly locked: readonly KeyView[];
  /** When the next MFA session ends; undefined where none is live. AWS time, epoch milliseconds. */
  readonly nextLockAt: number | undefined;
}

/** Looks at `keys` at `now` (AWS time, epoch milliseconds); each profile counts once. */
export function lockedBases(keys: readonly KeyView[], now: number): LockedBases {
  const lockable = [...new Map(keys.toReversed().map((key) => [key.profile, key])).values()]
    .reverse()
    .filter(
      ({ mfaSerial, roleCount, accessKeyId }) =>
        mfaSerial !== undefined && roleCount > 0 && accessKeyId !== undefined,
    );
  const isOpen = ({ unlockedUntil }: KeyView): boolean =>
    unlockedUntil !== undefined && unlockedUntil > now;
  return {
    locked: lockable.filter((key) => !isOpen(key)),
    nextLockAt: lockable
      .filter(isOpen)
      .reduce<number | undefined>((soonest, key) => earlier(soonest, key.unlockedUntil), undefined),
  };
}

/** The earlier of two moments; undefined stands for never. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
