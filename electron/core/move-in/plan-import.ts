import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { checkRoleForm } from '../app/check-role-form.ts';
import { checkNewName } from '../app/check-role-name.ts';
import { checkSavedChain } from '../app/check-saved-role.ts';
import { ROLE_KEYS, readRoleForm, trimmedForm } from '../app/role-form.ts';
import { profileNameFault } from '../aws-config/profile-name.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { roleArnSetting } from '../chain/role-settings.ts';
import { withImported } from './import-text.ts';
import type { MoveInBase, MoveInReading, MoveInRole } from './move-in-role.ts';

/** What there is, and what is to be added to it. */
export interface ImportQuestion {
  /** As the files are now. */
  readonly context: ChainContext;
  /** Both files as they would be read with this text in the config file. */
  readonly configOf: (text: string) => SharedConfig;
  readonly reading: MoveInReading;
  /** Where roles start from that name no source. */
  readonly source?: string | undefined;
}

/** A role that is not added, and why. */
export interface SkippedRole {
  readonly profile: string;
  readonly reason: string;
}

export interface ImportPlan {
  /** The config file's new text. */
  readonly text: string;
  readonly roles: readonly MoveInRole[];
  /** Profiles that are added because roles start from them; their keys are still missing. */
  readonly bases: readonly MoveInBase[];
  readonly skipped: readonly SkippedRole[];
}

/**
 * Works out which roles can be added to `text`, in memory alone: never over a profile that is there, and
 * only those whose chain leads somewhere afterwards. One that can't be added stops no other, but for
 * those that start from it.
 */
export function planImport(question: ImportQuestion, text: string): ImportPlan {
  const before = { ...question.context, config: question.configOf(text) };
  const skipped: SkippedRole[] = [];
  const meant = new Set(question.reading.roles.map(({ form }) => form.profile.trim()));
  let roles = newRoles(before, question, skipped);
  for (;;) {
    const names = new Set(roles.map(({ form }) => form.profile));
    const bases = missingBases(before, question.reading, roles, names);
    const known = withNames(before, [...names, ...bases.map(({ profile }) => profile)]);
    const staticFaults = faultsOf(roles, ({ form }) => {
      const gone = meant.has(form.sourceProfile) && !names.has(form.sourceProfile);
      if (gone && !before.config.profiles.has(form.sourceProfile)) {
        return `its source ${form.sourceProfile} is not added`;
      }
      return reasonOf(() => checkRoleForm(known, form, undefined));
    });
    const { faults, edited } =
      staticFaults.size > 0
        ? { faults: staticFaults, edited: text }
        : editedFaults(before, question, text, bases, roles);
    if (faults.size === 0) return { text: edited, roles, bases, skipped };
    for (const [profile, reason] of faults) skipped.push({ profile, reason });
    roles = roles.filter(({ form }) => !faults.has(form.profile));
  }
}

/** The roles with names that are free, trimmed, each once. */
function newRoles(
  before: ChainContext,
  { reading, source }: ImportQuestion,
  skipped: SkippedRole[],
): readonly MoveInRole[] {
  const seen = new Set<string>();
  const roles: MoveInRole[] = [];
  for (const role of reading.roles) {
    const trimmed = trimmedForm(role.form);
    const form = {
      ...trimmed,
      sourceProfile: trimmed.sourceProfile === '' ? (source ?? '') : trimmed.sourceProfile,
    };
    const { profile } = form;
    const reason = seen.has(profile)
      ? 'its name stands twice in what was read'
      : (thereAlready(before, form) ?? reasonOf(() => checkNewName(before, profile)));
    seen.add(profile);
    if (reason === undefined) roles.push({ ...role, form });
    else skipped.push({ profile, reason });
  }
  return roles;
}

/** Why a profile that is there already is left alone, with what its owner might want to add. */
function thereAlready(before: ChainContext, form: RoleForm): string | undefined {
  const profile = before.config.profiles.get(form.profile);
  if (profile === undefined) return undefined;
  if (roleArnSetting(profile) === undefined) return 'a profile of that name is there already';
  const now = readRoleForm(before, form.profile);
  const differing = ROLE_KEYS.filter(([field]) => form[field] !== '' && form[field] !== now[field]);
  if (differing.length === 0) return 'it is there already';
  const isMissingOnly = differing.every(([field]) => now[field] === '');
  const keys = differing.map(([field, key]) => (isMissingOnly ? `${key} = ${form[field]}` : key));
  return isMissingOnly
    ? `it is there already, without: ${keys.join(', ')}`
    : `it is there already, with another ${keys.join(', ')}`;
}

/** Sources that neither the files, nor the keychain, nor the import itself have. */
function missingBases(
  { config, keychainProfiles }: ChainContext,
  reading: MoveInReading,
  roles: readonly MoveInRole[],
  names: ReadonlySet<string>,
): readonly MoveInBase[] {
  const meant = new Set(reading.roles.map(({ form }) => form.profile.trim()));
  const told = new Map(reading.bases.map((base) => [base.profile, base]));
  const sources = new Set(roles.map(({ form }) => form.sourceProfile));
  return [...sources]
    .filter((name) => told.has(name) && profileNameFault(name) === undefined)
    .filter((name) => !names.has(name) && !meant.has(name))
    .filter((name) => !config.profiles.has(name) && !keychainProfiles.has(name))
    .map((name) => told.get(name) ?? { profile: name });
}

/** The faults that show only in the files as they would be. */
function editedFaults(
  before: ChainContext,
  { configOf }: ImportQuestion,
  text: string,
  bases: readonly MoveInBase[],
  roles: readonly MoveInRole[],
): { readonly faults: ReadonlyMap<string, string>; readonly edited: string } {
  const unwritable = faultsOf(roles, (role) => reasonOf(() => withImported('', [], [role])));
  if (unwritable.size > 0) return { faults: unwritable, edited: text };
  const edited = withImported(text, bases, roles);
  const after = { ...before, config: configOf(edited) };
  const faults = faultsOf(roles, ({ form }) => {
    const missing = reasonOf(() => readRoleForm(after, form.profile));
    if (missing !== undefined) return missing;
    const isSame = JSON.stringify(readRoleForm(after, form.profile)) === JSON.stringify(form);
    return isSame
      ? reasonOf(() => checkSavedChain(after, form.profile))
      : 'it would not read back as it was written';
  });
  return { faults, edited };
}

function faultsOf(
  roles: readonly MoveInRole[],
  reasonFor: (role: MoveInRole) => string | undefined,
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const role of roles) {
    const reason = reasonFor(role);
    if (reason !== undefined) faults.set(role.form.profile, reason);
  }
  return faults;
}

/** What `check` throws, if that is a refusal of ours. */
function reasonOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isRoleValetError(error)) return sentence(error);
    throw error;
  }
}

function sentence({ message }: RoleValetError): string {
  return message.replace(/^the role was not saved: /, '');
}

/** The context as if these profiles were there too. */
function withNames(
  context: ChainContext,
  names: readonly string[],
): Pick<ChainContext, 'config' | 'keychainProfiles'> {
  const { config, keychainProfiles } = context;
  const profiles = new Map(config.profiles);
  for (const name of names) profiles.set(name, emptyProfile(name));
  // Findings are read only where asked for, and nobody asks here.
  const { configPath, credentialsPath, ssoSessions, services } = config;
  const paths = { configPath, credentialsPath, ssoSessions, services };
  return { keychainProfiles, config: { ...paths, profiles, findings: [] } };
}

function emptyProfile(name: string): Profile {
  return { name, properties: new Map(), nested: new Map() };
}
