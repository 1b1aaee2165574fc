import { type ErrorCode, RoleValetError } from '../../contract/errors.ts';
import type { ConfigFinding, ProfileProperty, SourceLine } from '../aws-config/types.ts';

/** What is wrong with a setting, and what to write instead. */
export interface SettingFault {
  readonly message: string;
  readonly hint: string;
}

/** A place in a file, as messages name it. */
export function placeText(at: SourceLine): string {
  return `${at.path}, line ${at.line}`;
}

/** A fault that stands on one line of the files: the message begins with the place. */
export function faultAt(
  code: ErrorCode,
  at: SourceLine | undefined,
  message: string,
  hint: string,
): RoleValetError {
  return new RoleValetError(code, at ? `${placeText(at)}: ${message}` : message, hint);
}

/** A fault in a value that the files give. */
export function invalid(property: ProfileProperty, message: string, hint: string): RoleValetError {
  return faultAt('CONFIG_INVALID', property.at, message, hint);
}

/** Something in a role's profile that does not stop it, but that its user should know. */
export function roleWarning(
  profile: string,
  at: SourceLine | undefined,
  message: string,
  hint: string,
): ConfigFinding {
  return {
    code: 'ROLE_INVALID',
    severity: 'warning',
    message: `${profile}: ${message}`,
    hint,
    profile,
    ...(at === undefined ? {} : { at }),
  };
}
