import { RoleValetError } from '../../contract/errors.ts';
import { formatDuration } from '../chain/duration.ts';
import type { Base, Chain } from '../chain/types.ts';
import type { StoredSession } from '../sessions/types.ts';

/**
 * Seconds that a console session of a role may last
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html).
 */
const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;

/**
 * Refuses what AWS takes for no console: long-term keys, and trios of GetSessionToken
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html). A user's key
 * could get in by GetFederationToken, but only with a policy passed along, which no profile names.
 * Throws CONSOLE_NOT_POSSIBLE.
 */
export function requireConsoleSession(chain: Chain): void {
  const { profile } = chain;
  if (!opensConsole(chain)) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `${profile} is a base with a long-term key: AWS opens the console for no such key, nor for its MFA session`,
      'Pick a role that starts from it (role-valet roles lists them), or sign in to the console with the password.',
    );
  }
}

/** True where AWS opens the console with such credentials; `requireConsoleSession` says why not. */
export function opensConsole({ base, hops }: Chain): boolean {
  return hops.length > 0 || !isLongTerm(base);
}

/** Throws CONSOLE_NOT_POSSIBLE for a length, in seconds, that no console session may have. */
export function checkConsoleSeconds(seconds: number): void {
  if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `a console session can't last ${formatDuration(seconds)}: AWS allows ${formatDuration(LEAST_SECONDS)} to ${formatDuration(MOST_SECONDS)}`,
      'Ask for a length in between, or leave it out: then it lasts as long as the credentials.',
    );
  }
}

/**
 * True where AWS takes a length for the console session (`SessionDuration`) that is not the
 * credentials' own: only for a role that was assumed straight with a long-term key or a web
 * identity. For all others the same request fails
 * (https://repost.aws/knowledge-center/invalid-credentials-parameter).
 */
export function takesOwnLength(chain: Chain, session: Pick<StoredSession, 'mfaSerial'>): boolean {
  // With a device, a call that sent no code was signed with the MFA session.
  const byMfaSession = chain.mfa !== undefined && session.mfaSerial === undefined;
  return mayTakeOwnLength(chain) && !byMfaSession;
}

/**
 * The seconds to ask of the role's session itself, so that a console session can last `seconds`:
 * undefined where the console session takes a length of its own, or none was asked for.
 */
export function roleSecondsFor(chain: Chain, seconds: number | undefined): number | undefined {
  return mayTakeOwnLength(chain) && chain.mfa === undefined ? undefined : seconds;
}

function mayTakeOwnLength({ base, hops }: Chain): boolean {
  return (
    (hops.length === 1 && isLongTerm(base)) || (hops.length === 0 && base.kind === 'web-identity')
  );
}

function isLongTerm(base: Base): boolean {
  return base.kind === 'key' || (base.kind === 'environment' && base.hasSessionToken === false);
}
