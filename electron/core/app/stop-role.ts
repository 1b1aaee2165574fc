import { isRoleValetError } from '../../contract/errors.ts';
import { ChainResolver } from '../chain/chain-resolver.ts';
import { listEntries } from '../chain/list-entries.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import { stopTarget } from '../outputs/credentials-file/stop-target.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { isReady } from './base-credentials.ts';
import { keptSessions } from './kept-sessions.ts';
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
 * so does the MFA session, which serves every role of its base: it ends when the base itself is
 * stopped. Removes from the credentials file only what is still ours.
 */
export async function stopRole(
  app: App,
  context: LoadedContext,
  profile: string,
): Promise<StoppedRole> {
  const now = await serverTime(app);
  const { live, problem } = await keptSessions(app, now);
  const own = live.filter((session) => isOwn(session, profile));
  await endSessions(app, context, live, profile, now);
  const targets = (await ownedTargets(app)).filter(({ role }) => role === profile);
  const removed: string[] = [];
  const notices: string[] =
    problem === undefined ? [] : [`kept sessions could not be removed: ${problem.message}`];
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
  const ends = [...own, ...targets].map(expirationOf).filter((end) => end > now);
  const until = Math.max(0, ...ends);
  return {
    profile,
    removedTargets: removed,
    ...(until > 0 ? { copiesValidUntil: until } : {}),
    notices,
  };
}

/** What stopping everything did. */
export interface StoppedAll {
  readonly stopped: readonly StoppedRole[];
  /** The first failure, where something could not be stopped; everything else was. */
  readonly failure?: unknown;
}

/** Stops every role. One that can't be stopped does not keep the others alive. */
export async function stopAllRoles(app: App, context: LoadedContext): Promise<StoppedAll> {
  const stopped: StoppedRole[] = [];
  const failures: unknown[] = [];
  for (const profile of await stoppableProfiles(app)) {
    try {
      stopped.push(await stopRole(app, context, profile));
    } catch (error) {
      failures.push(error);
    }
  }
  return { stopped, ...(failures.length === 0 ? {} : { failure: failures[0] }) };
}

/** Every profile that has a session somebody asked for, or a target. */
export async function stoppableProfiles(app: App): Promise<readonly string[]> {
  const { live } = await keptSessions(app, await serverTime(app));
  const asked = live.filter((session) => session.asked === true).map(({ profile }) => profile);
  const owners = (await ownedTargets(app)).map(({ role }) => role);
  return [...new Set([...asked, ...owners])].sort();
}

/** MFA sessions that are live, so that whoever stops everything knows what is still unlocked. */
export async function unlockedBases(
  app: App,
): Promise<readonly { readonly profile: string; readonly expiration: number }[]> {
  const { live } = await keptSessions(app, await serverTime(app));
  return live
    .filter(({ kind }) => kind === 'mfa')
    .map(({ profile, credentials }) => ({ profile, expiration: credentials.expiration }));
}

/** Tools that name no profile go on with `default`: whoever stops it should know as whom. */
async function whatDefaultIsNow(app: App): Promise<string> {
  const context = await loadContext(app);
  const entry = listEntries(context).find(({ profile }) => profile === 'default');
  const what =
    entry === undefined || entry.error !== undefined
      ? 'no credentials in the files, and look for a container’s or an instance’s'
      : entry.kind === 'role'
        ? `the role ${entry.roleArn} of the config file`
        : 'the credentials of [default] that were there before';
  return `tools without a profile now find ${what}`;
}

/**
 * Ends what was asked for under a profile, and every hop that no asked-for session needs any more.
 * MFA sessions of other profiles stay: they are their bases' unlocking, not a hop.
 */
async function endSessions(
  app: App,
  context: LoadedContext,
  live: readonly StoredSession[],
  profile: string,
  now: number,
): Promise<void> {
  const others = live.filter((session) => session.asked === true && session.profile !== profile);
  const needed = hopsOf(context, new Set(others.map((session) => session.profile)));
  const isEnded = (session: StoredSession): boolean =>
    session.kind === 'mfa'
      ? session.profile === profile
      : !needed.has(session.profile) && (session.profile === profile || session.asked !== true);
  for (const session of live) {
    if (session.profile === profile && session.asked === true && !isEnded(session)) {
      await app.sessions.put({ ...session, asked: false }, now);
    }
  }
  if (live.some(isEnded)) {
    await app.sessions.remove(isEnded);
  }
}

/** What stopping a profile is about: what was asked for under its name, and a base's MFA session. */
function isOwn(session: StoredSession, profile: string): boolean {
  return session.profile === profile && (session.asked === true || session.kind === 'mfa');
}

/** Profiles that the chains of others lead through. */
function hopsOf(context: LoadedContext, profiles: ReadonlySet<string>): ReadonlySet<string> {
  const resolver = new ChainResolver(context);
  const hops = [...profiles].flatMap((other) => {
    try {
      const { base, hops } = resolver.resolve(other);
      // The trio of a base serves the roles behind it as a hop does; a key's session does not.
      const start = isReady(base) ? [] : [base.profile];
      return [...start, ...hops.map((hop) => hop.profile)];
    } catch (error) {
      // A role that was taken out of the files since needs no hop.
      if (isRoleValetError(error)) {
        return [];
      }
      throw error;
    }
  });
  return new Set(hops.filter((hop) => !profiles.has(hop)));
}

function expirationOf(item: StoredSession | { readonly expiration: number }): number {
  return 'credentials' in item ? item.credentials.expiration : item.expiration;
}
