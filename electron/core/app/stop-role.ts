import { isRoleValetError } from '../../contract/errors.ts';
import { listEntries } from '../chain/list-entries.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import { stopTarget } from '../outputs/credentials-file/stop-target.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { type LoadedContext, loadContext } from './load-context.ts';
import { serverTime } from './server-time.ts';

/** What stopping a role did. */
export interface StoppedRole {
  readonly profile: string;
  /** Targets whose section was removed. */
  readonly removedTargets: readonly string[];
  /**
   * Until when copies that were handed out stay valid, epoch milliseconds: STS cannot recall them.
   * Undefined where no live session was known.
   */
  readonly copiesValidUntil?: number;
  readonly notices: readonly string[];
}

/**
 * Ends a role's session and its targets. Hops that other live sessions were made through stay, and
 * so does the MFA session. Removes from the credentials file only what is still ours.
 */
export async function stopRole(
  app: App,
  context: LoadedContext,
  profile: string,
): Promise<StoppedRole> {
  const live = await app.sessions.live(await serverTime(app));
  const own = live.filter((session) => session.profile === profile && session.asked === true);
  const isNeeded = isHopOfAnother(context, live, profile);
  // An MFA session is the base's unlocking, not a role's session: it stays, like a hop of others.
  const staying = own.filter((session) => isNeeded || session.kind === 'mfa');
  for (const session of staying) {
    await app.sessions.put({ ...session, asked: false }, await serverTime(app));
  }
  await app.sessions.remove(
    (session) => session.profile === profile && session.kind !== 'mfa' && !isNeeded,
  );
  const targets = (await ownedTargets(app)).filter(({ role }) => role === profile);
  const removed: string[] = [];
  const notices: string[] = [];
  for (const target of targets) {
    const stopped = await stopTarget(app, target);
    if (stopped.removed) {
      removed.push(target.target);
    }
    notices.push(...stopped.notices);
  }
  if (removed.includes('default')) {
    notices.push(await whatDefaultIsNow(app));
  }
  app.logger.info('role stopped', { profile, targets: removed.length });
  const until = Math.max(0, ...[...own, ...targets].map(expirationOf));
  return {
    profile,
    removedTargets: removed,
    ...(until > 0 ? { copiesValidUntil: until } : {}),
    notices,
  };
}

/** Every profile that has a session somebody asked for, or a target. */
export async function stoppableProfiles(app: App): Promise<readonly string[]> {
  const live = await app.sessions.live(await serverTime(app));
  const asked = live.filter((session) => session.asked === true).map(({ profile }) => profile);
  const owners = (await ownedTargets(app)).map(({ role }) => role);
  return [...new Set([...asked, ...owners])].sort();
}

/** Tools that name no profile go on with `default`: whoever stops it should know as whom. */
async function whatDefaultIsNow(app: App): Promise<string> {
  const context = await loadContext(app);
  const entry = listEntries(context).find(({ profile }) => profile === 'default');
  const what =
    entry === undefined
      ? 'no credentials in the files, and look for a container’s or an instance’s'
      : entry.kind === 'role'
        ? `the role ${entry.roleArn} of the config file`
        : 'the credentials of [default] that were there before';
  return `tools without a profile now find ${what}`;
}

function isHopOfAnother(
  context: LoadedContext,
  live: readonly StoredSession[],
  profile: string,
): boolean {
  const others = new Set(
    live
      .filter((session) => session.asked === true && session.profile !== profile)
      .map((session) => session.profile),
  );
  return [...others].some((other) => {
    try {
      return resolveChain(context, other).hops.some((hop) => hop.profile === profile);
    } catch (error) {
      // A role that was taken out of the files since needs no hop.
      if (isRoleValetError(error)) {
        return false;
      }
      throw error;
    }
  });
}

function expirationOf(item: StoredSession | { readonly expiration: number }): number {
  return 'credentials' in item ? item.credentials.expiration : item.expiration;
}
