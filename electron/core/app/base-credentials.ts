import { RoleValetError } from '../../contract/errors.ts';
import type { BaseCredentials } from '../aws/bases/types.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { Base } from '../chain/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import type { KeyStore } from '../keys/types.ts';
import type { Environment } from '../ports.ts';

/** Bases whose credentials lie ready, in the keychain, the files or the environment. */
export type ReadyBase = Base & { readonly kind: 'key' | 'session' | 'environment' };

/** False for a base whose credentials must be fetched (`app.bases`). */
export function isReady(base: Base): base is ReadyBase {
  return base.kind === 'key' || base.kind === 'session' || base.kind === 'environment';
}

/**
 * The credentials that a chain's first call is signed with, where they lie ready.
 * Throws BASE_KEY_MISSING where they are not where the chain says, and the KEYCHAIN_ errors.
 */
export async function readyCredentials(
  base: ReadyBase,
  config: SharedConfig,
  keys: KeyStore,
  environment: Environment,
): Promise<BaseCredentials> {
  if (base.kind === 'key' && base.storage === 'keychain') {
    return keychainKey(base, keys);
  }
  if (base.kind === 'environment') {
    return environmentKeys(base, environment);
  }
  return staticKeys(base, config.profiles.get(base.profile));
}

async function keychainKey(base: Base, keys: KeyStore): Promise<SigningCredentials> {
  const key = await keys.get(base.profile);
  if (key === undefined) {
    throw missing(base, `the keychain has no key for ${base.profile}`);
  }
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

/** Names under which tools that write a trio into the credentials file keep when it ends. */
const EXPIRY_KEYS = [
  'x_security_token_expires',
  'aws_credential_expiration',
  'aws_expiration',
  'expiration',
];

function staticKeys(base: Base, profile: Profile | undefined): BaseCredentials {
  const value = (key: string) => profile?.properties.get(key)?.value;
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  // The older name is still written by some tools, and botocore reads it first.
  const sessionToken = value('aws_session_token') || value('aws_security_token');
  if (!accessKeyId || !secretAccessKey) {
    throw missing(base, `profile ${base.profile} has no complete pair of static keys`);
  }
  const end = EXPIRY_KEYS.map(value).find((text) => text);
  return { accessKeyId, secretAccessKey, ...lifeOf(sessionToken, end) };
}

function environmentKeys(base: Base, environment: Environment): BaseCredentials {
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  const sessionToken = environment.AWS_SESSION_TOKEN || environment.AWS_SECURITY_TOKEN;
  if (!accessKeyId || !secretAccessKey) {
    throw new RoleValetError(
      'BASE_KEY_MISSING',
      `profile ${base.profile} says credential_source = Environment, but AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set`,
      'Set both variables, or give the role a source_profile.',
    );
  }
  const end = environment.AWS_CREDENTIAL_EXPIRATION;
  return { accessKeyId, secretAccessKey, ...lifeOf(sessionToken, end) };
}

/** A token, and its end where that is a time; other tools' notes are no reason to refuse a trio. */
function lifeOf(
  sessionToken: string | undefined,
  end: string | undefined,
): Pick<BaseCredentials, 'sessionToken' | 'expiration'> {
  if (!sessionToken) return {};
  const expiration = Date.parse(end ?? '');
  return { sessionToken, ...(Number.isNaN(expiration) ? {} : { expiration }) };
}

function missing(base: Base, message: string): RoleValetError {
  return new RoleValetError(
    'BASE_KEY_MISSING',
    message,
    `Add it with: role-valet keys add ${base.profile}`,
  );
}
