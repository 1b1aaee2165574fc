import type { Environment } from '../ports.ts';
import type { EnvironmentCode, Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';

/**
 * Variables that win over profiles, or lead nowhere
 * (https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html). One set to nothing
 * counts as unset.
 */
export function* environmentRules(world: ExaminedWorld): Generator<Finding> {
  const environment = world.context.environment;
  yield* profileRules(world, environment);
  yield* keyRules(environment);
  yield* tokenRules(world, environment);
  yield* fileRules(world, environment);
}

function found(
  severity: Finding['severity'],
  code: EnvironmentCode,
  message: string,
  hint: string,
): Finding {
  return { severity, code, message, hint };
}

function* profileRules({ config }: ExaminedWorld, environment: Environment): Generator<Finding> {
  const { AWS_PROFILE, AWS_DEFAULT_PROFILE } = environment;
  const [variable, name] = AWS_PROFILE
    ? ['AWS_PROFILE', AWS_PROFILE]
    : ['AWS_DEFAULT_PROFILE', AWS_DEFAULT_PROFILE];
  if (name && !config.profiles.has(name)) {
    yield found(
      'error',
      'ENVIRONMENT_PROFILE_MISSING',
      `${variable} is ${JSON.stringify(name)}, but neither file has such a profile: AWS tools stop there`,
      `Unset ${variable}, or name one of: ${[...config.profiles.keys()].slice(0, 5).join(', ') || 'the profiles to come'}`,
    );
  }
  if (AWS_PROFILE !== AWS_DEFAULT_PROFILE && AWS_DEFAULT_PROFILE) {
    yield found(
      'warning',
      'ENVIRONMENT_PROFILES_DIFFER',
      'AWS_DEFAULT_PROFILE is known to the AWS CLI and boto3 only; other SDKs use AWS_PROFILE or default',
      'Set AWS_PROFILE and unset AWS_DEFAULT_PROFILE',
    );
  }
}

function* keyRules(environment: Environment): Generator<Finding> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE } = environment;
  const token = environment.AWS_SESSION_TOKEN || environment.AWS_SECURITY_TOKEN;
  const missing = [
    ...(AWS_ACCESS_KEY_ID ? [] : ['AWS_ACCESS_KEY_ID']),
    ...(AWS_SECRET_ACCESS_KEY ? [] : ['AWS_SECRET_ACCESS_KEY']),
  ];
  const isTokenMissing = AWS_ACCESS_KEY_ID?.startsWith('ASIA') === true && !token;
  const isAny = Boolean(AWS_ACCESS_KEY_ID || AWS_SECRET_ACCESS_KEY || token);
  if (isAny && (missing.length > 0 || isTokenMissing)) {
    const names = isTokenMissing ? [...missing, 'AWS_SESSION_TOKEN'] : missing;
    yield found(
      'error',
      'ENVIRONMENT_KEYS_PARTIAL',
      `The environment holds a part of credentials: ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} missing, and AWS accepts them together only`,
      'Unset all of them: eval "$(role-valet env --unset)"',
    );
  } else if (isAny) {
    yield found(
      'warning',
      'ENVIRONMENT_KEYS_WIN',
      AWS_PROFILE
        ? `AWS_ACCESS_KEY_ID is set, and wins over AWS_PROFILE (${AWS_PROFILE}): that profile is not used`
        : 'AWS_ACCESS_KEY_ID is set, and wins over [default] and AWS_PROFILE',
      'Where a profile should count, unset the keys: eval "$(role-valet env --unset)"',
    );
  }
}

function* tokenRules({ now }: ExaminedWorld, environment: Environment): Generator<Finding> {
  const { AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN, AWS_CREDENTIAL_EXPIRATION } = environment;
  if (AWS_SECURITY_TOKEN && AWS_SECURITY_TOKEN !== AWS_SESSION_TOKEN) {
    yield found(
      'error',
      'ENVIRONMENT_TOKEN_LEGACY',
      'AWS_SECURITY_TOKEN is set, which the AWS CLI reads before AWS_SESSION_TOKEN, and other SDKs never',
      'Unset it: unset AWS_SECURITY_TOKEN',
    );
  }
  const ends = Date.parse(AWS_CREDENTIAL_EXPIRATION || 'never');
  if (ends <= now) {
    yield found(
      'error',
      'ENVIRONMENT_SESSION_EXPIRED',
      `The session in the environment ended ${new Date(ends).toISOString()}`,
      'Unset it (eval "$(role-valet env --unset)"), or copy it anew: eval "$(role-valet env ROLE)"',
    );
  }
}

function* fileRules({ files }: ExaminedWorld, environment: Environment): Generator<Finding> {
  const variables = [
    ['AWS_CONFIG_FILE', files.config.state],
    ['AWS_SHARED_CREDENTIALS_FILE', files.credentials.state],
  ] as const;
  for (const [variable, { exists, path }] of variables) {
    if (!environment[variable] || exists) continue;
    yield found(
      'note',
      'ENVIRONMENT_FILE_MISSING',
      `${variable} names ${path}, which does not exist`,
      `Correct ${variable}, or unset it`,
    );
  }
}
