import { property } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import { type RoleArn, readRoleArn } from './arn.ts';
import { faultAt, invalid, placeText } from './fault.ts';

/**
 * A setting of a role: its `valet_` twin where there is one, else the standard key. Managed
 * profiles keep their role settings under the twins, so that AWS tools use `credential_process`.
 */
export function roleSetting(
  profile: Profile | undefined,
  key: string,
): ProfileProperty | undefined {
  return property(profile, TWINS.get(key) ?? `valet_${key}`) ?? property(profile, key);
}

/** Ready made: thousands of roles ask for each, and text put together anew must be hashed anew. */
const TWINS: ReadonlyMap<string, string> = new Map(
  [
    'role_arn',
    'source_profile',
    'credential_source',
    'mfa_serial',
    'external_id',
    'role_session_name',
    'duration_seconds',
    'session_tags',
    'source_identity',
  ].map((key) => [key, `valet_${key}`]),
);

/** The property that names a profile's role ARN, or undefined where the profile is no role. */
export function roleArnSetting(profile: Profile | undefined): ProfileProperty | undefined {
  return roleSetting(profile, 'role_arn');
}

/**
 * True for a role that says no more than nearly all do. In thousands of them nothing else is looked
 * for then: there are thirty things that a role could say.
 */
export function isPlainRole({ properties }: Profile): boolean {
  let others = properties.size;
  for (const key of PLAIN_KEYS) if (properties.has(key)) others--;
  return others === 0;
}

const PLAIN_KEYS = [
  'role_arn',
  'source_profile',
  'region',
  'output',
  'duration_seconds',
  'mfa_serial',
] as const;

/** True where AWS tools reach the profile through our `credential_process`. */
export function isManaged(profile: Profile): boolean {
  return (
    property(profile, 'valet_role_arn') !== undefined ||
    isOwnProcess(property(profile, 'credential_process')?.value)
  );
}

/**
 * True for a command of ours, which ends in `credential-process NAME`. We never run it: it would ask
 * this very program again, for ever.
 */
export function isOwnProcess(command: string | undefined): boolean {
  return (
    command !== undefined && /\scredential-process\s+(?!-)(?:\S+|"[^"]*"|'[^']*')\s*$/.test(command)
  );
}

/**
 * Refuses `role_arn` beside `valet_role_arn`: AWS tools would assume the one, we the other.
 * Throws CONFIG_INVALID.
 */
export function checkOneRoleArn(profile: Profile): void {
  const ours = property(profile, 'valet_role_arn');
  const standard = ours && property(profile, 'role_arn');
  if (ours !== undefined && standard !== undefined) {
    throw invalid(
      standard,
      `profile ${profile.name} has role_arn beside valet_role_arn (${placeText(ours.at)})`,
      'Remove role_arn: with it AWS tools ignore the credential_process of this profile.',
    );
  }
}

/** The parts of a profile's role ARN. Throws ROLE_ARN_INVALID, saying what is wrong. */
export function roleArnOf(profile: Profile, property: ProfileProperty): RoleArn {
  const reading = readRoleArn(property.value);
  if (!reading.ok) {
    throw faultAt(
      'ROLE_ARN_INVALID',
      property.at,
      `the role ARN of profile ${profile.name} is wrong: ${reading.fault}`,
      'Write it as arn:aws:iam::111122223333:role/NAME; IAM shows it on the page of the role.',
    );
  }
  return reading.arn;
}

/** Values between commas, without the blanks around them; empty ones are left out. */
export function listValues(property: ProfileProperty | undefined): readonly string[] {
  return (property?.value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
