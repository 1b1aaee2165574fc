import { property } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import type { Reader } from './types.ts';

/** A way in which one profile can give credentials. */
export type CredentialSource =
  | 'role'
  | 'web-identity'
  | 'sso'
  | 'login'
  | 'process'
  /** A static pair, at least half of it in the credentials file. */
  | 'keys'
  /** A static pair in the config file alone. */
  | 'config-keys';

/**
 * The order in which each reader looks (botocore's `create_credential_resolver`, the SDK's
 * `resolveProfileData` in `@aws-sdk/credential-provider-ini`). A test asks both of them.
 */
const ORDER: Readonly<Record<Reader, readonly CredentialSource[]>> = {
  awsCli: ['web-identity', 'role', 'sso', 'keys', 'login', 'process', 'config-keys'],
  javascriptSdk: ['role', 'keys', 'config-keys', 'web-identity', 'process', 'sso', 'login'],
};

/** All ways that a profile offers. */
export function credentialSources(profile: Profile): ReadonlySet<CredentialSource> {
  const has = (key: string) => property(profile, key) !== undefined;
  const found = new Set<CredentialSource>();
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) found.add('role');
  if (has('role_arn') && has('web_identity_token_file')) found.add('web-identity');
  if (has('sso_account_id') && (has('sso_session') || has('sso_start_url'))) found.add('sso');
  if (has('login_session')) found.add('login');
  if (has('credential_process')) found.add('process');
  const id = property(profile, 'aws_access_key_id');
  if (id !== undefined && has('aws_secret_access_key')) {
    found.add(id.at.file === 'config' ? 'config-keys' : 'keys');
  }
  return found;
}

/** The one that the reader takes; undefined where the profile offers none. */
export function winningSource(
  sources: ReadonlySet<CredentialSource>,
  reader: Reader,
): CredentialSource | undefined {
  return ORDER[reader].find((source) => sources.has(source));
}
