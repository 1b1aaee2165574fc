import { RoleValetError } from '../../../contract/errors.ts';
import type { SessionCredentials } from '../../credentials.ts';
import { credentialProcessJson } from '../credential-process.ts';
import type { EnvFormat } from './formats.ts';
import { iniSection } from './ini-section.ts';
import { shellOf } from './shells.ts';
import { requireTrio } from './trio.ts';
import { asLines, dotenvLines, jsonObject, shellBlock } from './variable-lines.ts';
import {
  CONTAINER_VARIABLES,
  RIVAL_VARIABLES,
  SESSION_VARIABLES,
  sessionVariables,
} from './variables.ts';

/** What to write, and in which form. */
export interface ExportRequest {
  readonly format: EnvFormat;
  readonly credentials: SessionCredentials;
  /** The region for tools; none, or an empty one, where the role has none. */
  readonly region?: string;
  /** Name of the section; read by `ini` alone. */
  readonly profileName: string;
}

/**
 * The credentials in one form, ending with a line end.
 * - Shells: a block that unsets what would win over the trio, then sets it, its expiry and both
 *   names of the region; without a region both are unset.
 * - `dotenv`: `KEY=value` lines without quotes, which Docker would keep.
 * - `json`: one flat object of the same variables, all strings, for jq, direnv, `load-env`, CI.
 * - `process`: the answer of a `credential_process`.
 * - `ini`: a section for a credentials file.
 *
 * Throws INTERNAL for an incomplete trio, VALUE_UNREPRESENTABLE where the form can't carry a value.
 */
export function exportBlock(request: ExportRequest): string {
  const { format, credentials, profileName } = request;
  requireTrio(credentials);
  const region = request.region === '' ? undefined : request.region;
  const shell = shellOf(format);
  if (shell !== undefined) {
    return shellBlock(
      shell,
      [...RIVAL_VARIABLES, ...SESSION_VARIABLES],
      sessionVariables(credentials, region),
    );
  }
  switch (format) {
    case 'dotenv':
      return dotenvLines(sessionVariables(credentials, region));
    case 'json':
      return jsonObject(sessionVariables(credentials, region));
    case 'process':
      return `${credentialProcessJson(credentials)}\n`;
    case 'ini':
      return iniSection(profileName, credentials, region);
    default:
      throw new RoleValetError(
        'INTERNAL',
        `The format ${format} has no writer`,
        'This is a fault of Role Valet: please report it.',
      );
  }
}

/**
 * The block that takes away what a shell's export block set, a trio or exports that renew. A profile
 * chosen since then stays.
 * Throws USAGE for a format that is no shell's: a file is deleted, not unset.
 */
export function unsetBlock(format: EnvFormat): string {
  const shell = shellOf(format);
  if (shell === undefined) {
    throw new RoleValetError(
      'USAGE',
      `The format ${format} has nothing to unset`,
      'Choose a shell: --format sh, fish, powershell, cmd or nushell.',
    );
  }
  return asLines(shell.unset([...SESSION_VARIABLES, ...CONTAINER_VARIABLES]));
}
