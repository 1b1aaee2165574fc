import type { RoleForm } from '../../contract/roles.ts';
import { ROLE_KEYS } from '../app/role-form.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import { readSharedConfig } from '../aws-config/shared-config.ts';
import type { Profile } from '../aws-config/types.ts';
import { inheritedSettings, type Settings } from './inherited-settings.ts';
import { type MoveInBase, type MoveInReading, type MoveInRole, roleForm } from './move-in-role.ts';
import { wrappedProfile } from './wrapped-profile.ts';

type Profiles = ReadonlyMap<string, Profile>;

/** Settings of aws-vault that we understand by the same names, and that tell nothing of a machine. */
const MORE_KEYS: readonly string[] = ['session_tags', 'transitive_session_tags', 'source_identity'];

/** Sources of a role that belong to one machine, or that we can't take over. */
const OTHER_SOURCES: readonly string[] = ['credential_source', 'web_identity_token_file'];

/**
 * Reads the roles of an AWS config file as aws-vault and Granted would: `include_profile` is followed,
 * and a profile whose `credential_process` asks one of them for another profile is that other role under
 * its own name. What only they can use (their keychains' keys, `granted_sso_*`) is told in the notes.
 * Never throws. `path` is for messages.
 */
export function readConfigRoles(text: string, path: string): MoveInReading {
  const { profiles } = readSharedConfig(fileOf(text, path), fileOf('', ''));
  const roles: MoveInRole[] = [];
  const notes: string[] = [];
  for (const profile of profiles.values()) {
    const found = readProfile(profiles, profile);
    if (found === undefined) continue;
    if ('role' in found) roles.push(found.role);
    notes.push(...found.notes);
  }
  return { roles, bases: basesOf(profiles, roles), notes };
}

type Found =
  | { readonly role: MoveInRole; readonly notes: readonly string[] }
  | {
      readonly notes: readonly string[];
    };

function readProfile(profiles: Profiles, profile: Profile): Found | undefined {
  const { name } = profile;
  const wrapped = wrappedProfile(propertyValue(profile, 'credential_process'));
  // What it asks the other tool for is what it means, if the text tells.
  const meant = wrapped === undefined ? name : wrapped.profile;
  const { settings, parents } = inheritedSettings(profiles, profiles.has(meant) ? meant : name);
  const roleArn = settings('role_arn');
  if (roleArn === undefined) return withoutRole(name, meant, settings, wrapped?.tool);
  const other = OTHER_SOURCES.find((key) => settings(key) !== undefined);
  const source = settings('source_profile');
  if (source === undefined && other !== undefined) {
    return left(name, `it starts from ${other}, which belongs to one machine`);
  }
  if (source === undefined || source === meant) {
    return left(
      name,
      `it starts from a key that is kept under its own name; store that key as another profile (role-valet keys add NAME) and add the role with NAME as its source`,
    );
  }
  const notes: string[] = [];
  if (meant !== name)
    notes.push(`${name} asks ${wrapped?.tool} for ${meant}: it is read as the same role`);
  if (parents.length > 0) {
    notes.push(
      `${name} has settings of ${parents.join(', ')} by include_profile, which only aws-vault follows: they are written out`,
    );
  }
  if (settings('mfa_process') !== undefined) {
    notes.push(`${name}: mfa_process was left out, since it runs a program; add that line by hand`);
  }
  return { role: roleOf(name, settings), notes };
}

/** A profile that is no role: worth a word where only another tool has what it takes. */
function withoutRole(
  name: string,
  meant: string,
  settings: Settings,
  tool: string | undefined,
): Found | undefined {
  if (settings('granted_sso_start_url') !== undefined) {
    return left(
      name,
      'it signs in with IAM Identity Center by Granted; write its granted_sso_ keys as sso_start_url, sso_region, sso_account_id and sso_role_name, and every AWS tool knows it',
    );
  }
  if (tool === undefined) return undefined;
  return left(
    name,
    `its key is in the keychain of ${tool}, under ${meant}; store it here with: role-valet keys add ${meant}`,
  );
}

function left(name: string, reason: string): Found {
  return { notes: [`${name} was left out: ${reason}`] };
}

function roleOf(profile: string, settings: Settings): MoveInRole {
  const filled: Partial<Record<keyof RoleForm, string>> = {};
  for (const [field, key] of ROLE_KEYS) filled[field] = settings(key) ?? '';
  const more = MORE_KEYS.flatMap((key) => {
    const value = settings(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    form: roleForm({ ...filled, profile }),
    ...(more.length === 0 ? {} : { more }),
  };
}

/** The sources that are no roles, with what the text tells of them. */
function basesOf(profiles: Profiles, roles: readonly MoveInRole[]): readonly MoveInBase[] {
  const names = new Set(roles.map(({ form }) => form.profile));
  const sources = new Set(roles.map(({ form }) => form.sourceProfile));
  return [...sources]
    .filter((source) => !names.has(source))
    .map((profile) => {
      const { settings } = inheritedSettings(profiles, profile);
      const region = settings('region');
      const mfaSerial = settings('mfa_serial');
      return {
        profile,
        ...(region === undefined ? {} : { region }),
        ...(mfaSerial === undefined ? {} : { mfaSerial }),
      };
    });
}

function fileOf(text: string, path: string) {
  return { path, realPath: path, exists: true, bytes: Buffer.from(text, 'utf8') };
}
