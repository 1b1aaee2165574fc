import type { ErrorCode } from '../../../contract/errors.ts';

/**
 * What a failed renewal calls for. `retry`: it passes by itself. `ask`: a person must give a code.
 * `fix`: something must be changed, in the files, the keychain or at AWS. `stop`: there is nothing
 * left to renew.
 */
export type RetryClass = 'retry' | 'ask' | 'fix' | 'stop';

const PASSING: ReadonlySet<ErrorCode> = new Set([
  'NETWORK_UNREACHABLE',
  'NETWORK_TIMEOUT',
  'NETWORK_TLS',
  'STS_UNAVAILABLE',
  'STS_THROTTLED',
  'STS_BAD_RESPONSE',
  'STS_CLOCK_SKEW',
  'BASE_UNAVAILABLE',
  'LOCK_TIMEOUT',
  'TIME_LIMIT',
  // Another program is at the credentials file, or it did not fit on the disk for now.
  'FILE_UNSTABLE',
  'FILE_CHANGED',
  'DISK_FULL',
  // A keychain that is locked or not there yet is often back after a log-in.
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_UNAVAILABLE',
] satisfies ErrorCode[]);

const WANTS_CODE: ReadonlySet<ErrorCode> = new Set([
  'MFA_REQUIRED',
  'MFA_CODE_INVALID',
  'MFA_CODE_SPENT',
  'SIGN_IN_REQUIRED',
] satisfies ErrorCode[]);

const OVER: ReadonlySet<ErrorCode> = new Set([
  'ROLE_NOT_FOUND',
  'TARGET_TAKEN_OVER',
] satisfies ErrorCode[]);

/** What a failure of a renewal calls for. Whatever is not known to pass is to be fixed. */
export function retryClass(code: ErrorCode): RetryClass {
  if (PASSING.has(code)) return 'retry';
  if (WANTS_CODE.has(code)) return 'ask';
  return OVER.has(code) ? 'stop' : 'fix';
}
