import { isRoleValetError } from '../../../contract/errors.ts';
import type { Clock } from '../../ports.ts';
import { signInRequired } from './sign-in-errors.ts';
import { readTokenFile, type TokenFile, tokenFilePath, writeTokenFile } from './token-file.ts';
import type { SignInParts, SsoSettings, SsoToken } from './types.ts';

/** A token that the portal takes; `expiresAt` in epoch milliseconds. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** How a sign-in stands. Times are epoch milliseconds. */
export type SignInState =
  | { readonly state: 'signed-in'; readonly expiresAt: number; readonly isRefreshable: boolean }
  /** The token has ended, and the next use renews it without a person. */
  | { readonly state: 'refreshable'; readonly expiredAt: number }
  | {
      readonly state: 'signed-out';
      readonly reason: 'missing' | 'damaged' | 'expired';
      readonly expiredAt?: number;
    };

/** A token that ends sooner than this is renewed rather than used, milliseconds. */
export const REFRESH_BEFORE_END_MS = 5 * 60_000;

/** How the sign-in stands now; makes no call. Throws FILE_UNREADABLE. */
export async function readSignIn(parts: SignInParts, settings: SsoSettings): Promise<SignInState> {
  const file = await readFile(parts, settings);
  if (file.state !== 'found') return { state: 'signed-out', reason: file.state };
  const { token } = file;
  const isRefreshable = refreshOf(token, parts.clock) !== undefined;
  if (token.expiresAt > parts.clock.now()) {
    return { state: 'signed-in', expiresAt: token.expiresAt, isRefreshable };
  }
  return isRefreshable
    ? { state: 'refreshable', expiredAt: token.expiresAt }
    : { state: 'signed-out', reason: 'expired', expiredAt: token.expiresAt };
}

/**
 * The token of this sign-in, renewed first where it ends within 5 minutes and can be. Throws
 * SIGN_IN_REQUIRED where a person must sign in, FILE_UNREADABLE for the cache, and where it has ended
 * the NETWORK_ errors if nobody could be asked for a new one, and LOCK_TIMEOUT or FILE_UNWRITABLE if no
 * lock could be had.
 */
export async function accessTokenFor(
  parts: SignInParts,
  settings: SsoSettings,
): Promise<AccessToken> {
  const file = await readFile(parts, settings);
  if (file.state === 'found' && isFresh(file.token, parts.clock)) return answer(file.token);
  return refreshSignIn(parts, settings);
}

/**
 * Renews the token with its refresh token, once for all who ask at the same time, in other processes
 * too. A token that another one has renewed meanwhile is taken as it is; one that can't be renewed is
 * given while it lasts. A new one is given even if it can't be kept, since its refresh token is spent.
 * Throws as `accessTokenFor` does.
 */
export function refreshSignIn(parts: SignInParts, settings: SsoSettings): Promise<AccessToken> {
  const path = tokenFilePath(parts.signIn.cachePath, settings);
  return parts.flights.run(`sso-token ${path}`, async () => {
    // A missing file needs no lock, which would make the folder for it.
    const before = await readFile(parts, settings);
    if (before.state !== 'found') throw signInRequired(settings, before.state);
    try {
      return await parts.locks.withFileLock(path, () => refreshLocked(parts, settings));
    } catch (error) {
      const hasNoLock = isRoleValetError(error, 'LOCK_TIMEOUT', 'FILE_UNWRITABLE');
      if (!hasNoLock || before.token.expiresAt <= parts.clock.now()) throw error;
      parts.logger.warn('a sign-in could not be renewed yet', { reason: error.message });
      return answer(before.token);
    }
  });
}

async function refreshLocked(parts: SignInParts, settings: SsoSettings): Promise<AccessToken> {
  const { clock } = parts;
  const file = await readFile(parts, settings);
  if (file.state !== 'found') throw signInRequired(settings, file.state);
  const { token } = file;
  if (isFresh(token, clock)) return answer(token);
  const refresh = refreshOf(token, clock);
  if (refresh === undefined) return whileItLasts(settings, token, clock);
  try {
    const granted = await parts.signIn.oidc.createToken(settings, refresh.client, {
      type: 'refresh',
      refreshToken: refresh.refreshToken,
    });
    if ('refused' in granted) return await afterRefusal(parts, settings, token, granted.refused);
    // The service may keep the refresh token that it was given.
    const renewed: SsoToken = { ...token, ...granted };
    await keep(parts, settings, renewed);
    return answer(renewed);
  } catch (error) {
    const isPassing = isRoleValetError(
      error,
      'NETWORK_UNREACHABLE',
      'NETWORK_TIMEOUT',
      'NETWORK_TLS',
      'BASE_UNAVAILABLE',
      'SIGN_IN_REFUSED',
    );
    if (isPassing && token.expiresAt > clock.now()) return answer(token);
    throw error;
  }
}

/** Refusals after which this refresh token will never be taken again. */
const FINAL: ReadonlySet<string> = new Set([
  'invalid_grant',
  'expired_token',
  'invalid_client',
  'unauthorized_client',
]);

/**
 * The AWS CLI knows no lock of ours: what it renewed first makes our refresh token void. Else the
 * void one is taken out of the file, so that nobody asks with it again.
 */
async function afterRefusal(
  parts: SignInParts,
  settings: SsoSettings,
  asked: SsoToken,
  refused: string,
): Promise<AccessToken> {
  const file = await readFile(parts, settings);
  if (file.state !== 'found') throw signInRequired(settings, file.state);
  const { token } = file;
  if (token.refreshToken === asked.refreshToken && FINAL.has(refused)) {
    const { refreshToken: _void, ...rest } = token;
    await keep(parts, settings, rest);
  }
  return whileItLasts(settings, token, parts.clock);
}

/** Writes the token file. Where it can't be written the token is as good, until the next renewal. */
async function keep(parts: SignInParts, settings: SsoSettings, token: SsoToken): Promise<void> {
  try {
    await writeTokenFile(parts.files, parts.signIn.cachePath, settings, token);
  } catch (error) {
    if (!isRoleValetError(error)) throw error;
    parts.logger.warn('a sign-in could not be kept', { reason: error.message });
  }
}

function whileItLasts(settings: SsoSettings, token: SsoToken, clock: Clock): AccessToken {
  if (token.expiresAt > clock.now()) return answer(token);
  throw signInRequired(settings, 'expired');
}

/** What a renewal takes, where the token has all of it and the client is still registered. */
function refreshOf(token: SsoToken, clock: Clock) {
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = token;
  const isKnown = registrationExpiresAt === undefined || registrationExpiresAt > clock.now();
  return refreshToken && clientId && clientSecret && isKnown
    ? { refreshToken, client: { clientId, clientSecret } }
    : undefined;
}

function isFresh(token: SsoToken, clock: Clock): boolean {
  return token.expiresAt - clock.now() > REFRESH_BEFORE_END_MS;
}

function answer({ accessToken, expiresAt }: SsoToken): AccessToken {
  return { token: accessToken, expiresAt };
}

function readFile(parts: SignInParts, settings: SsoSettings): Promise<TokenFile> {
  return readTokenFile(parts.files, parts.clock, parts.signIn.cachePath, settings);
}
