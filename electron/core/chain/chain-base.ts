import { RoleValetError } from '../../contract/errors.ts';
import { property, propertyValue } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import type { ChainContext } from './chain-context.ts';
import { faultAt } from './fault.ts';
import { isOwnProcess } from './role-settings.ts';
import type { Base, BaseKind } from './types.ts';

/** Standard sources other than keys, by the setting that shows each, in botocore's order. */
const KIND_BY_SETTING: readonly (readonly [setting: string, kind: BaseKind])[] = [
  ['web_identity_token_file', 'web-identity'],
  ['sso_session', 'sso'],
  ['sso_start_url', 'sso'],
  ['sso_account_id', 'sso'],
  ['login_session', 'login'],
  ['credential_process', 'process'],
];

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html */
const KIND_BY_CREDENTIAL_SOURCE: ReadonlyMap<string, BaseKind> = new Map([
  ['environment', 'environment'],
  ['ec2instancemetadata', 'instance'],
  ['ecscontainer', 'container'],
]);

/**
 * The keys under a profile's name, which end a chain at it: in the keychain, else static in the
 * files. Undefined where there is no complete pair, or where the pair is a session that we wrote.
 * Throws CHAIN_BROKEN for a temporary key without its token.
 */
export function keyBase(context: ChainContext, name: string): Base | undefined {
  const profile = context.config.profiles.get(name);
  if (context.keychainProfiles.has(name)) {
    return base(profile, name, 'key', headerOf(profile), { storage: 'keychain' });
  }
  const id = property(profile, 'aws_access_key_id');
  const secret = property(profile, 'aws_secret_access_key');
  if (id === undefined || secret === undefined) return undefined;
  const token = property(profile, 'aws_session_token') ?? property(profile, 'aws_security_token');
  if (token !== undefined) {
    return isOwnSession(context, name) ? undefined : base(profile, name, 'session', id.at);
  }
  if (id.value.startsWith('ASIA')) {
    throw faultAt(
      'CHAIN_BROKEN',
      id.at,
      `profile ${name} has a temporary key without its aws_session_token`,
      'Add the token, or write all three values anew: AWS accepts them together only.',
    );
  }
  return base(profile, name, 'key', id.at, { storage: 'file' });
}

/** What a profile without keys and without a role gives: SSO, a process and the like. */
export function standardBase(profile: Profile | undefined): Base | undefined {
  if (profile === undefined) return undefined;
  for (const [setting, kind] of KIND_BY_SETTING) {
    const found = property(profile, setting);
    if (found !== undefined && !(kind === 'process' && isOwnProcess(found.value))) {
      return base(profile, profile.name, kind, found.at);
    }
  }
  return undefined;
}

/** The base that `credential_source` of a role names. Throws CHAIN_BROKEN for an unknown one. */
export function credentialSourceBase(
  context: ChainContext,
  role: Profile,
  source: ProfileProperty,
): Base {
  const kind = KIND_BY_CREDENTIAL_SOURCE.get(source.value.toLowerCase());
  if (kind === undefined) {
    throw faultAt(
      'CHAIN_BROKEN',
      source.at,
      `profile ${role.name} has the unknown credential_source ${JSON.stringify(source.value)}`,
      'Use Environment, Ec2InstanceMetadata or EcsContainer; for another profile use source_profile.',
    );
  }
  const { AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN } = context.environment;
  const isTemporary = Boolean(AWS_SESSION_TOKEN || AWS_SECURITY_TOKEN);
  return base(
    role,
    role.name,
    kind,
    source.at,
    kind === 'environment' ? { hasSessionToken: isTemporary } : {},
  );
}

/**
 * The base where nothing else was found: the keychain's, if that can't be read now.
 * Throws BASE_KEY_MISSING, or CHAIN_BROKEN for a session that we wrote.
 */
export function missingBase(context: ChainContext, name: string): Base {
  const profile = context.config.profiles.get(name);
  const hasToken = propertyValue(profile, 'aws_session_token') !== undefined;
  if (hasToken && isOwnSession(context, name)) {
    throw faultAt(
      'CHAIN_BROKEN',
      headerOf(profile),
      `${name} is a session that Role Valet wrote; a chain can't start from it`,
      'Name the role itself, or the profile of its key.',
    );
  }
  if (context.keychainProblem !== undefined) {
    return base(profile, name, 'key', headerOf(profile), { storage: 'keychain' });
  }
  const half = property(profile, 'aws_access_key_id') ?? property(profile, 'aws_secret_access_key');
  const isHalf = half !== undefined && !hasToken;
  throw new RoleValetError(
    'BASE_KEY_MISSING',
    isHalf
      ? `${half.at.path}, line ${half.at.line}: profile ${name} has one half of a key only, and the keychain has none for it`
      : `profile ${name} has no key: none in the keychain, none in the files`,
    `Add it with: role-valet keys add ${name}`,
  );
}

/** True where the variables of whoever asks decide what the base gives. */
export function isOfEnvironment({ kind }: Base): boolean {
  return kind === 'environment' || kind === 'container';
}

function isOwnSession(context: ChainContext, name: string): boolean {
  return context.ownTargets?.has(name) === true;
}

function headerOf(profile: Profile | undefined): Base['at'] {
  return profile?.configAt ?? profile?.credentialsAt;
}

function base(
  profile: Profile | undefined,
  name: string,
  kind: BaseKind,
  at: Base['at'],
  more: Partial<Base> = {},
): Base {
  const region = propertyValue(profile, 'region');
  return {
    kind,
    profile: name,
    ...more,
    ...(region === undefined ? {} : { region }),
    ...(at === undefined ? {} : { at }),
  };
}
