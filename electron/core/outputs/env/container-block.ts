import { RoleValetError } from '../../../contract/errors.ts';
import type { EnvFormat } from './formats.ts';
import { shellOf } from './shells.ts';
import { dotenvLines, jsonObject, shellBlock } from './variable-lines.ts';
import {
  BEFORE_CONTAINER_VARIABLES,
  type ContainerAddress,
  containerVariables,
} from './variables.ts';

/** What to write, and in which form. */
export interface ContainerBlockRequest extends ContainerAddress {
  readonly format: EnvFormat;
  /** The region for tools; none, or an empty one, where the role has none. */
  readonly region?: string;
}

/**
 * Exports that renew: the variables that lead AWS tools to a container-credentials endpoint, in one
 * form, ending with a line end. Shells first unset what would win over it; `dotenv` and `json` can
 * only set. `unsetBlock` takes them away again.
 *
 * Ask `requireNoDefaultCredentials` first: no variable hides what stands in `[default]`.
 *
 * Throws USAGE for `process` and `ini`, which hold a trio or nothing; VALUE_UNREPRESENTABLE where
 * the form can't carry a value.
 */
export function containerBlock({ format, region, url, token }: ContainerBlockRequest): string {
  const variables = containerVariables({ url, token }, region);
  const shell = shellOf(format);
  if (shell !== undefined) {
    return shellBlock(shell, BEFORE_CONTAINER_VARIABLES, variables);
  }
  switch (format) {
    case 'dotenv':
      return dotenvLines(variables);
    case 'json':
      return jsonObject(variables);
    default:
      throw new RoleValetError(
        'USAGE',
        `the format ${format} has no form for exports that renew`,
        'Choose one of: sh, fish, powershell, cmd, nushell, dotenv, json.',
      );
  }
}
