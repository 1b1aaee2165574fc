import type { AsyncEntry } from 'keytar';
import { RoleValetError } from '../contract/errors.ts';
import type { Keychain } from '../core/ports.ts';

/** A person may be looking for a password; a program that hangs for ever helps nobody. */
const TIME_LIMIT_MS = 60_000;

/** Pinned: without it the library would fall back to the kernel's keyring, which forgets at log-out. */
const PINNED = { linux: { store: 'secret-service' } } as const;

/**
 * The OS keychain under one service name: Keychain on macOS, Credential Manager on Windows, and on
 * Linux the Secret Service (GNOME Keyring, KWallet, KeePassXC), never another store. The only file
 * that knows the library. It is loaded on first use.
 */
export function nodeKeychain(service: string, platform: NodeJS.Platform): Keychain {
  const entry = async (account: string): Promise<AsyncEntry> => {
    const { AsyncEntry: Entry } = await import('keytar');
    return new Entry(service, account, PINNED);
  };
  const guarded = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await work(AbortSignal.timeout(TIME_LIMIT_MS));
    } catch (error) {
      throw explain(error, platform);
    }
  };
  return {
    get: (account) =>
      guarded(async (signal) => (await (await entry(account)).getPassword(signal)) ?? undefined),
    set: (account, value) =>
      guarded(async (signal) => (await entry(account)).setPassword(value, signal)),
    delete: (account) => guarded(async (signal) => (await entry(account)).deleteCredential(signal)),
    accounts: () =>
      guarded(async (signal) => {
        // Listing takes no pinned store, so a pinned entry first proves that the store is there.
        await entry('list');
        const { findCredentialsAsync } = await import('keytar');
        const found = await findCredentialsAsync(service, undefined, signal);
        return found.map(({ account }) => account).sort();
      }),
  };
}

/** Tells apart what a person can do about a failure. The library's texts hold no secret. */
function explain(error: unknown, platform: NodeJS.Platform): unknown {
  if (error instanceof RoleValetError || !(error instanceof Error)) {
    return error;
  }
  const text = error.message;
  const cause = { cause: error };
  if (/dismissed|locked|canceled|cancelled/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_LOCKED',
      `the keychain is locked, and was not unlocked (${firstLine(text)})`,
      'Unlock it (log in to the desktop, or open its own program) and try again.',
      cause,
    );
  }
  if (/denied|not allowed|refused access|-128|-25293/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_REFUSED',
      `the keychain refused access (${firstLine(text)})`,
      'Allow Role Valet in the keychain’s own program, then try again.',
      cause,
    );
  }
  if (/abort|timed? ?out/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_LOCKED',
      `the keychain did not answer within ${TIME_LIMIT_MS / 1000} s`,
      'Look for its password prompt, perhaps behind other windows, and try again.',
      cause,
    );
  }
  return new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    `the keychain can't be reached (${firstLine(text)})`,
    platform === 'linux'
      ? 'Install and start a Secret Service (gnome-keyring, KWallet or KeePassXC), or add --memory-only to keep sessions in memory for this run.'
      : 'Look at the keychain with its own program, or add --memory-only to keep sessions in memory for this run.',
    cause,
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
