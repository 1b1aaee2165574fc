import { RoleValetError } from '../../contract/errors.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { Base, BaseKind } from '../chain/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import type { KeyStore } from '../keys/types.ts';
import type { Environment } from '../ports.ts';

const NOT_YET: Readonly<Partial<Record<BaseKind, string>>> = {
  sso: 'IAM Identity Center (sso_*)',
  login: 'aws login (login_session)',
  process: 'credential_process',
  'web-identity': 'web_identity_token_file',
  instance: 'credential_source = Ec2InstanceMetadata',
  container: 'credential_source = EcsContainer',
};

/**
 * The credentials that a chain's first call is signed with.
 * Throws BASE_KEY_MISSING where they are not where the chain says, BASE_UNSUPPORTED for kinds that
 * Role Valet can plan but not yet resolve, and the KEYCHAIN_ errors.
 */
export async function baseCredentials(
  base: Base,
  config: SharedConfig,
  keys: KeyStore,
  environment: Environment,
): Promise<SigningCredentials> {
  if (base.kind === 'key' && base.storage === 'keychain') {
    return keychainKey(base, keys);
  }
  if (base.kind === 'key' || base.kind === 'session') {
    return staticKeys(base, config.profiles.get(base.profile));
  }
  if (base.kind === 'environment') {
    return environmentKeys(base, environment);
  }
  throw unsupported(base);
}

/** Throws BASE_UNSUPPORTED for the bases that `baseCredentials` can't resolve. */
export function requireUsableBase(base: Base): void {
  if (NOT_YET[base.kind] !== undefined) throw unsupported(base);
}

function unsupported(base: Base): RoleValetError {
  return new RoleValetError(
    'BASE_UNSUPPORTED',
    `the chain starts from ${NOT_YET[base.kind]} of profile ${base.profile}, which Role Valet can't use yet`,
    'Give the role a source_profile whose key is in the keychain: role-valet keys add NAME.',
  );
}

async function keychainKey(base: Base, keys: KeyStore): Promise<SigningCredentials> {
  const key = await keys.get(base.profile);
  if (key === undefined) {
    throw missing(base, `the keychain has no key for ${base.profile}`);
  }
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

function staticKeys(base: Base, profile: Profile | undefined): SigningCredentials {
  const accessKeyId = profile?.properties.get('aws_access_key_id')?.value;
  const secretAccessKey = profile?.properties.get('aws_secret_access_key')?.value;
  // The older name is still written by some tools, and botocore reads it first.
  const sessionToken =
    profile?.properties.get('aws_session_token')?.value ||
    profile?.properties.get('aws_security_token')?.value;
  if (!accessKeyId || !secretAccessKey) {
    throw missing(base, `profile ${base.profile} has no complete pair of static keys`);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function environmentKeys(base: Base, environment: Environment): SigningCredentials {
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
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function missing(base: Base, message: string): RoleValetError {
  return new RoleValetError(
    'BASE_KEY_MISSING',
    message,
    `Add it with: role-valet keys add ${base.profile}`,
  );
}
