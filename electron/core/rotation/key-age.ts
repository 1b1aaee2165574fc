const DAY_MS = 24 * 3_600_000;

/** How long an old key stays switched off before it is deleted, milliseconds. */
export const OLD_KEY_KEPT_MS = 7 * DAY_MS;

type Dates = { readonly createdAt: number; readonly issuedAt?: number | undefined };

/**
 * Since when a key counts as old, epoch milliseconds: since AWS made it, where that is known (it is of
 * keys that a rotation made), else since it was stored.
 */
export function bornAt({ issuedAt, createdAt }: Dates): number {
  return issuedAt ?? createdAt;
}

/** Whole days that a key is old at `now` (epoch milliseconds); never below 0. */
export function keyAgeDays(key: Dates, now: number): number {
  return Math.max(0, Math.floor((now - bornAt(key)) / DAY_MS));
}

/** A span in words, in its largest unit: `3 days`, `1 hour`, `less than a minute`. */
export function ageText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
