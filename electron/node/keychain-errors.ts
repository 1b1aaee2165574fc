import { RoleValetError } from '../contract/errors.ts';

const MEMORY_ONLY = 'add --memory-only to keep sessions in memory for this run';

/**
 * Tells apart what a person can do about a failure of the keychain library: KEYCHAIN_LOCKED,
 * KEYCHAIN_REFUSED, else KEYCHAIN_UNAVAILABLE. The library has texts only, no codes; they hold no
 * secret. On Linux a prompt that was closed and one that no desktop could show have the same text.
 */
export function explainKeychainError(error: unknown, platform: NodeJS.Platform): unknown {
  if (error instanceof RoleValetError || !(error instanceof Error)) {
    return error;
  }
  const text = error.message.split('\n')[0] ?? '';
  const cause = { cause: error };
  // -25308 is macOS's "interaction is not allowed": locked, and no desktop to ask on.
  if (/prompt was dismissed|\b(Is)?locked\b|-25308|interaction is not allowed/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_LOCKED',
      `the keychain is locked, and was not unlocked (${text})`,
      'Unlock it (log in to the desktop, or open its own program) and try again.',
      cause,
    );
  }
  if (/denied|not allowed|refused access|cancell?ed|-128\b|-25293/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_REFUSED',
      `the keychain refused access (${text})`,
      'Allow Role Valet in the keychain’s own program, then try again.',
      cause,
    );
  }
  if (/did not receive a reply/i.test(text)) {
    return new RoleValetError(
      'KEYCHAIN_UNAVAILABLE',
      'the keychain’s service is there but does not answer',
      `Start it again (log out and in), or ${MEMORY_ONLY}.`,
      cause,
    );
  }
  return new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    `the keychain can't be reached (${text})`,
    platform === 'linux'
      ? `Install and start a Secret Service (gnome-keyring, KWallet or KeePassXC), or ${MEMORY_ONLY}.`
      : `Look at the keychain with its own program, or ${MEMORY_ONLY}.`,
    cause,
  );
}

/** KEYCHAIN_LOCKED for a prompt that nobody answered within `milliseconds`. */
export function keychainTimeLimit(milliseconds: number): RoleValetError {
  return new RoleValetError(
    'KEYCHAIN_LOCKED',
    `the keychain did not answer within ${milliseconds / 1000} s`,
    'Look for its password prompt, perhaps behind other windows, and try again.',
  );
}

/** KEYCHAIN_UNAVAILABLE where the library has no build for this system, or was not installed. */
export function keychainLibraryMissing(cause: unknown): RoleValetError {
  return new RoleValetError(
    'KEYCHAIN_UNAVAILABLE',
    `the part of Role Valet that talks to the keychain could not be loaded on ${process.platform} ${process.arch}`,
    `Install Role Valet again without leaving out optional packages, or ${MEMORY_ONLY}.`,
    { cause },
  );
}
