import { RoleValetError } from '../../contract/errors.ts';
import type { MoveInReading } from './move-in-role.ts';
import { readConfigRoles } from './read-config-roles.ts';
import { looksLikeSwitchRoles, readSwitchRoles } from './read-switch-roles.ts';

/** The kinds of file that roles can be imported from. */
export const IMPORT_FORMATS = ['auto', 'catalogue', 'config', 'switch-roles'] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/**
 * Reads roles from the text of a file: our own catalogue, an AWS config file (also aws-vault's and
 * Granted's), or AWS Extend Switch Roles. `auto` tells them apart. Throws USAGE for a text with no role
 * and no note, and as `readCatalogue` does.
 */
export async function readRoleFile(
  text: string,
  format: ImportFormat,
  path: string,
): Promise<MoveInReading> {
  const plain = text.replace(/^\ufeff/, '');
  const reading = await read(plain, format === 'auto' ? guess(plain) : format, path);
  if (reading.roles.length + reading.notes.length === 0) {
    throw new RoleValetError(
      'USAGE',
      `no roles stand in ${path}`,
      `Give a file of role-valet export, an AWS config file, or the text of AWS Extend Switch Roles; --format says which it is.`,
    );
  }
  return reading;
}

function guess(text: string): Exclude<ImportFormat, 'auto'> {
  if (text.trimStart().startsWith('{')) return 'catalogue';
  return looksLikeSwitchRoles(text) ? 'switch-roles' : 'config';
}

async function read(text: string, format: ImportFormat, path: string): Promise<MoveInReading> {
  if (format === 'switch-roles') return readSwitchRoles(text);
  if (format === 'config') return readConfigRoles(text, path);
  // Loads a schema checker, which no other command should pay for.
  const { readCatalogue } = await import('./read-catalogue.ts');
  return readCatalogue(text);
}
