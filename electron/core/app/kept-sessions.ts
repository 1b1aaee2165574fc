import { type ErrorValue, isRoleValetError } from '../../contract/errors.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';

/** Live sessions, or why they can't be read. */
export interface KeptSessions {
  readonly live: readonly StoredSession[];
  /** Set where the keychain that holds their key could not be read. */
  readonly problem?: ErrorValue;
}

/**
 * The sessions that are live at `now` (epoch milliseconds). Lists and `stop` must work without a
 * keychain too: what can't be opened then counts as not there, with the reason.
 */
export async function keptSessions(app: Pick<App, 'sessions'>, now: number): Promise<KeptSessions> {
  try {
    return { live: await app.sessions.live(now) };
  } catch (error) {
    const isKeychain = isRoleValetError(
      error,
      'KEYCHAIN_UNAVAILABLE',
      'KEYCHAIN_LOCKED',
      'KEYCHAIN_REFUSED',
      'KEYCHAIN_ITEM_DAMAGED',
    );
    if (isKeychain) {
      return { live: [], problem: error.toValue() };
    }
    throw error;
  }
}
