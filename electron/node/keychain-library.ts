import { createRequire } from 'node:module';
import { keychainLibraryMissing } from './keychain-errors.ts';

export type KeychainLibrary = typeof import('keytar');

/** How the library names its native parts, after system and processor. */
const NATIVE_SUFFIX: Partial<Record<NodeJS.Platform, string>> = {
  darwin: '',
  linux: '-gnu',
  win32: '-msvc',
};

/**
 * The keychain library, loaded on first use. Its native part is asked for by its own name first: the
 * JavaScript around it, which finds out whose C library the system has, takes four times as long as the
 * rest, and every AWS call of a user pays for it. On other systems that JavaScript finds what fits.
 * Throws KEYCHAIN_UNAVAILABLE where there is no build for this system, or it was not installed.
 */
export async function loadKeychainLibrary(): Promise<KeychainLibrary> {
  try {
    return nativePart(process.platform, process.arch) ?? (await import('keytar'));
  } catch (error) {
    throw keychainLibraryMissing(error);
  }
}

/** Undefined where there is none of that name, or one for another C library. */
function nativePart(platform: NodeJS.Platform, arch: string): KeychainLibrary | undefined {
  const suffix = NATIVE_SUFFIX[platform];
  if (suffix === undefined) return undefined;
  try {
    const load = createRequire(import.meta.url);
    return load(`@napi-rs/keyring-${platform}-${arch}${suffix}`) as KeychainLibrary;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') return undefined;
    throw error;
  }
}
