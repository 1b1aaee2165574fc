import type { App, SessionWish } from '../app/app.ts';
import { iamPlace } from '../app/iam-place.ts';
import { keyEndpoint } from '../app/key-endpoint.ts';
import type { LoadedContext } from '../app/load-context.ts';
import { obtainSession, planFor } from '../app/obtain-session.ts';
import { readRemembered } from '../app/remembered.ts';
import { serverTime } from '../app/server-time.ts';
import type { IamCaller } from '../aws/iam/types.ts';
import type { StsCaller } from '../aws/sts/types.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { Chain } from '../chain/types.ts';
import type { LongTermKey } from '../credentials.ts';
import { requireKey } from '../keys/require-key.ts';
import { planShapes, sessionIdentity } from '../sessions/session-identity.ts';
import type { StoredSession } from '../sessions/types.ts';

/** Whose key is rotated, and where AWS is asked. */
export interface KeyOwner {
  readonly app: App;
  readonly context: LoadedContext;
  readonly profile: string;
  readonly wish: SessionWish;
}

/**
 * Who calls IAM for a base key: the MFA session of the base where it has a device, since policies
 * often want MFA for this, else the key itself. A session without MFA would be refused. Throws as
 * `obtainSession`.
 */
export async function iamCaller(owner: KeyOwner): Promise<IamCaller> {
  const { app, context, profile, wish } = owner;
  const place = iamPlace(context, profile);
  if (mfaChain(owner) !== undefined) {
    const { session } = await obtainSession(app, context, profile, { ...wish, isForOthers: true });
    return { ...place, credentials: session.credentials };
  }
  const key = await requireKey(app.keys, profile);
  return { ...place, credentials: keyOnly(key) };
}

/** The caller that asks STS who a key belongs to. */
export function stsCaller({ context, profile }: KeyOwner, key: LongTermKey): StsCaller {
  return { ...keyEndpoint(context, profile), credentials: keyOnly(key) };
}

/**
 * Puts the MFA sessions of the old key under the new one's name, so that a rotation costs no second
 * code. AWS lets them live to their end, whatever becomes of the key that made them
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access.html); if it
 * should refuse one, the next call that wants it drops it.
 */
export async function handSessionsOver(
  owner: KeyOwner,
  oldKeyId: string,
  newKeyId: string,
): Promise<void> {
  const { app, wish } = owner;
  const chain = mfaChain(owner);
  if (chain === undefined) {
    return;
  }
  const now = await serverTime(app);
  const live = await app.sessions.live(now);
  const remembered = await readRemembered(app);
  const plan = planFor(app, chain, wish, { live, remembered, baseIdentity: oldKeyId });
  const oldShape = planShapes(plan, oldKeyId)[0];
  const shape = planShapes(plan, newKeyId)[0];
  if (shape === undefined) {
    return;
  }
  for (const session of live.filter((one) => one.shape === oldShape)) {
    const moved: StoredSession = {
      ...session,
      shape,
      identity: sessionIdentity(shape, session.durationSeconds),
    };
    await app.sessions.put(moved, now);
  }
}

/** Takes away what was made for a key that is gone and can't be found by the new one. */
export async function dropSessionsOf(owner: KeyOwner, oldKeyId: string): Promise<void> {
  const { app, wish } = owner;
  const chain = mfaChain(owner);
  if (chain === undefined) {
    return;
  }
  const live = await app.sessions.live(await serverTime(app));
  const remembered = await readRemembered(app);
  const plan = planFor(app, chain, wish, { live, remembered, baseIdentity: oldKeyId });
  const oldShape = planShapes(plan, oldKeyId)[0];
  await app.sessions.remove(({ shape }) => shape === oldShape);
}

/** The base's own chain where it uses MFA; a role that has a key of its own name uses none here. */
function mfaChain({ context, profile }: KeyOwner): Chain | undefined {
  const chain = resolveChain(context, profile);
  return chain.mfa !== undefined && chain.hops.length === 0 ? chain : undefined;
}

function keyOnly({ accessKeyId, secretAccessKey }: LongTermKey): LongTermKey {
  return { accessKeyId, secretAccessKey };
}
