import { RoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import { roleArnSetting, roleSetting } from '../chain/role-settings.ts';

/** A field of the form that stands for one key of the config file. */
export type RoleField = Exclude<keyof RoleForm, 'profile'>;

/** The fields with their keys, in the order in which a new section has them. */
export const ROLE_KEYS: readonly (readonly [field: RoleField, key: string])[] = [
  ['roleArn', 'role_arn'],
  ['sourceProfile', 'source_profile'],
  ['externalId', 'external_id'],
  ['mfaSerial', 'mfa_serial'],
  ['sessionName', 'role_session_name'],
  ['durationSeconds', 'duration_seconds'],
  ['region', 'region'],
];

/**
 * What the profile of a role says, ready to be edited; of a managed profile, what its `valet_` keys
 * say. Throws ROLE_NOT_FOUND where there is no such profile, or it is no role.
 */
export function readRoleForm(context: { readonly config: SharedConfig }, name: string): RoleForm {
  const profile = context.config.profiles.get(name);
  if (profile === undefined || roleArnSetting(profile) === undefined) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      profile === undefined
        ? `there is no profile ${JSON.stringify(name)}`
        : `${name} is no role: it has no role_arn`,
      'Choose a role of the list; a new one is added with “Add role”.',
    );
  }
  const form: Record<keyof RoleForm, string> = { ...EMPTY_FORM, profile: name };
  for (const [field, key] of ROLE_KEYS) {
    form[field] = roleFieldValue(profile, key);
  }
  return form;
}

/** What counts for a key of a role's profile: its `valet_` twin first. Empty where nothing is set. */
export function roleFieldValue(profile: Profile, key: string): string {
  // There is one region for AWS tools and for us, so it has no twin.
  return (key === 'region' ? propertyValue(profile, key) : roleSetting(profile, key)?.value) ?? '';
}

/** The form without the blanks that come with pasted text. */
export function trimmedForm(form: RoleForm): RoleForm {
  const trimmed: Record<keyof RoleForm, string> = { ...EMPTY_FORM, profile: form.profile.trim() };
  for (const [field] of ROLE_KEYS) {
    trimmed[field] = form[field].trim();
  }
  return trimmed;
}

const EMPTY_FORM: RoleForm = {
  profile: '',
  roleArn: '',
  sourceProfile: '',
  region: '',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};
