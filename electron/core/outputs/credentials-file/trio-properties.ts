import { RoleValetError } from '../../../contract/errors.ts';
import type { SessionCredentials } from '../../credentials.ts';
import { expirationText } from '../env/trio.ts';
import { propertyValue, type SectionSpan } from './section-text.ts';
import { isLongTermKey } from './target-rules.ts';

/**
 * Keys that describe some other trio than ours: the old name of the token, other tools' expiry keys,
 * and the account of the old credentials, which SDKs put into endpoints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html).
 */
export const STALE_KEYS: ReadonlySet<string> = new Set([
  'aws_security_token',
  'aws_credential_expiration',
  'aws_expiration',
  'aws_session_expiration',
  'expiration',
  'x_principal_arn',
  'aws_account_id',
]);

/** The keys that a write sets, `region` aside. */
export const TRIO_KEYS: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'x_security_token_expires',
]);

/**
 * The properties of a written session. The expiry's key and form are those of saml2aws and
 * okta-aws-cli, which prompts such as Starship read; SDKs ignore it
 * (https://github.com/aws/aws-cli/issues/2807). Throws VALUE_UNREPRESENTABLE where a value would not
 * survive all AWS parsers, naming the key alone.
 */
export function trioProperties(credentials: SessionCredentials, region: string | undefined) {
  const properties = new Map([
    ['aws_access_key_id', credentials.accessKeyId],
    ['aws_secret_access_key', credentials.secretAccessKey],
    ['aws_session_token', credentials.sessionToken],
    ['x_security_token_expires', expirationText(credentials.expiration)],
  ]);
  if (region !== undefined) properties.set('region', region);
  for (const [key, value] of properties) {
    if (/^[\x21-\x7e]+$/.test(value)) continue;
    throw new RoleValetError(
      'VALUE_UNREPRESENTABLE',
      `The value of ${key} is empty or holds characters that a credentials file cannot carry`,
      'Assume the role again',
    );
  }
  return properties;
}

/** The credentials that stand in a section, told apart without giving any of them out. */
export interface SectionCredentials {
  readonly accessKeyId: string | undefined;
  readonly isLongTerm: boolean;
}

/** What kind of credentials the section holds. */
export function sectionCredentials(section: SectionSpan | undefined): SectionCredentials {
  const accessKeyId = propertyValue(section, 'aws_access_key_id');
  const token =
    propertyValue(section, 'aws_session_token') ?? propertyValue(section, 'aws_security_token');
  // A secret without its id is somebody's half-done edit: no less worth protecting.
  const secret = propertyValue(section, 'aws_secret_access_key');
  const isSecretAlone = !accessKeyId && !token && secret !== undefined && secret !== '';
  return { accessKeyId, isLongTerm: isSecretAlone || isLongTermKey(accessKeyId, token) };
}
