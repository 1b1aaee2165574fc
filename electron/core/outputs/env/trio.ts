import { RoleValetError } from '../../../contract/errors.ts';
import type { SessionCredentials } from '../../credentials.ts';

/** The first moment whose ISO 8601 form needs more than four digits for the year. */
const YEAR_10000 = Date.UTC(10_000, 0);

const HINT = 'This is a fault of Role Valet: please report it.';

/**
 * Refuses a trio that lacks a part: without its session token AWS takes a temporary key for an
 * unknown one, and the user sees only "The security token included in the request is invalid".
 * Throws INTERNAL, naming the part; VALUE_UNREPRESENTABLE for a part with blanks or other characters
 * than visible ASCII, which STS never gives out and no HTTP header could carry.
 */
export function requireTrio(credentials: SessionCredentials): void {
  const parts = {
    'access key id': credentials.accessKeyId,
    'secret access key': credentials.secretAccessKey,
    'session token': credentials.sessionToken,
  };
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value !== 'string' || value.trim() === '') {
      throw new RoleValetError('INTERNAL', `A session has no ${name}`, HINT);
    }
    if (!/^[\x21-\x7e]+$/.test(value)) {
      throw new RoleValetError(
        'VALUE_UNREPRESENTABLE',
        `The ${name} holds characters that credentials never have`,
        'Assume the role again.',
      );
    }
  }
  expirationText(credentials.expiration);
}

/**
 * An expiry (epoch milliseconds) as ISO 8601 in UTC with `Z`, to the second: AWS SDK for JavaScript
 * refuses an offset such as `+00:00`, and some parsers know no fractions. Rounds down, so that
 * nobody is told of a later end than the true one. Throws INTERNAL for what is no moment in time.
 */
export function expirationText(expiration: number): string {
  if (!(expiration > 0 && expiration < YEAR_10000)) {
    throw new RoleValetError('INTERNAL', 'A session has no valid expiry', HINT);
  }
  return new Date(expiration).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
