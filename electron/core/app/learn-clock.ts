import { isRoleValetError } from '../../contract/errors.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { keptSessions } from './kept-sessions.ts';
import { keyEndpoint } from './key-endpoint.ts';
import { remember, withClockOffset, withoutClockOffset } from './remembered.ts';

/**
 * Asks AWS for the time, after the machine's clock moved in a way that the passing of time does not
 * explain: it was set, or the machine slept. GetCallerIdentity costs nothing and needs no
 * permission, and an answer that refuses an expired session tells the time as well. Where nothing is
 * kept there is nothing to judge by the time, and no call is made. Until there is an answer, what an
 * earlier one said of the old clock counts no longer, but what other processes found out does.
 */
export async function learnClock(app: App, context: ChainContext): Promise<void> {
  app.sts.forgetClock();
  const { live } = await keptSessions(app, 0);
  const [session] = [...live].sort((a, b) => b.credentials.expiration - a.credentials.expiration);
  if (session === undefined) {
    return;
  }
  try {
    await app.sts.getCallerIdentity({
      ...callPlace(context, session),
      credentials: session.credentials,
    });
  } catch (error) {
    if (!isRoleValetError(error)) {
      throw error;
    }
    app.logger.info('AWS was asked for the time', { answer: error.code });
    if (!isRoleValetError(error, 'STS_EXPIRED_TOKEN', 'STS_KEY_INVALID')) {
      return;
    }
  }
  const offset = app.sts.clockOffset();
  await remember(app, (before) =>
    offset === 0 ? withoutClockOffset(before) : withClockOffset(before, offset),
  );
}

function callPlace(context: ChainContext, session: StoredSession) {
  const { base, hops } = resolveChain(context, session.profile);
  // A base that gives a trio of its own calls nothing; its region's STS knows the time as well.
  const place = hops.at(-1) ?? base.getSessionToken ?? keyEndpoint(context, session.profile);
  const { region, endpoint, caBundle } = place;
  return { region, endpoint, ...(caBundle === undefined ? {} : { caBundle }) };
}
