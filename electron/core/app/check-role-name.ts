import { RoleValetError } from '../../contract/errors.ts';
import { profileNameFault } from '../aws-config/profile-name.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { placeText } from '../chain/fault.ts';
import { isManaged } from '../chain/role-settings.ts';
import type { OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import { rolesStartingFrom } from '../outputs/credentials-file/target-rules.ts';

type NameContext = Pick<ChainContext, 'config' | 'keychainProfiles' | 'ownTargets'>;

/** How many names an error lists before it says "and N more". */
const MOST_NAMES = 5;

/**
 * Checks the name of a new or renamed role: readable by every AWS tool, and meaning nothing yet, to
 * the files, the keychain or us. Throws USAGE.
 */
export function checkNewName({ config, keychainProfiles, ownTargets }: NameContext, name: string) {
  const fault = profileNameFault(name);
  if (fault !== undefined) {
    throw taken(`name: it ${fault}`);
  }
  const profile = config.profiles.get(name);
  const at = profile?.configAt ?? profile?.credentialsAt;
  if (at !== undefined) {
    throw taken(`name: ${name} is a profile already (${placeText(at)})`);
  }
  if (keychainProfiles.has(name)) {
    throw taken(`name: a base key is kept in the keychain under ${name}`);
  }
  const writer = targetWriter(config, name);
  if (writer !== undefined) {
    throw taken(`name: sessions of ${writer} are written to ${name}`);
  }
  if (ownTargets?.has(name) === true) {
    throw taken(`name: Role Valet writes sessions to ${name}`);
  }
}

/**
 * Checks that nothing hangs on the old name of a role, since a rename changes one header only. Throws
 * EDIT_REFUSED, naming what does.
 */
export function checkRename(
  { config, keychainProfiles }: NameContext,
  profile: Profile,
  owned: readonly Pick<OwnedTarget, 'role' | 'target'>[],
): void {
  const { name } = profile;
  const sources = rolesStartingFrom(config, name);
  if (sources.length > 0) {
    throw refused(
      name,
      `it is the source_profile of ${listNames(sources)}`,
      'Give those roles another source first, or add a new role beside this one.',
    );
  }
  if (isManaged(profile)) {
    throw refused(
      name,
      'its credential_process names it',
      'Take that line back first, or add a new role beside this one.',
    );
  }
  const written = owned.find(({ role }) => role === name);
  if (written !== undefined) {
    throw refused(name, `its session is written to ${written.target}`, 'Stop the role first.');
  }
  if (keychainProfiles.has(name)) {
    throw refused(
      name,
      'a base key is kept under that name',
      'Keep the name, or remove the key first.',
    );
  }
  if (profile.credentialsAt !== undefined) {
    throw refused(
      name,
      `it has a section in the credentials file too (${placeText(profile.credentialsAt)})`,
      'Rename both by hand, or keep the name.',
    );
  }
}

/** Names for a message: the first few, and how many more. */
export function listNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** The role whose sessions go to the section `name` unless it is told otherwise. */
export function targetWriter({ profiles }: SharedConfig, name: string): string | undefined {
  const usual = name.endsWith('-session') ? name.slice(0, -'-session'.length) : '';
  const owner = profiles.get(usual);
  if (owner?.properties.has('role_arn') || owner?.properties.has('valet_role_arn')) return usual;
  for (const profile of profiles.values()) {
    if (profile.properties.get('valet_target')?.value === name) return profile.name;
  }
  return undefined;
}

function taken(message: string): RoleValetError {
  return new RoleValetError('USAGE', message, 'Choose another name.');
}

function refused(name: string, reason: string, hint: string): RoleValetError {
  return new RoleValetError('EDIT_REFUSED', `${name} can't be renamed: ${reason}`, hint);
}
