import type { ContainerCredentials } from '../agent/container/types.ts';
import { isRoleValetError, RoleValetError } from '../contract/errors.ts';
import type { SessionWish } from '../core/app/app.ts';
import { obtainSession } from '../core/app/obtain-session.ts';
import type { Clock } from '../core/ports.ts';
import { redact } from '../core/redact.ts';
import type { HandedOut, ObtainedRole } from './obtain-role.ts';

/** Credentials of a role for as long as its command runs. */
export interface RenewingCredentials {
  /** What was obtained at the start. */
  readonly first: ContainerCredentials;
  /** New ones, or the last ones while nothing better can be had. Asks nobody. */
  readonly credentials: () => Promise<ContainerCredentials>;
  /** AWS's time, as the last answer taught it. */
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Renews what was obtained. The person was asked at the start; a code that is needed later is told
 * by one line (`tell`), and whoever asks meanwhile gets the failure. Once the person has assumed the
 * role elsewhere, the next request finds that session.
 */
export function renewingCredentials(
  { app, context, obtained }: ObtainedRole,
  wish: SessionWish,
  tell: (line: string) => void,
): RenewingCredentials {
  const { profile } = obtained.chain;
  const known = new Set(obtained.warnings);
  let offsetMs = obtained.now - app.clock.now();
  let keyId = obtained.session.credentials.accessKeyId;
  let isTold = false;
  const tellOnce = (line: string): void => {
    if (!isTold) tell(line);
    isTold = true;
  };

  const renew = async (): Promise<HandedOut> => {
    try {
      return await obtainSession(app, context, profile, renewalWish(obtained, wish));
    } catch (error) {
      const failure = app.sealer === undefined ? withLocalHint(error) : error;
      const text = isRoleValetError(failure)
        ? `${failure.message} (${failure.code}). ${failure.hint}`
        : 'unexpected; see the log';
      tellOnce(`role-valet: ${profile} could not be renewed: ${redact(text)}`);
      throw failure;
    }
  };

  return {
    first: withAccount(obtained),
    clock: { now: () => app.clock.now() + offsetMs },
    credentials: async () => {
      const got = await renew();
      offsetMs = got.now - app.clock.now();
      const { credentials } = got.session;
      const news = got.warnings.filter((warning) => !known.has(warning));
      if (credentials.accessKeyId !== keyId) {
        keyId = credentials.accessKeyId;
        isTold = false;
        for (const warning of news) {
          known.add(warning);
          tell(`note: ${warning}`);
        }
      } else if (news.length > 0) {
        // The same trio again: it is near its end, and the last sentence says why it stays.
        tellOnce(`note: ${profile}: ${news.at(-1)}`);
      }
      return withAccount(got);
    },
  };
}

function withAccount({ session, chain }: HandedOut): ContainerCredentials {
  const accountId = chain.hops.at(-1)?.accountId;
  return { ...session.credentials, ...(accountId === undefined ? {} : { accountId }) };
}

/**
 * What is asked for from now on. A length that took a code can't be had again without one: then a
 * live MFA session serves, an hour at a time, or what the person has assumed anew meanwhile.
 */
function renewalWish({ session }: HandedOut, wish: SessionWish): SessionWish {
  const { prompt: _, mfaCode: __, ...quiet } = wish;
  if (session.mfaSerial === undefined) {
    return quiet;
  }
  const { requestedSeconds: ___, ...any } = quiet;
  return any;
}

/** Without a keychain no other process can help: sessions are in this one's memory. */
function withLocalHint(error: unknown): unknown {
  return isRoleValetError(error, 'MFA_REQUIRED')
    ? new RoleValetError(error.code, error.message, 'End the command and start it again.', {
        cause: error,
      })
    : error;
}
