import { createHash } from 'node:crypto';
import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import { readSignIn } from '../aws/sign-in/access-token.ts';
import { signInByCode } from '../aws/sign-in/code-flow.ts';
import { signInByDevice } from '../aws/sign-in/device-flow.ts';
import { settledBefore } from '../aws/sign-in/settled-before.ts';
import { signInCancelled, signInTimedOut } from '../aws/sign-in/sign-in-errors.ts';
import type { SignInPage } from '../aws/sign-in/sign-in-page.ts';
import { ssoSettings } from '../aws/sign-in/sso-settings.ts';
import { tokenFilePath, writeTokenFile } from '../aws/sign-in/token-file.ts';
import type { SignInParts, SsoSettings } from '../aws/sign-in/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { resolveChain } from '../chain/resolve-chain.ts';

/** How a person signs in. */
export interface SignInManner {
  readonly page: SignInPage;
  /** The person gives up. */
  readonly signal: AbortSignal;
  /** True for a code to confirm in any browser; always so for the older form without a session. */
  readonly byDevice: boolean;
  /** How long the person may take, milliseconds. Default: 10 minutes, as long as AWS's codes last. */
  readonly limitMs?: number;
}

/** A sign-in that stands. */
export interface SignedIn {
  readonly settings: SsoSettings;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** True where it is renewed without a person until AWS ends the session. */
  readonly isRefreshable: boolean;
}

const LIMIT_MS = 10 * 60_000;

/**
 * The sign-in that the chain of `profile` starts from. Throws USAGE where it starts from something
 * else, and what `resolveChain` and `ssoSettings` throw.
 */
export function signInOf(context: ChainContext, profile: string): SsoSettings {
  const { base } = resolveChain(context, profile);
  if (base.kind === 'sso') return ssoSettings(context.config, base.profile, context.environment);
  if (base.kind === 'login') {
    throw new RoleValetError(
      'USAGE',
      `${profile} starts from an aws login session, which only the AWS CLI makes`,
      `Run: aws login --profile ${base.profile}`,
    );
  }
  throw new RoleValetError(
    'USAGE',
    `${profile} starts from ${base.profile}, which needs no sign-in: it names no sso_session and no sso_start_url`,
    `See what it takes with: role-valet plan ${profile}`,
  );
}

/**
 * Signs in to IAM Identity Center and keeps the token where the AWS CLI and the SDKs find it. One
 * sign-in per session at a time: whoever asks meanwhile, here or in another process, is told that it
 * waits, may give up by itself, and gets the result; where there is none it has its own turn.
 *
 * Throws SIGN_IN_REFUSED, DECLINED where the person gave up, TIME_LIMIT where nobody answered, the
 * NETWORK_ errors, and FILE_UNREADABLE or FILE_UNWRITABLE for the cache. Then nothing has changed but
 * the registration of our client.
 */
export async function signIn(
  parts: SignInParts,
  settings: SsoSettings,
  manner: SignInManner,
): Promise<SignedIn> {
  const limitMs = manner.limitMs ?? LIMIT_MS;
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([manner.signal, limit]);
  try {
    return await inTurn(parts, settings, { ...manner, signal });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    throw manner.signal.aborted
      ? signInCancelled()
      : signInTimedOut(settings, Math.round(limitMs / 60_000));
  }
}

/** Waits for somebody else's sign-in, which then counts, or runs our own. */
async function inTurn(
  parts: SignInParts,
  settings: SsoSettings,
  manner: SignInManner,
): Promise<SignedIn> {
  const { signal } = manner;
  const before = await readSignIn(parts, settings);
  const hash = createHash('sha256').update(tokenFilePath(parts.signIn.cachePath, settings));
  const name = `sign-in-${hash.digest('hex').slice(0, 32)}`;
  let isStarted = false;
  const attempt = (timeoutMs: number, work: () => Promise<SignedIn>) =>
    parts.locks.withLock(
      name,
      () => {
        isStarted = true;
        return work();
      },
      timeoutMs,
    );

  try {
    return await attempt(0, () => runFlow(parts, settings, manner));
  } catch (error) {
    if (isStarted || !isRoleValetError(error, 'LOCK_TIMEOUT')) throw error;
  }
  manner.page.waitForOther();
  const turn = attempt(manner.limitMs ?? LIMIT_MS, async () => {
    signal.throwIfAborted();
    const now = await readSignIn(parts, settings);
    const isNew = now.state === 'signed-in' && now.expiresAt !== endOf(before);
    return isNew ? { settings, ...now } : runFlow(parts, settings, manner);
  });
  try {
    return await settledBefore(turn, signal);
  } catch (error) {
    // What has begun tidies up before it ends.
    if (isStarted) return turn;
    throw error;
  }
}

async function runFlow(
  parts: SignInParts,
  settings: SsoSettings,
  { byDevice, page, signal }: SignInManner,
): Promise<SignedIn> {
  const flow = byDevice || settings.sessionName === undefined ? signInByDevice : signInByCode;
  const { token, registration } = await flow(parts, settings, page, signal);
  const path = tokenFilePath(parts.signIn.cachePath, settings);
  const { clientId, clientSecret, expiresAt: registrationExpiresAt } = registration;
  await parts.locks.withFileLock(path, () =>
    writeTokenFile(parts.files, parts.signIn.cachePath, settings, {
      ...token,
      clientId,
      clientSecret,
      registrationExpiresAt,
    }),
  );
  return {
    settings,
    expiresAt: token.expiresAt,
    isRefreshable: token.refreshToken !== undefined,
  };
}

function endOf(state: Awaited<ReturnType<typeof readSignIn>>): number | undefined {
  return state.state === 'signed-in' ? state.expiresAt : undefined;
}
