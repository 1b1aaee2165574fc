import type { LongTermKey } from '../core/credentials.ts';
import type { Random } from '../core/ports.ts';
import { type Identity, plainCaller } from './caller.ts';
import type { Organisation, User } from './organisation.ts';
import { randomAccessKeyId, randomSecretAccessKey } from './random-names.ts';

/** A long-term key as the server keeps it. */
export interface KeptAccessKey extends LongTermKey {
  readonly identity: Extract<Identity, { readonly kind: 'user' | 'root' }>;
  /** Epoch milliseconds, by the server's clock. */
  readonly createdAt: number;
  readonly active: boolean;
  /** How many calls with it are still refused because it is new. */
  readonly refusalsLeft: number;
  readonly lastUsed?: KeyUse;
}

/** The last call that a key signed. */
export interface KeyUse {
  /** Epoch milliseconds, by the server's clock. */
  readonly at: number;
  readonly region: string;
  readonly service: string;
}

/** The long-term keys: those that the organisation began with, and what calls of IAM made of them. */
export interface AccessKeys {
  find(accessKeyId: string): KeptAccessKey | undefined;
  /** The user's keys, the oldest first. */
  ofUser(userArn: string): readonly KeptAccessKey[];
  create(user: User, at: number, refusals: number): KeptAccessKey;
  change(accessKeyId: string, change: Partial<KeptAccessKey>): void;
  remove(accessKeyId: string): void;
}

/** How old the organisation's own keys are when it starts, milliseconds: old enough to be rotated. */
const FIRST_AGE_MS = 200 * 24 * 3_600_000;

/** The keys of an organisation that starts at `now` (epoch milliseconds). */
export function makeAccessKeys(
  { users, accounts }: Organisation,
  random: Random,
  now: number,
): AccessKeys {
  const keys = new Map<string, KeptAccessKey>();
  const first = { createdAt: now - FIRST_AGE_MS, refusalsLeft: 0 };
  for (const user of users) {
    for (const key of user.keys) {
      keys.set(key.accessKeyId, { ...key, ...first, identity: { kind: 'user', user } });
    }
  }
  for (const account of accounts) {
    for (const key of account.rootKeys ?? []) {
      keys.set(key.accessKeyId, { ...key, ...first, identity: { kind: 'root', account } });
    }
  }
  return {
    find: (accessKeyId) => keys.get(accessKeyId),
    ofUser: (userArn) =>
      [...keys.values()].filter(
        ({ identity }) => identity.kind === 'user' && identity.user.arn === userArn,
      ),
    create(user, at, refusals) {
      const key: KeptAccessKey = {
        accessKeyId: randomAccessKeyId(random, 'AKIA'),
        secretAccessKey: randomSecretAccessKey(random),
        identity: { kind: 'user', user },
        createdAt: at,
        active: true,
        refusalsLeft: refusals,
      };
      keys.set(key.accessKeyId, key);
      return key;
    },
    change(accessKeyId, change) {
      const key = keys.get(accessKeyId);
      if (key !== undefined) {
        keys.set(accessKeyId, { ...key, ...change });
      }
    },
    remove: (accessKeyId) => {
      keys.delete(accessKeyId);
    },
  };
}

/** The bearer of a long-term key. */
export function bearerOf({ identity }: KeptAccessKey): ReturnType<typeof plainCaller> {
  return plainCaller(identity, 'long-term');
}
