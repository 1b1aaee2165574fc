import { RoleValetError } from '../../contract/errors.ts';
import type { SessionCredentials } from '../credentials.ts';
import { expirationText, requireTrio } from './env/trio.ts';

/**
 * What a `credential_process` prints: one JSON object on one line, without a line end. `Version` is
 * the number 1 (a string fails), `Expiration` ISO 8601 in UTC with `Z`; without `Expiration` SDKs
 * would take the trio for long-term keys and never ask again
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
 * Throws INTERNAL for an incomplete trio or an account id that is none.
 */
export function credentialProcessJson(credentials: SessionCredentials, accountId?: string): string {
  requireTrio(credentials);
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) {
    throw new RoleValetError(
      'INTERNAL',
      'An account id is not twelve digits',
      'This is a fault of Role Valet: please report it.',
    );
  }
  return JSON.stringify({
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: expirationText(credentials.expiration),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
  });
}
