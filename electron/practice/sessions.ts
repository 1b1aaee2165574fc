import type { Random } from '../core/ports.ts';
import type { Caller } from './caller.ts';
import { randomAccessKeyId, randomSecretAccessKey, randomSessionToken } from './random-names.ts';
import type { ResultElements } from './wire/answer-text.ts';

/** A trio that the server gave out, and who its bearer is. */
export interface IssuedSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds, by the server's clock. */
  readonly expiration: number;
  readonly caller: Caller;
}

/** Every session that was ever given out: an expired one is known as expired, not unknown. */
export interface SessionStore {
  issue(caller: Caller, expiration: number): IssuedSession;
  find(accessKeyId: string): IssuedSession | undefined;
}

/** An empty store. */
export function makeSessions(random: Random): SessionStore {
  const sessions = new Map<string, IssuedSession>();
  return {
    issue(caller, expiration) {
      const session: IssuedSession = {
        accessKeyId: randomAccessKeyId(random, 'ASIA'),
        secretAccessKey: randomSecretAccessKey(random),
        sessionToken: randomSessionToken(random),
        expiration,
        caller,
      };
      sessions.set(session.accessKeyId, session);
      return session;
    },
    find: (accessKeyId) => sessions.get(accessKeyId),
  };
}

/** The `Credentials` element of an answer. */
export function credentialsElement(session: IssuedSession): ResultElements {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expiration),
  };
}
