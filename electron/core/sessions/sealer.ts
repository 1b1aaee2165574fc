import { createCipheriv, createDecipheriv } from 'node:crypto';
import { RoleValetError } from '../../contract/errors.ts';
import type { Keychain, Locks, Random } from '../ports.ts';
import type { Sealer } from '../sealing.ts';

const ACCOUNT = 'cache-key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of every box, so that a later format can be told apart. */
const VERSION = 1;

/**
 * Seals with a random key that the keychain keeps as `cache-key`; it is made on first use, under a
 * lock, so that two processes that start together agree on one. Throws the KEYCHAIN_ errors.
 */
export function keychainSealer(keychain: Keychain, random: Random, locks: Locks): Sealer {
  let key: Promise<Uint8Array> | undefined;
  const sealingKey = (): Promise<Uint8Array> => {
    key ??= cacheKey(keychain, random, locks).catch((error: unknown) => {
      // A locked keychain may be unlocked later: the next call asks again.
      key = undefined;
      throw error;
    });
    return key;
  };
  return {
    seal: async (purpose, plain) => seal(await sealingKey(), random, purpose, plain),
    open: async (purpose, sealed) => open(await sealingKey(), purpose, sealed),
  };
}

async function cacheKey(keychain: Keychain, random: Random, locks: Locks): Promise<Uint8Array> {
  const known = await keychain.get(ACCOUNT);
  if (known !== undefined) {
    return decodeKey(known);
  }
  return locks.withLock(ACCOUNT, async () => {
    const other = await keychain.get(ACCOUNT);
    if (other !== undefined) {
      return decodeKey(other);
    }
    const made = random.bytes(KEY_BYTES);
    await keychain.set(ACCOUNT, Buffer.from(made).toString('base64'));
    // What is kept is what later processes will use: nothing may be sealed with another key.
    const kept = await keychain.get(ACCOUNT);
    if (kept === undefined) {
      throw new RoleValetError(
        'KEYCHAIN_REFUSED',
        'the keychain did not keep the item cache-key',
        'Look at the keychain with its own program, or add --memory-only.',
      );
    }
    return decodeKey(kept);
  });
}

function decodeKey(text: string): Uint8Array {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new RoleValetError(
      'KEYCHAIN_ITEM_DAMAGED',
      'the keychain’s item cache-key is not one that Role Valet wrote',
      'Delete the item cache-key of Role Valet in the keychain; kept sessions are then made anew.',
    );
  }
  return key;
}

function seal(
  key: Uint8Array,
  random: Random,
  purpose: string,
  plain: Uint8Array | readonly Uint8Array[],
): Uint8Array {
  const parts = plain instanceof Uint8Array ? [plain] : plain;
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(purpose));
  const body = [...parts.map((part) => cipher.update(part)), cipher.final()];
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), ...body]);
}

function open(key: Uint8Array, purpose: string, sealed: Uint8Array): Uint8Array | undefined {
  const box = Buffer.from(sealed);
  const bodyAt = 1 + NONCE_BYTES + TAG_BYTES;
  if (box.length < bodyAt || box[0] !== VERSION) {
    return undefined;
  }
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + NONCE_BYTES));
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(box.subarray(1 + NONCE_BYTES, bodyAt));
  const body = decipher.update(box.subarray(bodyAt));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // final() fails for one reason only: the tag does not fit, so this is not our box.
    return undefined;
  }
}
