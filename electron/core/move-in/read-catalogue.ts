import { RoleValetError } from '../../contract/errors.ts';
import { CATALOGUE_VERSION, type Catalogue, type CatalogueRole } from './catalogue.ts';
import { CATALOGUE_SCHEMA } from './catalogue-schema.ts';
import { type MoveInReading, type MoveInRole, roleForm } from './move-in-role.ts';

/** How many faults a message names before it says how many more there are. */
const MOST_FAULTS = 3;

/**
 * Reads a catalogue that `export` wrote, perhaps on another machine. All or nothing: throws USAGE for
 * what is no catalogue, or has a field that can't be; the message names the fields.
 */
export function readCatalogue(text: string): MoveInReading {
  const { bases, roles } = parseCatalogue(text);
  return {
    roles: roles.map(moveInRole),
    bases: bases.map(({ profile, region, mfaSerial }) => ({
      profile,
      ...(region === undefined ? {} : { region }),
      ...(mfaSerial === undefined ? {} : { mfaSerial }),
    })),
    notes: [],
  };
}

function parseCatalogue(text: string): Catalogue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw wrong('it is not JSON', 'Give a file that role-valet export wrote.');
    }
    throw error;
  }
  const { version } = (value ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > CATALOGUE_VERSION) {
    throw wrong(`it has version ${version} of the format`, 'Update Role Valet, then try again.');
  }
  const result = CATALOGUE_SCHEMA.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const named = issues.slice(0, MOST_FAULTS).map(({ path, message }) => {
    const field = path.length === 0 ? 'the file' : fieldName(path);
    return `${field} ${message}`;
  });
  const more = issues.length - named.length;
  throw wrong(
    `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    'Nothing was imported. Correct these fields, or export again.',
  );
}

/** `roles[3].roleArn`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function moveInRole(role: CatalogueRole): MoveInRole {
  const { profile, roleArn, sourceProfile, colour, group, durationSeconds } = role;
  return {
    form: roleForm({
      profile,
      roleArn,
      sourceProfile,
      region: role.region ?? '',
      mfaSerial: role.mfaSerial ?? '',
      externalId: role.externalId ?? '',
      durationSeconds: durationSeconds === undefined ? '' : String(durationSeconds),
    }),
    ...(colour === undefined ? {} : { colour }),
    ...(group === undefined ? {} : { group }),
    ...(role.wantsExternalId === true && role.externalId === undefined
      ? { lacksExternalId: true as const }
      : {}),
  };
}

function wrong(reason: string, hint: string): RoleValetError {
  return new RoleValetError('USAGE', `the catalogue can’t be read: ${reason}`, hint);
}
