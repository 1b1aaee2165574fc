import type { ListedKey } from '../app/keys.ts';
import type { Finding } from '../doctor/types.ts';
import { keyAgeDays } from './key-age.ts';

/**
 * What a user should do about base keys: one that is at least `reminderDays` old (0: never said), a
 * rotation that was ended half-way, an old key that may be deleted now. `now` is epoch milliseconds.
 */
export function keyFindings(
  keys: readonly ListedKey[],
  now: number,
  reminderDays: number,
): readonly Finding[] {
  return keys.flatMap((key): readonly Finding[] => {
    const rotation = rotationFinding(key, now);
    const age = ageFinding(key, now, reminderDays);
    return [rotation, age].filter((finding) => finding !== undefined);
  });
}

function ageFinding(
  { profile, accessKeyId, createdAt, issuedAt, rotation }: ListedKey,
  now: number,
  reminderDays: number,
): Finding | undefined {
  if (createdAt === undefined || reminderDays === 0 || rotation?.state === 'unfinished') {
    return undefined;
  }
  const days = keyAgeDays({ createdAt, issuedAt }, now);
  const since = issuedAt === undefined ? 'was stored' : 'was made';
  return days < reminderDays
    ? undefined
    : {
        severity: 'warning',
        code: 'KEY_OLD',
        profile,
        message: `the key ${accessKeyId} of ${profile} ${since} ${days} days ago`,
        hint: `Replace it by a new one: role-valet keys rotate ${profile}`,
      };
}

function rotationFinding({ profile, rotation }: ListedKey, now: number): Finding | undefined {
  if (rotation === undefined) {
    return undefined;
  }
  const { state, oldKeyId, deletableAt = 0 } = rotation;
  if (state === 'unfinished') {
    return {
      severity: 'warning',
      code: 'KEY_ROTATION_INTERRUPTED',
      profile,
      message: `the rotation of ${profile} was ended half-way; the keychain's key works`,
      hint: `Go on with: role-valet keys rotate ${profile}`,
    };
  }
  return now < deletableAt
    ? undefined
    : {
        severity: 'note',
        code: 'KEY_OLD_ONE_LEFT',
        profile,
        message: `the old key ${oldKeyId} of ${profile} has been switched off for a week and is still there`,
        hint: `Delete it: role-valet keys rotate ${profile} --finish`,
      };
}
