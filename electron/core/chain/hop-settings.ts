import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding, Profile, ProfileProperty } from '../aws-config/types.ts';
import { formatDuration } from './duration.ts';
import { faultAt, invalid, roleWarning } from './fault.ts';
import { LEAST_SECONDS, MOST_ROLE_SECONDS } from './limits.ts';
import { listValues, roleSetting } from './role-settings.ts';
import { checkSessionNameTemplate } from './session-name.ts';
import { readSessionTags } from './session-tags.ts';
import type { Draft, Hop } from './types.ts';

/** Patterns: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
export const EXTERNAL_ID_RULE =
  '2 to 1,224 characters: letters, digits and any of _ + = , . @ : / - (no blanks)';
const SOURCE_IDENTITY = /^[\w+=,.@-]{2,64}$/;
const POLICY_ARN = /^arn:(aws[a-z-]*):iam::(?:aws|\d{12}):policy\/[\x21-\x7e]{1,640}$/;
const WHOLE_NUMBER = /^\+?\d{1,15}$/;
const MOST_POLICIES = 10;
const NO_POLICIES: readonly string[] = [];

/** What a role's profile says about its AssumeRole call, apart from where and by whom it is made. */
export type HopSettings = Pick<
  Hop,
  | 'externalId'
  | 'sessionNameTemplate'
  | 'durationSeconds'
  | 'tags'
  | 'transitiveTagKeys'
  | 'sourceIdentity'
  | 'policyArns'
>;

const NO_SETTINGS: HopSettings = { tags: [], transitiveTagKeys: [], policyArns: NO_POLICIES };

/**
 * Reads and checks a role's settings: STS would refuse each fault with far fewer words. Session
 * policies narrow what was selected, so they count on the selected role only.
 * Throws CONFIG_INVALID or PARTITION_MISMATCH, naming file and line.
 */
export function readHopSettings(
  profile: Profile,
  partition: string,
  isSelected: boolean,
  warnings: ConfigFinding[],
): HopSettings {
  const name = roleSetting(profile, 'role_session_name');
  const externalId = checked(profile, 'external_id', EXTERNAL_ID, EXTERNAL_ID_RULE);
  const sourceIdentity = checked(
    profile,
    'source_identity',
    SOURCE_IDENTITY,
    '2 to 64 characters: letters, digits and any of _ + = , . @ -',
  );
  const durationSeconds = readDurationSeconds(profile, warnings);
  const { tags, transitiveTagKeys } = readSessionTags(profile, warnings);
  const policyArns = isSelected ? readPolicyArns(profile, partition) : NO_POLICIES;
  const settings: Draft<HopSettings> = { tags, transitiveTagKeys, policyArns };
  if (externalId !== undefined) settings.externalId = externalId;
  if (name !== undefined) settings.sessionNameTemplate = checkSessionNameTemplate(name);
  if (durationSeconds !== undefined) settings.durationSeconds = durationSeconds;
  if (sourceIdentity !== undefined) settings.sourceIdentity = sourceIdentity;
  return settings;
}

/** As `readHopSettings`, for a role that `isPlainRole` holds for. */
export function readPlainSettings(profile: Profile, warnings: ConfigFinding[]): HopSettings {
  const durationSeconds = readDurationSeconds(profile, warnings);
  return durationSeconds === undefined ? NO_SETTINGS : { ...NO_SETTINGS, durationSeconds };
}

function checked(
  profile: Profile,
  key: string,
  pattern: RegExp,
  allowed: string,
): string | undefined {
  const setting = roleSetting(profile, key);
  if (setting !== undefined && !pattern.test(setting.value)) {
    throw invalid(
      setting,
      `AWS does not accept the ${key} of profile ${profile.name}`,
      `It must have ${allowed}.`,
    );
  }
  return setting?.value;
}

/** `duration_seconds`: like botocore, a value that is no whole number counts as absent. */
function readDurationSeconds(profile: Profile, warnings: ConfigFinding[]): number | undefined {
  const setting = roleSetting(profile, 'duration_seconds');
  if (setting === undefined) return undefined;
  if (!WHOLE_NUMBER.test(setting.value)) {
    const message = `duration_seconds ${JSON.stringify(setting.value)} is no whole number and is ignored`;
    warnings.push(durationWarning(profile, setting, message));
    return undefined;
  }
  const seconds = Number(setting.value);
  const allowed = Math.min(Math.max(seconds, LEAST_SECONDS), MOST_ROLE_SECONDS);
  if (allowed !== seconds) {
    const limit = seconds < allowed ? 'shortest' : 'longest';
    const message = `duration_seconds ${seconds} counts as ${formatDuration(allowed)}, the ${limit} that AWS gives any role`;
    warnings.push(durationWarning(profile, setting, message));
  }
  return allowed;
}

function durationWarning(
  profile: Profile,
  { at }: ProfileProperty,
  message: string,
): ConfigFinding {
  const hint = `Write whole seconds from ${LEAST_SECONDS} to ${MOST_ROLE_SECONDS}.`;
  return roleWarning(profile.name, at, message, hint);
}

function readPolicyArns(profile: Profile, partition: string): readonly string[] {
  const setting = property(profile, 'valet_policy_arns');
  if (setting === undefined) return NO_POLICIES;
  const arns = listValues(setting);
  if (arns.length > MOST_POLICIES) {
    throw invalid(
      setting,
      `there are ${arns.length} session policies; AWS takes ${MOST_POLICIES}`,
      'Remove some.',
    );
  }
  for (const arn of arns) {
    const own = POLICY_ARN.exec(arn)?.[1];
    if (own === undefined) {
      throw invalid(
        setting,
        `${JSON.stringify(arn)} is not the ARN of a managed policy`,
        'Write it as arn:aws:iam::aws:policy/ReadOnlyAccess, with commas between several.',
      );
    }
    if (own !== partition) {
      throw faultAt(
        'PARTITION_MISMATCH',
        setting.at,
        `the policy ${arn} is in the partition ${own}, the role in ${partition}`,
        `Use the ARN of a policy in ${partition}.`,
      );
    }
  }
  return arns;
}
