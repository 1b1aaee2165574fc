import { RoleValetError } from '../../../contract/errors.ts';
import type { Profile, SharedConfig, SourceLine } from '../../aws-config/types.ts';

/** A target may be written; some only after the user agreed. */
export interface TargetVerdict {
  readonly allowed: true;
  /** Set for `default` where roles start from it: they would then start from the written session. */
  readonly needsConfirmation?: { readonly roles: readonly string[] };
}

/**
 * Characters of profile names that the AWS CLI and all SDKs read alike. The JavaScript SDK's pattern
 * is the narrowest: `[\w@\+\.%:/-]+` in `@smithy/core` (parseIni).
 */
const READABLE_NAME = /^[A-Za-z0-9_@+.%:/-]+$/;

/** Keys with which AWS tools look past a trio, or whose credentials a trio would hide. */
const RIVAL_KEYS: readonly (readonly [key: string, reason: string])[] = [
  [
    'valet_role_arn',
    'AWS tools reach it through Role Valet already, and a written session would hide that',
  ],
  // Measured with AWS CLI 2.9 and 1.45: "The source profile ... must have credentials".
  ['role_arn', 'AWS tools assume that role there and ignore written credentials'],
  // botocore asks its web identity and SSO providers before it looks at static credentials.
  ['web_identity_token_file', 'some AWS tools use that token there and ignore written credentials'],
  ['sso_session', 'some AWS tools sign in with SSO there and ignore written credentials'],
  ['sso_start_url', 'some AWS tools sign in with SSO there and ignore written credentials'],
  ['sso_account_id', 'some AWS tools sign in with SSO there and ignore written credentials'],
  ['sso_role_name', 'some AWS tools sign in with SSO there and ignore written credentials'],
  // Static credentials beat these two: https://github.com/aws/aws-cli/issues/5109
  [
    'credential_process',
    'a written session would hide that program, and stay in its way once expired',
  ],
  ['login_session', 'a written session would hide that sign-in, and stay in its way once expired'],
];

/**
 * Decides whether `role`'s session may be written to the profile `target` of the credentials file.
 * Throws TARGET_REFUSED with the reason where some AWS tool would ignore the session, where it would
 * hide other credentials, or where roles start from the target; LONG_TERM_KEY_IN_TARGET where the
 * target holds a long-term key.
 */
export function checkTarget(config: SharedConfig, target: string, role: string): TargetVerdict {
  checkName(target);
  const profile = config.profiles.get(target);
  if (profile !== undefined) {
    checkLongTermKey(profile);
    checkRivals(profile, role);
  }
  const roles = rolesStartingFrom(config, target);
  if (roles.length === 0) return { allowed: true };
  if (target === 'default') return { allowed: true, needsConfirmation: { roles } };
  throw refused(
    target,
    `${roles.length === 1 ? 'the role' : 'the roles'} ${listed(roles)} would then start from the written session`,
    suggestion(role),
  );
}

/** Names of the roles whose source is `target`, in the order of the files. */
export function rolesStartingFrom(config: SharedConfig, target: string): string[] {
  const roles: string[] = [];
  for (const profile of config.profiles.values()) {
    const { properties } = profile;
    const source = properties.has('valet_role_arn')
      ? properties.get('valet_source_profile')
      : properties.has('role_arn')
        ? properties.get('source_profile')
        : undefined;
    if (source?.value === target) roles.push(profile.name);
  }
  return roles;
}

/** True where the two values form a long-term key: an IAM user's, or static keys with no token. */
export function isLongTermKey(accessKeyId: string | undefined, sessionToken: string | undefined) {
  if (accessKeyId === undefined || accessKeyId === '') return false;
  // An AKIA id is a user's even beside a left-over token:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  return accessKeyId.startsWith('AKIA') || sessionToken === undefined || sessionToken === '';
}

/** The refusal for a long-term key that stands at `at`. */
export function longTermKeyError(target: string, at?: Pick<SourceLine, 'path' | 'line'>) {
  const place = at === undefined ? '' : ` (${at.path}, line ${at.line})`;
  return new RoleValetError(
    'LONG_TERM_KEY_IN_TARGET',
    `The profile "${target}" holds a long-term key${place}, which is never overwritten`,
    `Choose another target, or move the key first: role-valet keys add ${target}, then delete its lines`,
  );
}

function checkName(target: string): void {
  if (!READABLE_NAME.test(target)) {
    throw refused(
      target,
      'its name holds characters that some AWS tools cannot read',
      'Choose a target of letters, digits and any of _ @ + . % : / -',
    );
  }
  if (target !== 'default' && target.toLowerCase() === 'default') {
    // Python's configparser, under many tools, takes [DEFAULT] for the defaults of every section.
    throw refused(
      target,
      'some tools would apply a section of that name to every profile',
      'Choose another name, or "default" itself',
    );
  }
}

function checkLongTermKey(profile: Profile): void {
  const id = profile.properties.get('aws_access_key_id');
  const token = profile.properties.get('aws_session_token');
  const oldToken = profile.properties.get('aws_security_token');
  if (id !== undefined && isLongTermKey(id.value, token?.value ?? oldToken?.value)) {
    throw longTermKeyError(profile.name, id.at);
  }
}

function checkRivals(profile: Profile, role: string): void {
  for (const [key, reason] of RIVAL_KEYS) {
    const rival = profile.properties.get(key);
    if (rival === undefined) continue;
    const place = `${key} in ${rival.at.path}, line ${rival.at.line}`;
    throw refused(profile.name, `it has ${place}: ${reason}`, suggestion(role));
  }
}

function suggestion(role: string): string {
  return `Leave the target out to use "${role}-session", or name another one`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function refused(target: string, reason: string, hint: string): RoleValetError {
  return new RoleValetError('TARGET_REFUSED', `"${target}" cannot be a target: ${reason}`, hint);
}
