import { RoleValetError } from '../../contract/errors.ts';
import type { BaseCredentials } from '../aws/bases/types.ts';
import type { Base } from '../chain/types.ts';
import { sessionIdentity } from '../sessions/session-identity.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App, SessionWish } from './app.ts';
import { CALLER_MARGIN_MS, leastLeft } from './live-sessions.ts';
import { serverTime } from './server-time.ts';

/** A base's own credentials that are wanted. */
export interface KeptBaseRequest {
  readonly base: Base;
  readonly shape: string;
  readonly fetch: () => Promise<BaseCredentials>;
  /** What signs a call may end soon after; what is handed on may not. */
  readonly purpose: 'signing' | 'handing-on';
  readonly wish: SessionWish;
}

/** Credentials of a base, and the session that they are kept as where it is known when they end. */
export interface FoundBase {
  readonly credentials: BaseCredentials;
  readonly session?: StoredSession;
  /** True where they were fetched just now. */
  readonly isNew: boolean;
}

/** A command may wait for a person, and others then wait for it, milliseconds. */
const WAIT_FOR_FETCH_MS = 90_000;

/**
 * A base's credentials: kept ones where they last long enough, else fetched, once however many ask for
 * them, so that twenty roles cost one call. Those that say when they end are kept as a session of the
 * kind `base`, sealed as all are. The source decides how long they last: what it gives anew is taken
 * with whatever life it has.
 */
export async function keptBase(app: App, request: KeptBaseRequest): Promise<FoundBase> {
  const { shape, wish } = request;
  const kept = await liveBase(app, request);
  const found =
    kept ??
    (await app.flights.run(`base ${shape}`, () =>
      app.locks.withLock(
        `base-${shape.slice(0, 32)}`,
        async () => (await liveBase(app, request)) ?? (await fetchAndKeep(app, request)),
        wish.waitMs ?? WAIT_FOR_FETCH_MS,
      ),
    ));
  return isAsked(request) ? await markAsked(app, found) : found;
}

/** The live session that a base's own trio is kept as; undefined where there is none. */
export async function keptTrio(app: App, wanted: string): Promise<StoredSession | undefined> {
  return (await app.sessions.live(await serverTime(app))).find(({ shape }) => shape === wanted);
}

async function liveBase(app: App, request: KeptBaseRequest): Promise<FoundBase | undefined> {
  const session = await keptTrio(app, request.shape);
  if (session === undefined) return undefined;
  const now = await serverTime(app);
  const least =
    request.purpose === 'signing' ? CALLER_MARGIN_MS : leastLeft({}, session.durationSeconds);
  return session.credentials.expiration > now + least
    ? { credentials: session.credentials, session, isNew: false }
    : undefined;
}

async function fetchAndKeep(app: App, request: KeptBaseRequest): Promise<FoundBase> {
  const { base, shape } = request;
  const credentials = await request.fetch();
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  if (sessionToken === undefined || expiration === undefined) return { credentials, isNew: true };
  const now = await serverTime(app);
  if (expiration <= now) throw ended(base, expiration);
  const before = (await app.sessions.live(now)).find((session) => session.shape === shape);
  const session: StoredSession = {
    identity: sessionIdentity(shape, 0),
    shape,
    kind: 'base',
    source: base.kind,
    profile: base.profile,
    baseProfile: base.profile,
    asked: isAsked(request) || before?.asked === true,
    durationSeconds: Math.max(1, Math.round((expiration - now) / 1000)),
    createdAt: now,
    credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
  };
  await app.sessions.put(session, now);
  app.logger.info('base credentials kept', { profile: base.profile, source: base.kind });
  return { credentials, session, isNew: true };
}

function isAsked({ purpose, wish }: KeptBaseRequest): boolean {
  return purpose === 'handing-on' && wish.isForOthers !== true;
}

async function markAsked(app: App, found: FoundBase): Promise<FoundBase> {
  const { session } = found;
  if (session === undefined || session.asked === true) return found;
  const asked = { ...session, asked: true };
  await app.sessions.put(asked, await serverTime(app));
  return { ...found, session: asked };
}

function ended({ profile, at }: Base, expiration: number): RoleValetError {
  const place = at === undefined ? '' : `${at.path}, line ${at.line}: `;
  return new RoleValetError(
    'BASE_REFUSED',
    `${place}the temporary credentials of profile ${profile} ended at ${new Date(expiration).toISOString()}`,
    'Get new ones where these came from.',
  );
}
