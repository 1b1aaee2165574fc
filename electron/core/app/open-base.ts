import { RoleValetError } from '../../contract/errors.ts';
import type { BaseCredentials } from '../aws/bases/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import type { Base } from '../chain/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import { baseShape } from '../sessions/session-identity.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App, SessionWish } from './app.ts';
import { isReady, readyCredentials } from './base-credentials.ts';
import { type FoundBase, keptBase, keptTrio } from './kept-base.ts';

/** A base's own trio as a session; `isNew` where it was fetched just now. */
export interface OwnTrio {
  readonly session: StoredSession;
  readonly isNew: boolean;
}

/** The start of a chain, with its credentials at hand or to be had. */
export interface OpenBase {
  /**
   * What stands for the base in the shapes of sessions: the id of a key or trio that lies ready, else
   * a name for whose credentials they are, which outlasts each single trio.
   */
  readonly identity: string;
  /**
   * What the first call is signed with. Only now is anybody asked for it, which may take a person a
   * minute: never call this while others wait for a lock, or with a one-time code at hand.
   */
  credentials(): Promise<SigningCredentials>;
  /** What it would sign with, where that is at hand: nobody is asked, and no command runs. */
  credentialsAtHand(): Promise<SigningCredentials | undefined>;
  /**
   * The base's own trio to hand on, with as much life as is handed out where the source has it. Throws
   * BASE_UNSUPPORTED where nobody knows how long it lasts.
   */
  ownTrio(wish: SessionWish): Promise<OwnTrio>;
  /**
   * AWS no longer takes the trio of this key id. Where it is still the kept one it is dropped, so that
   * the next call fetches another; another chain may have done both already. False where it was
   * fetched for this very use, or after an earlier refusal: fetching again would not help.
   */
  forget(accessKeyId: string): Promise<boolean>;
}

/**
 * Opens a chain's base. A key or trio that lies ready is read; of the other kinds only the settings
 * are, and nobody is asked. Throws as `readyCredentials` and `BaseSource.identity`.
 */
export async function openBase(app: App, context: ChainContext, base: Base): Promise<OpenBase> {
  const { config, environment } = context;
  if (!isReady(base)) {
    return fetchedBase(app, context, base, await app.bases.identity(base, config));
  }
  const found = await readyCredentials(base, config, app.keys, environment);
  return {
    identity: found.accessKeyId,
    credentials: async () => found,
    credentialsAtHand: async () => found,
    ownTrio: (wish) => readyTrio(app, base, found, wish),
    forget: async () => false,
  };
}

function fetchedBase(app: App, { config }: ChainContext, base: Base, identity: string): OpenBase {
  const request = {
    base,
    shape: baseShape(base.kind, identity),
    fetch: () => app.bases.credentials(base, config),
  };
  let isFresh = false;
  const get = async (purpose: 'signing' | 'handing-on', wish: SessionWish) => {
    const found = await keptBase(app, { ...request, purpose, wish });
    isFresh ||= found.isNew;
    return found;
  };
  return {
    identity,
    credentials: async () => (await get('signing', {})).credentials,
    credentialsAtHand: async () => (await keptTrio(app, request.shape))?.credentials,
    ownTrio: async (wish) => withSession(base, await get('handing-on', wish)),
    async forget(accessKeyId) {
      if (isFresh) return false;
      isFresh = true;
      await app.sessions.remove(
        ({ shape, credentials }) =>
          shape === request.shape && credentials.accessKeyId === accessKeyId,
      );
      return true;
    },
  };
}

/** A trio of the files or the environment that says when it ends is a session like any other. */
async function readyTrio(
  app: App,
  base: Base,
  found: BaseCredentials,
  wish: SessionWish,
): Promise<OwnTrio> {
  const shape = baseShape(base.kind, found.accessKeyId);
  const fetch = async () => found;
  return withSession(
    base,
    await keptBase(app, { base, shape, fetch, purpose: 'handing-on', wish }),
  );
}

function withSession(base: Base, { session, isNew }: FoundBase): OwnTrio {
  if (session === undefined) throw unknownLife(base);
  return { session, isNew };
}

function unknownLife({ profile }: Base): RoleValetError {
  return new RoleValetError(
    'BASE_UNSUPPORTED',
    `profile ${profile} holds temporary credentials of unknown life, which can't be handed on`,
    'Use them directly, or add a role that has this profile as its source_profile.',
  );
}
