import { RoleValetError } from '../../contract/errors.ts';
import { isOwnProcess } from '../chain/role-settings.ts';
import { isLongTermKey } from '../outputs/credentials-file/target-rules.ts';
import { type ProfileLine, ROLE_KEYS, standardKeyOf } from './role-keys.ts';

/** What some AWS tool would use before, or instead of, our `credential_process`, and what to do. */
const RIVALS: ReadonlyMap<string, string> = new Map([
  ...['sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].map(
    (key) => [key, 'AWS tools sign in with SSO there'] as const,
  ),
  ['login_session', 'some AWS tools use that sign-in first'],
  ['web_identity_token_file', 'AWS tools use that token first'],
]);

const STATIC_KEYS: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/** Static credentials in the section of the credentials file: what to do about them. */
export interface StaticFound {
  /** A session, as other tools write them: it can go, for it ends anyway. */
  readonly session: readonly ProfileLine[];
}

/**
 * Refuses what would keep AWS tools from our `credential_process` in the lines of a profile, from both
 * files. Gives the lines of a session in the credentials file, which may be removed. Throws
 * MANAGE_REFUSED naming file and line.
 */
export function checkRivals(profile: string, lines: readonly ProfileLine[]): StaticFound {
  for (const line of lines) checkLine(profile, line);
  return { session: checkStatic(profile, lines) };
}

function checkLine(profile: string, line: ProfileLine): void {
  const { file, property } = line;
  const { key, value, isIgnored, nested } = property;
  const isRoleKey = ROLE_KEYS.has(key) || standardKeyOf(key) !== undefined;
  const reason = RIVALS.get(key);
  const isAbout =
    isRoleKey || reason !== undefined || STATIC_KEYS.has(key) || key === 'credential_process';
  if (!isAbout) return;
  if (isIgnored) {
    const hint = `Write ${key} = ... in that line, or remove it; then try again.`;
    throw refused(profile, line, 'it has a colon, which only some AWS tools read', hint);
  }
  if (nested !== undefined) {
    const hint = 'Give it a value or remove it, then try again.';
    throw refused(profile, line, 'it has a block of settings below it instead of a value', hint);
  }
  if (isRoleKey && file === 'credentials') {
    const hint = `Move that line to [profile ${profile}] in the config file, then try again.`;
    throw refused(profile, line, 'role settings in the credentials file stay in force', hint);
  }
  if (value === '') return;
  if (reason !== undefined) {
    const hint = `Remove that line if ${profile} is to be reached through Role Valet, or leave the profile as it is.`;
    throw refused(profile, line, reason, hint);
  }
  if (key === 'credential_process' && !(isOwnProcess(value) && file === 'config')) {
    const hint = `Remove that line if ${profile} is to be reached through Role Valet, or leave the profile as it is.`;
    throw refused(profile, line, 'AWS tools run that program', hint);
  }
}

/**
 * Refuses what the AWS CLI would add to the profile from `[DEFAULT]`, and use before our
 * `credential_process`: to hide the profile's own lines is of no use then. Throws MANAGE_REFUSED naming
 * file and line.
 */
export function checkInherited(profile: string, lines: readonly ProfileLine[]): void {
  // An empty role_arn makes a role all the same.
  const rival = lines.find(
    ({ property: { key, value } }) =>
      key === 'role_arn' || ((RIVALS.has(key) || STATIC_KEYS.has(key)) && value !== ''),
  );
  if (rival === undefined) return;
  throw refused(
    profile,
    rival,
    'the AWS CLI adds what stands in [DEFAULT] to every profile',
    'Write [default] in lower case, or move that line to the profile that it is for; then try again.',
  );
}

function checkStatic(profile: string, lines: readonly ProfileLine[]): readonly ProfileLine[] {
  const found = lines.filter(
    ({ property }) => STATIC_KEYS.has(property.key) && property.value !== '',
  );
  const [first] = found;
  if (first === undefined) return [];
  const lastValue = (key: string) =>
    found.findLast(({ property }) => property.key === key)?.property.value;
  const id = lastValue('aws_access_key_id');
  const token = lastValue('aws_session_token') ?? lastValue('aws_security_token');
  // A secret without its id is a long-term key half way to somewhere.
  if (isLongTermKey(id, token) || (id === undefined && token === undefined)) {
    throw refused(
      profile,
      first,
      'AWS tools use a long-term key before any credential_process',
      `Move the key into the keychain first: role-valet keys adopt ${profile}`,
    );
  }
  const inConfig = found.find(({ file }) => file === 'config');
  if (inConfig !== undefined) {
    const hint = 'Remove the lines of that session from the config file, then try again.';
    throw refused(profile, inConfig, 'static credentials stay in its way, once expired too', hint);
  }
  return found;
}

/** The refusal for a line that stays as it is. */
export function refused(
  profile: string,
  { path, property }: ProfileLine,
  reason: string,
  hint: string,
): RoleValetError {
  return new RoleValetError(
    'MANAGE_REFUSED',
    `${path}, line ${property.line}: ${profile} can't be managed because of ${property.key}: ${reason}`,
    hint,
  );
}
