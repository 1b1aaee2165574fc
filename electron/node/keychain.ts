import type { Keychain } from '../core/ports.ts';
import { explainKeychainError, keychainTimeLimit } from './keychain-errors.ts';
import { type KeychainLibrary, loadKeychainLibrary } from './keychain-library.ts';

/** A person may be looking for a password; a program that hangs for ever helps nobody. */
const TIME_LIMIT_MS = 60_000;

/** Pinned: without it the library would fall back to the kernel's keyring, which forgets at log-out. */
const PINNED = { linux: { store: 'secret-service' } } as const;

/**
 * The OS keychain under one service name: Keychain on macOS, Credential Manager on Windows, and on
 * Linux the Secret Service (GNOME Keyring, KWallet, KeePassXC), never another store. The only file
 * that uses the library. Throws the KEYCHAIN_ errors.
 *
 * After `timeLimitMs` (default 60,000) without an answer a call throws, but the library's thread
 * goes on waiting and holds the process: a program then ends by `endProcess`.
 */
export function nodeKeychain(
  service: string,
  platform: NodeJS.Platform,
  timeLimitMs = TIME_LIMIT_MS,
): Keychain {
  const guarded = async <T>(work: (library: KeychainLibrary) => Promise<T>): Promise<T> => {
    const library = await loadKeychainLibrary();
    try {
      return await withTimeLimit(timeLimitMs, work(library));
    } catch (error) {
      throw explainKeychainError(error, platform);
    }
  };
  // The constructor already asks the store, and throws where it is not there.
  return {
    get: (account) =>
      guarded(
        async ({ AsyncEntry }) =>
          (await new AsyncEntry(service, account, PINNED).getPassword()) ?? undefined,
      ),
    set: (account, value) =>
      guarded(async ({ AsyncEntry }) =>
        new AsyncEntry(service, account, PINNED).setPassword(value),
      ),
    delete: (account) =>
      guarded(async ({ AsyncEntry }) =>
        new AsyncEntry(service, account, PINNED).deleteCredential(),
      ),
    accounts: () =>
      guarded(async ({ AsyncEntry, findCredentialsAsync }) => {
        // Listing can't be pinned, so a pinned entry first proves that the store is there. (It was
        // tried: listing itself looks at the Secret Service only.)
        new AsyncEntry(service, 'list', PINNED);
        const found = await findCredentialsAsync(service);
        return found.map(({ account }) => account).sort();
      }),
  };
}

/**
 * The library takes an AbortSignal, but a call that waits for a prompt doesn't heed it: a signal of
 * 2 s was answered after 25 s. So the wait is given up here.
 */
async function withTimeLimit<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(keychainTimeLimit(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
