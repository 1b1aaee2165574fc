import { property, propertyValue } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty, SharedFileKind } from '../aws-config/types.ts';
import { isOwnProcess } from '../chain/role-settings.ts';
import { isLongTermKey } from '../outputs/credentials-file/target-rules.ts';
import { credentialSources, winningSource } from './credential-sources.ts';
import type { Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';

/** What profiles say about credentials that some tool would not use, or should not find. */
export function* credentialRules(world: ExaminedWorld): Generator<Finding> {
  for (const profile of world.config.profiles.values()) {
    yield* roleArnRule(profile);
    yield* shadowRules(profile);
    yield* keyRules(world, profile);
    yield* tokenRule(profile);
  }
}

function* roleArnRule(profile: Profile): Generator<Finding> {
  const ours = property(profile, 'valet_role_arn');
  const standard = property(profile, 'role_arn');
  if (ours === undefined || standard === undefined) return;
  yield {
    severity: 'error',
    code: 'ROLE_ARN_TWICE',
    at: standard.at,
    profile: profile.name,
    message: `${profile.name} has role_arn beside valet_role_arn (line ${ours.at.line}): AWS tools then ignore its credential_process`,
    hint: 'Remove role_arn',
  };
}

const SOURCE_TEXTS = {
  role: 'role_arn',
  'web-identity': 'web_identity_token_file',
  sso: 'the sso_ settings',
  login: 'login_session',
  process: 'credential_process',
  keys: 'the static keys',
  'config-keys': 'the static keys in config',
} as const;

/** The order in which tools look for credentials hides one of several in the same profile. */
function* shadowRules(profile: Profile): Generator<Finding> {
  const sources = credentialSources(profile);
  const cli = winningSource(sources, 'awsCli');
  const sdk = winningSource(sources, 'javascriptSdk');
  if (cli === undefined || sdk === undefined) return;
  const { name } = profile;
  const taken =
    cli === sdk
      ? `AWS tools use ${SOURCE_TEXTS[cli]}`
      : `the AWS CLI uses ${SOURCE_TEXTS[cli]}, the JavaScript SDK ${SOURCE_TEXTS[sdk]}`;
  const command = property(profile, 'credential_process');
  if (command !== undefined && (cli !== 'process' || sdk !== 'process')) {
    const outcome = (winner: string) => (winner === 'process' ? 'reads' : 'ignores');
    yield {
      severity: isOwnProcess(command.value) ? 'error' : 'warning',
      code: 'PROCESS_SHADOWED',
      at: command.at,
      profile: name,
      message: `The credential_process of ${name} is not what counts: ${taken}`,
      hint: `Remove ${[...sources]
        .filter((one) => one !== 'process')
        .map((one) => SOURCE_TEXTS[one])
        .join(', ')} from ${name} in both files, or its credential_process`,
      verdicts: { awsCli: outcome(cli), javascriptSdk: outcome(sdk) },
    };
  }
  const id = property(profile, 'aws_access_key_id');
  const isOwnSource = propertyValue(profile, 'source_profile') === name;
  if (id !== undefined && cli === 'role' && sources.has('keys') && !isOwnSource) {
    yield {
      severity: 'warning',
      code: 'KEYS_IGNORED',
      at: id.at,
      profile: name,
      message: `AWS tools ignore the keys in ${name}: it has a role_arn, which they assume in their place`,
      hint: 'Keep the keys under a name of their own, without role_arn',
      verdicts: { awsCli: 'ignores', javascriptSdk: 'ignores' },
    };
  }
}

/** Names under which tools write when a session ends. */
const EXPIRY_KEYS = [
  'x_security_token_expires',
  'aws_session_expiration',
  'aws_credential_expiration',
  'aws_expiration',
  'expiration',
];

function* keyRules(world: ExaminedWorld, profile: Profile): Generator<Finding> {
  const { name } = profile;
  const id = property(profile, 'aws_access_key_id');
  const token =
    propertyValue(profile, 'aws_session_token') ?? propertyValue(profile, 'aws_security_token');
  if (id === undefined) return;
  if (isLongTermKey(id.value, token) && !id.value.startsWith('ASIA')) {
    const isKept = world.context.keychainProfiles.has(name);
    yield {
      severity: 'warning',
      code: 'KEYS_PLAIN',
      at: id.at,
      profile: name,
      message: `The long-term key of ${name} lies in plain text, where every program can read it`,
      hint: isKept
        ? `The keychain has a key for it: remove these lines with role-valet keys adopt ${name}`
        : `Move it into the keychain: role-valet keys adopt ${name}`,
    };
  }
  const expiry = EXPIRY_KEYS.map((key) => property(profile, key)).find(Boolean);
  const ends = expiry === undefined ? undefined : timeOf(expiry);
  if (token !== undefined && ends !== undefined && ends <= world.now) {
    const isOurs = world.context.ownTargets?.has(name) === true;
    yield {
      severity: 'warning',
      code: 'SESSION_EXPIRED',
      at: id.at,
      profile: name,
      message: `The session in ${name} ended ${new Date(ends).toISOString()}; AWS refuses it since`,
      hint: isOurs
        ? 'Write it again with role-valet write ROLE, or end it with role-valet stop ROLE'
        : 'Renew it with the tool that wrote it, or remove the section',
    };
  }
}

/** Epoch milliseconds; a time without a zone is meant as UTC. Undefined for what is no time. */
function timeOf({ value }: ProfileProperty): number | undefined {
  const text = value.trim().replace(' ', 'T');
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** `aws_security_token` is the name of long ago: botocore reads it first, newer SDKs never. */
function* tokenRule(profile: Profile): Generator<Finding> {
  const legacy = property(profile, 'aws_security_token');
  if (legacy === undefined) return;
  const current = property(profile, 'aws_session_token');
  const differs = current !== undefined && current.value !== legacy.value;
  yield {
    severity: differs || current === undefined ? 'error' : 'warning',
    code: 'TOKEN_LEGACY',
    at: legacy.at,
    profile: profile.name,
    message:
      current === undefined
        ? `${profile.name} has its token under the old name aws_security_token, which JavaScript SDKs do not know`
        : `${profile.name} has an aws_security_token${differs ? ' that is not its aws_session_token' : ' too'}: the AWS CLI takes the old name first`,
    hint:
      current === undefined
        ? 'Name it aws_session_token'
        : 'Remove aws_security_token; aws_session_token says it all',
    verdicts: {
      awsCli: differs ? 'misreads' : 'reads',
      javascriptSdk: current === undefined ? 'ignores' : 'reads',
    },
  };
}

/** True where the files hold a secret, so that others should not read this one. */
export function holdsSecrets(world: ExaminedWorld, file: SharedFileKind): boolean {
  const profiles = [...world.config.profiles.values()];
  return profiles.some((profile) =>
    ['aws_secret_access_key', 'aws_session_token', 'aws_security_token'].some(
      (key) => property(profile, key)?.at.file === file,
    ),
  );
}
