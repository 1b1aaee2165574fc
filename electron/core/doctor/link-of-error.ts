import type { ErrorCode } from '../../contract/errors.ts';
import type { LinkName } from './walk-chain.ts';

const LINKS: Readonly<Partial<Record<ErrorCode, LinkName>>> = {
  BASE_KEY_MISSING: 'key',
  BASE_UNSUPPORTED: 'key',
  BASE_REFUSED: 'key',
  BASE_UNAVAILABLE: 'key',
  SIGN_IN_REQUIRED: 'key',
  KEYCHAIN_UNAVAILABLE: 'key',
  KEYCHAIN_LOCKED: 'key',
  KEYCHAIN_REFUSED: 'key',
  KEYCHAIN_ITEM_DAMAGED: 'key',
  STS_KEY_INVALID: 'key-active',
  STS_SIGNATURE_MISMATCH: 'key-active',
  STS_EXPIRED_TOKEN: 'key-active',
  STS_CLOCK_SKEW: 'clock',
  STS_REGION_DISABLED: 'region',
  STS_OPT_IN_REQUIRED: 'region',
  NETWORK_UNREACHABLE: 'region',
  NETWORK_TIMEOUT: 'region',
  NETWORK_TLS: 'region',
  ENDPOINT_REFUSED: 'region',
  MFA_REQUIRED: 'mfa',
  MFA_CODE_INVALID: 'mfa',
  MFA_CODE_SPENT: 'mfa',
  STS_MFA_DEVICE_INVALID: 'mfa',
  STS_ACCESS_DENIED: 'permission',
  STS_CALLER_NOT_ALLOWED: 'permission',
  STS_MAX_SESSION_DURATION: 'duration',
  STS_CHAINING_LIMIT: 'duration',
  DURATION_NOT_POSSIBLE: 'duration',
};

/** The link of a chain that an error is about; undefined where it tells nothing of the kind. */
export function linkOfError(code: ErrorCode): LinkName | undefined {
  return LINKS[code];
}
