import type { ChainContext } from '../chain/chain-context.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import {
  checkConsoleSeconds,
  requireConsoleSession,
  roleSecondsFor,
} from '../console/console-session.ts';
import { readOnlyContext } from '../console/read-only.ts';
import type { SessionStore, StoredSession } from '../sessions/types.ts';
import type { App, SessionWish } from './app.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';

/** What a console session is to be like, as far as its role's session decides it. */
export interface ConsoleSessionWish {
  /** Length of the console session, seconds. */
  readonly sessionSeconds?: number;
  /** Limits this one sign-in to what AWS's ReadOnlyAccess allows. */
  readonly isReadOnly?: boolean;
}

/**
 * The wish for a role's session that a console session can be made of. Looks at the files alone, so
 * that nobody gives a code for what AWS would refuse. Throws what stands in a chain's way, and
 * CONSOLE_NOT_POSSIBLE.
 */
export function consoleSessionWish(
  context: ChainContext,
  profile: string,
  console: ConsoleSessionWish,
  wish: SessionWish,
): SessionWish {
  const chain = resolveChain(context, profile);
  requireConsoleSession(chain);
  if (console.sessionSeconds !== undefined) checkConsoleSeconds(console.sessionSeconds);
  const { requestedSeconds: _, ...rest } = wish;
  const requestedSeconds = roleSecondsFor(chain, console.sessionSeconds);
  return { ...rest, ...(requestedSeconds === undefined ? {} : { requestedSeconds }) };
}

/**
 * A session for the console. A read-only one is made for this link alone: it is kept nowhere, so
 * nothing else is ever handed it as the role's usual session; MFA sessions and the hops before it are
 * shared as always. Throws as `consoleSessionWish` and `obtainSession`.
 */
export async function obtainConsoleSession(
  app: App,
  context: ChainContext,
  profile: string,
  console: ConsoleSessionWish,
  wish: SessionWish,
): Promise<Obtained> {
  const sessionWish = consoleSessionWish(context, profile, console, wish);
  if (console.isReadOnly !== true) {
    return await obtainSession(app, context, profile, sessionWish);
  }
  const limited = readOnlyContext(context, resolveChain(context, profile));
  const apart: App = { ...app, sessions: keptWithout(app.sessions, profile) };
  return await obtainSession(apart, limited, profile, sessionWish);
}

/** The store, but a role's session that is made for `profile` itself does not go into it. */
function keptWithout(sessions: SessionStore, profile: string): SessionStore {
  const isUnkept = ({ kind, ...session }: StoredSession): boolean =>
    kind === 'role' && session.profile === profile;
  return {
    live: (now) => sessions.live(now),
    remove: (matches) => sessions.remove(matches),
    takeNotices: () => sessions.takeNotices(),
    put: async (session, now) => {
      if (!isUnkept(session)) await sessions.put(session, now);
    },
  };
}
