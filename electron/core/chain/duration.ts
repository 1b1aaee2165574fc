import { RoleValetError } from '../../contract/errors.ts';

const UNIT_SECONDS = { h: 3600, m: 60, s: 1 } as const;

/**
 * Seconds of a duration as people write it: `1h`, `90m`, `1h30m`, `3600s`, or plain seconds `3600`.
 * Throws DURATION_INVALID for all else, for zero, and for more than a million hours.
 */
export function parseDuration(text: string): number {
  const value = text.trim().toLowerCase();
  const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s?)?$/.exec(value);
  const [, hours = '0', minutes = '0', seconds = '0'] = parts ?? [];
  const total = Number(hours) * UNIT_SECONDS.h + Number(minutes) * UNIT_SECONDS.m + Number(seconds);
  // `1h30` could mean minutes as well as seconds.
  const isUnclear = /[hm]\d+$/.test(value);
  if (parts === null || isUnclear || total <= 0 || total > 1_000_000 * UNIT_SECONDS.h) {
    throw new RoleValetError(
      'DURATION_INVALID',
      `${JSON.stringify(text)} is not a duration`,
      'Write it like 1h, 90m, 1h30m or 3600 (seconds).',
    );
  }
  return total;
}

/** A duration as people read it: `1h`, `1h 30m`, `15m`, `45s`. Fractions of a second are dropped. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / UNIT_SECONDS.h);
  const minutes = Math.floor((whole % UNIT_SECONDS.h) / UNIT_SECONDS.m);
  const rest = whole % UNIT_SECONDS.m;
  const parts = [
    hours > 0 ? `${hours}h` : '',
    minutes > 0 ? `${minutes}m` : '',
    rest > 0 ? `${rest}s` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '0s' : parts.join(' ');
}
