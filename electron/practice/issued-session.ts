import type { Random } from '../core/ports.ts';
import type { AccessKey, Organisation } from './organisation.ts';
import type { PolicyDocument, Principal } from './policy.ts';
import type { Signature } from './signature.ts';
import { StsFault } from './sts-fault.ts';

/** Temporary credentials that this STS gave out. */
export interface IssuedSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly kind: 'role' | 'user' | 'federated';
  readonly principal: Principal;
  readonly userId: string;
  readonly policies: readonly PolicyDocument[];
  /** When MFA was proven, epoch milliseconds. Role sessions carry no MFA context. */
  readonly mfaAt?: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

/** Who signed a request. */
export interface Caller {
  readonly kind: 'root' | 'user' | 'role' | 'user-session' | 'federated';
  readonly principal: Principal;
  readonly userId: string;
  readonly secretAccessKey: string;
  readonly policies: readonly PolicyDocument[];
  readonly session?: IssuedSession;
}

/** All sessions given out, and the long-term keys behind them. In memory only. */
export class CredentialRegistry {
  readonly #organisation: Organisation;
  readonly #random: Random;
  readonly #issued = new Map<string, IssuedSession>();

  constructor(organisation: Organisation, random: Random) {
    this.#organisation = organisation;
    this.#random = random;
  }

  /** Makes and keeps a new trio. */
  issue(session: Omit<IssuedSession, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>): IssuedSession {
    const made = {
      ...session,
      accessKeyId: `ASIA${this.#letters(16)}`,
      secretAccessKey: Buffer.from(this.#random.bytes(30)).toString('base64'),
      // Long, with all of base64's characters and padding, as real tokens are.
      sessionToken: `IQoJb3JpZ2luX2Vj//+${Buffer.from(this.#random.bytes(256)).toString('base64')}`,
    };
    this.#issued.set(made.accessKeyId, made);
    return made;
  }

  /**
   * Who a key id and token belong to. Throws InvalidClientTokenId for all that does not fit and
   * ExpiredToken for a trio that is over, as STS does.
   */
  callerOf(signature: Signature, token: string | undefined, now: number): Caller {
    const session = this.#issued.get(signature.accessKeyId);
    if (session !== undefined) {
      if (token !== session.sessionToken) throw invalidToken();
      if (session.expiration <= now) {
        throw new StsFault('ExpiredToken', 403, 'The security token included in the request is expired');
      }
      const { principal, userId, secretAccessKey, policies } = session;
      const kind = session.kind === 'user' ? 'user-session' : session.kind;
      return { kind, principal, userId, secretAccessKey, policies, session };
    }
    for (const user of this.#organisation.users) {
      const key = user.keys.find(({ accessKeyId }) => accessKeyId === signature.accessKeyId);
      if (key !== undefined && key.active && token === undefined) {
        return userCaller(user, key);
      }
    }
    throw invalidToken();
  }

  #letters(count: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    return Array.from(this.#random.bytes(count), (byte) => alphabet.charAt(byte % 32)).join('');
  }
}

function userCaller(user: Organisation['users'][number], key: AccessKey): Caller {
  return {
    kind: user.arn.endsWith(':root') ? 'root' : 'user',
    principal: { arn: user.arn, identityArn: user.arn, accountId: user.accountId },
    userId: user.userId,
    secretAccessKey: key.secretAccessKey,
    policies: user.policies,
  };
}

function invalidToken(): StsFault {
  return new StsFault('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
}
