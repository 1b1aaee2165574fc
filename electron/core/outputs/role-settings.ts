import { isRoleValetError } from '../../contract/errors.ts';
import type { ProfileProperty, SharedConfig } from '../aws-config/types.ts';
import { requireWritableKey, requireWritableValue } from '../aws-config/writable-values.ts';

/**
 * Settings that say how AWS tools work, not as whom
 * (https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html). A list of what goes
 * along, not of what stays behind: a key that nobody thought of can then name no identity and
 * hold no secret.
 */
const SETTINGS: ReadonlySet<string> = new Set([
  'account_id_endpoint_mode',
  'auth_scheme_preference',
  'ca_bundle',
  'defaults_mode',
  'disable_host_prefix_injection',
  'disable_request_compression',
  'endpoint_discovery_enabled',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
  'max_attempts',
  'metadata_service_num_attempts',
  'metadata_service_timeout',
  'output',
  'parameter_validation',
  'request_checksum_calculation',
  'request_min_compression_size_bytes',
  'response_checksum_validation',
  'retry_mode',
  'sdk_ua_app_id',
  'sigv4a_signing_region_set',
  'sts_regional_endpoints',
  'tcp_keepalive',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'user_agent_appid',
]);

/** Families of such settings: those of the AWS CLI, of S3, of the instance metadata service. */
const SETTING_FAMILY = /^(cli|s3|ec2_metadata)_\w+$/;

/** Blocks of the profile itself: `s3 =` with indented lines below. */
const BLOCKS: ReadonlySet<string> = new Set(['api_versions', 'dynamodb', 's3', 's3api']);

/** Inside a block such a key means nothing, but a simple parser might take it for the profile's own. */
const NEVER = /^(aws_|role_|source_|credential_|sso_|login_|web_identity_)/;

/** Name of the `[services ...]` section in the made file. */
const SERVICES_NAME = 'role';

/** A config file for one program. */
export interface RoleSettings {
  readonly text: string;
  /** Keys of settings whose value can't be written so that every tool reads it back the same. */
  readonly leftOut: readonly string[];
}

/**
 * The text of a config file that holds a profile's settings as `[default]`, with `region` in place
 * of its own, and nothing that yields credentials.
 */
export function roleSettings(
  config: Pick<SharedConfig, 'profiles' | 'services'>,
  profileName: string,
  region: string | undefined,
): RoleSettings {
  const profile = config.profiles.get(profileName);
  const leftOut: string[] = [];
  const isWritable = (key: string, value: string, name = key): boolean => {
    const can = canBeWritten(key, value);
    if (!can) leftOut.push(name);
    return can;
  };
  const block = (name: string, content: ReadonlyMap<string, ProfileProperty>): string[] => {
    const lines = [...content]
      .filter(([key, { value }]) => !NEVER.test(key) && isWritable(key, value, `${name} ${key}`))
      .map(([key, { value }]) => `  ${key} = ${value}`);
    return lines.length === 0 ? [] : [`${name} =`, ...lines];
  };

  const lines = ['[default]'];
  if (region !== undefined && isWritable('region', region)) lines.push(`region = ${region}`);
  for (const [key, { value }] of profile?.properties ?? []) {
    const isSetting = SETTINGS.has(key) || SETTING_FAMILY.test(key);
    // An empty value sets nothing in any AWS tool.
    if (isSetting && value !== '' && isWritable(key, value)) lines.push(`${key} = ${value}`);
  }
  for (const [name, content] of profile?.nested ?? []) {
    if (BLOCKS.has(name)) lines.push(...block(name, content));
  }
  const services = config.services.get(profile?.properties.get('services')?.value ?? '');
  if (services !== undefined) {
    lines.push(`services = ${SERVICES_NAME}`, '', `[services ${SERVICES_NAME}]`);
    for (const [name, content] of services.nested) lines.push(...block(name, content));
  }
  return { text: `${lines.join('\n')}\n`, leftOut };
}

function canBeWritten(key: string, value: string): boolean {
  try {
    requireWritableKey(key);
    requireWritableValue(key, value);
    return true;
  } catch (error) {
    if (isRoleValetError(error, 'VALUE_UNREPRESENTABLE')) return false;
    throw error;
  }
}
