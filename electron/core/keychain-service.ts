import { createHash } from 'node:crypto';

/**
 * The keychain's service name for a home. Only the usual home uses the plain name, so that practice,
 * tours and tests can never touch a real key. Both paths are real paths, behind all links.
 */
export function keychainService(realHome: string, realUsualHome: string): string {
  if (realHome === realUsualHome) {
    return 'role-valet';
  }
  const digest = createHash('sha256').update(realHome).digest('hex');
  return `role-valet:${digest.slice(0, 12)}`;
}
