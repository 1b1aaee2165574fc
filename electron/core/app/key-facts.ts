import type { KeyView } from '../../contract/keys.ts';
import { roleSetting } from '../chain/role-settings.ts';
import { keyAgeDays } from '../rotation/key-age.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { keptSessions } from './kept-sessions.ts';
import { listKeys } from './keys.ts';
import type { RoleRow } from './list-roles.ts';
import type { LoadedContext } from './load-context.ts';
import { serverTime } from './server-time.ts';

/** A base key as the window shows it, but for what the user's settings say about its age. */
export type KeyFacts = Omit<KeyView, 'isOld'>;

/**
 * The base keys as the window shows them, by name: never a secret. `rows` are the list's, whose chains
 * are resolved already. A damaged item is a key with `failure`; it hides no other. Throws the
 * KEYCHAIN_ errors where the keychain itself can't be read.
 */
export async function listKeyFacts(
  app: App,
  context: LoadedContext,
  rows: readonly Pick<RoleRow, 'kind' | 'chain'>[],
): Promise<readonly KeyFacts[]> {
  const keys = await listKeys(app);
  const now = await serverTime(app);
  const { live } = await keptSessions(app, now);
  const counts = roleCounts(rows);
  return keys.map(({ profile, accessKeyId, createdAt, issuedAt, rotation, problem }) => {
    const serial = roleSetting(context.config.profiles.get(profile), 'mfa_serial')?.value;
    const unlockedUntil = unlockedUntilOf(live, profile);
    return {
      profile,
      roleCount: counts.get(profile) ?? 0,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(createdAt === undefined
        ? {}
        : { createdAt, ageDays: keyAgeDays({ createdAt, issuedAt }, now) }),
      ...(rotation === undefined ? {} : { rotation }),
      ...(serial === undefined || serial.toLowerCase() === 'none' ? {} : { mfaSerial: serial }),
      ...(unlockedUntil === undefined ? {} : { unlockedUntil }),
      ...(problem === undefined ? {} : { failure: problem }),
    };
  });
}

/** How many roles start from each base. A role whose chain is broken starts nowhere. */
function roleCounts(rows: readonly Pick<RoleRow, 'kind' | 'chain'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, chain } of rows) {
    const [base] = chain;
    if (kind === 'role' && base !== undefined) counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return counts;
}

/** When the last MFA session of a base key ends, epoch milliseconds. */
function unlockedUntilOf(live: readonly StoredSession[], profile: string): number | undefined {
  const ends = live
    .filter(({ kind, baseProfile }) => kind === 'mfa' && baseProfile === profile)
    .map(({ credentials }) => credentials.expiration);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
