import { readRoleForm } from '../app/role-form.ts';
import { profileNameFault } from '../aws-config/profile-name.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { LEAST_SECONDS, MOST_ROLE_SECONDS } from '../chain/limits.ts';
import { roleArnSetting, roleSetting } from '../chain/role-settings.ts';
import type { RoleMarks } from '../settings/stored-settings.ts';
import {
  CATALOGUE_FORMAT,
  CATALOGUE_VERSION,
  type Catalogue,
  type CatalogueRole,
} from './catalogue.ts';
import { CATALOGUE_SCHEMA } from './catalogue-schema.ts';

export interface ExportOptions {
  readonly withExternalIds: boolean;
  /** Colours and groups, by profile. */
  readonly marks: Readonly<Record<string, RoleMarks>>;
}

/** The catalogue, and what is not in it. */
export interface ExportedCatalogue {
  readonly catalogue: Catalogue;
  readonly notes: readonly string[];
}

/**
 * All roles of the files that another person could use, and the profiles they start from. Left out:
 * keys and sessions, session names (they name a person in the other account's records), tags, and,
 * unless asked for, external ids. A role that could not be imported again is named in the notes.
 */
export function exportCatalogue(config: SharedConfig, options: ExportOptions): ExportedCatalogue {
  const notes: string[] = [];
  const able: CatalogueRole[] = [];
  for (const profile of config.profiles.values()) {
    if (roleArnSetting(profile) === undefined) continue;
    const { name } = profile;
    const role = exportedRole(config, name, options);
    const reason = role.sourceProfile === '' ? 'it has no source profile' : faultOf(role);
    if (reason !== undefined) {
      notes.push(`${name} was left out: ${reason}`);
      continue;
    }
    able.push(role);
    if (roleSetting(profile, 'session_tags') ?? roleSetting(profile, 'source_identity')) {
      notes.push(`${name}: its session tags and source identity are left out`);
    }
  }
  let roles: readonly CatalogueRole[] = able;
  for (let before = -1; before !== roles.length; ) {
    before = roles.length;
    roles = withSources(config, roles, notes);
  }
  const catalogue: Catalogue = {
    format: CATALOGUE_FORMAT,
    version: CATALOGUE_VERSION,
    bases: basesOf(config, roles),
    roles,
  };
  return { catalogue, notes };
}

function exportedRole(
  config: SharedConfig,
  name: string,
  { withExternalIds, marks }: ExportOptions,
): CatalogueRole {
  const form = readRoleForm({ config }, name);
  const mark = Object.hasOwn(marks, name) ? marks[name] : undefined;
  const seconds = Number(form.durationSeconds);
  // Another one would stop nobody here, and be clamped; there it would refuse the whole file.
  const isDuration = seconds >= LEAST_SECONDS && seconds <= MOST_ROLE_SECONDS;
  return {
    profile: name,
    roleArn: form.roleArn,
    sourceProfile: form.sourceProfile,
    ...(form.region === '' ? {} : { region: form.region }),
    ...(form.mfaSerial === '' ? {} : { mfaSerial: form.mfaSerial }),
    ...(form.externalId === ''
      ? {}
      : withExternalIds
        ? { externalId: form.externalId }
        : { wantsExternalId: true as const }),
    ...(isDuration && Number.isInteger(seconds) ? { durationSeconds: seconds } : {}),
    ...(mark?.colour === undefined ? {} : { colour: mark.colour }),
    ...(mark?.group === undefined ? {} : { group: mark.group }),
  };
}

/** What the schema of the import would say of this one role. */
function faultOf(role: CatalogueRole): string | undefined {
  return faultIn([], [role]);
}

function faultIn(bases: Catalogue['bases'], roles: Catalogue['roles']): string | undefined {
  const probe = { format: CATALOGUE_FORMAT, version: CATALOGUE_VERSION, bases, roles };
  const [issue] = CATALOGUE_SCHEMA.safeParse(probe).error?.issues ?? [];
  return issue === undefined ? undefined : `${issue.path.slice(2).join('.')} ${issue.message}`;
}

/** The roles whose source is a base, or a role that is exported too. */
function withSources(
  config: SharedConfig,
  roles: readonly CatalogueRole[],
  notes: string[],
): readonly CatalogueRole[] {
  const names = new Set(roles.map(({ profile }) => profile));
  return roles.filter(({ profile, sourceProfile }) => {
    const isRole = roleArnSetting(config.profiles.get(sourceProfile)) !== undefined;
    const isThere = !isRole || names.has(sourceProfile);
    if (!isThere) notes.push(`${profile} was left out: its source ${sourceProfile} is`);
    return isThere;
  });
}

function basesOf(config: SharedConfig, roles: readonly CatalogueRole[]): Catalogue['bases'] {
  const names = new Set(roles.map(({ profile }) => profile));
  const sources = new Set(roles.map(({ sourceProfile }) => sourceProfile));
  return [...sources]
    .filter((name) => !names.has(name) && profileNameFault(name) === undefined)
    .map((name) => {
      const profile = config.profiles.get(name);
      const region = propertyValue(profile, 'region');
      const mfaSerial = propertyValue(profile, 'mfa_serial');
      const base = {
        profile: name,
        ...(region === undefined ? {} : { region }),
        ...(mfaSerial === undefined ? {} : { mfaSerial }),
      };
      // A wrong line of the base's stops nobody from taking the roles.
      return faultIn([base], []) === undefined ? base : { profile: name };
    });
}
