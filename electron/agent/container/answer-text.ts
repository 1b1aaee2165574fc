import { EXIT_CODE_BY_ERROR, isRoleValetError } from '../../contract/errors.ts';
import { expirationText, requireTrio } from '../../core/outputs/env/trio.ts';
import { redact } from '../../core/redact.ts';
import type { ContainerCredentials } from './types.ts';

/** An answer on its way to a client. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds after which a retry makes sense; undefined where it needs more than time. */
  readonly retryAfter?: number;
}

/** Failures that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set([
  'LOCK_TIMEOUT',
  'NETWORK_TIMEOUT',
  'NETWORK_UNREACHABLE',
  'STS_THROTTLED',
  'STS_UNAVAILABLE',
  'TIME_LIMIT',
]);

/**
 * The trio as container-credentials endpoints give it. The token is called `Token` here, and the
 * JavaScript SDK takes an expiry with `Z` only
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 * Throws INTERNAL for an incomplete trio.
 */
export function credentialsAnswer(credentials: ContainerCredentials): HttpAnswer {
  requireTrio(credentials);
  const body = JSON.stringify({
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: expirationText(credentials.expiration),
    ...(credentials.accountId === undefined ? {} : { AccountId: credentials.accountId }),
  });
  return { status: 200, body };
}

/** The answer where no credentials are to be had. SDKs show it to whoever runs the program. */
export function problemAnswer(status: number, code: string, message: string): HttpAnswer {
  return { status, body: JSON.stringify({ Code: code, Message: message }) };
}

/** The answer while the work goes on behind the request. */
export function busyAnswer(): HttpAnswer {
  const message = 'Role Valet is still getting credentials; try again in a second';
  return { ...problemAnswer(503, 'CredentialsPending', message), retryAfter: 1 };
}

/**
 * A failure in the words of the person who can mend it, without secrets: 503 where time alone mends
 * it, 403 where a person is needed, 500 for a fault of ours.
 */
export function failureAnswer(error: unknown): HttpAnswer {
  if (!isRoleValetError(error) || error.code === 'INTERNAL') {
    const message = 'Role Valet failed; its log says why. Start the command again.';
    return problemAnswer(500, 'INTERNAL', message);
  }
  const message = redact(`${error.message}. ${error.hint}`);
  if (PASSING.has(error.code)) {
    return { ...problemAnswer(503, error.code, message), retryAfter: 2 };
  }
  return problemAnswer(EXIT_CODE_BY_ERROR[error.code] === 2 ? 400 : 403, error.code, message);
}
