import { isRoleValetError } from '../../contract/errors.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { Base, Plan } from '../chain/types.ts';
import { planShapes } from '../sessions/session-identity.ts';
import type { App, SessionWish } from './app.ts';
import { CALLER_MARGIN_MS, longestLive } from './live-sessions.ts';
import type { LoadedContext } from './load-context.ts';
import { planFor } from './obtain-session.ts';
import { openBase } from './open-base.ts';
import { readRemembered } from './remembered.ts';
import { serverTime } from './server-time.ts';

/** A plan and which of its steps need no call, because their session is live. */
export interface PlanPreview {
  readonly plan: Plan;
  readonly liveSteps: readonly boolean[];
}

/** What an assume would do now. Makes no call, and works without keys: then nothing counts as live. */
export async function previewPlan(
  app: App,
  context: LoadedContext,
  profile: string,
  wish: SessionWish,
): Promise<PlanPreview> {
  const chain = resolveChain(context, profile);
  const identity = await knownIdentity(app, context, chain.base);
  const now = await serverTime(app);
  const live = identity === undefined ? [] : await app.sessions.live(now);
  const reader = { ask: async () => undefined };
  const remembered = await readRemembered(app);
  const known = { live, remembered, baseIdentity: identity ?? '' };
  const plan = planFor(app, chain, { prompt: reader, ...wish }, known);
  const shapes = planShapes(plan, identity ?? '');
  return {
    plan,
    liveSteps: shapes.map(
      (shape) => longestLive(live, shape, now + CALLER_MARGIN_MS) !== undefined,
    ),
  };
}

async function knownIdentity(
  app: App,
  context: LoadedContext,
  base: Base,
): Promise<string | undefined> {
  try {
    return (await openBase(app, context, base)).identity;
  } catch (error) {
    // A plan that no assume could run would be a false promise; a missing key or keychain is not one.
    const isAway =
      isRoleValetError(error) &&
      (error.code === 'BASE_KEY_MISSING' || error.code.startsWith('KEYCHAIN_'));
    if (isAway) {
      return undefined;
    }
    throw error;
  }
}
