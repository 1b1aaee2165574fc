import type { RoleForm, RoleView } from '../../electron/contract/roles.ts';
import { checkRoleArn } from './arn-checks.ts';
import { partitionOfArn, partitionOfRegion } from './aws-names.ts';

/**
 * The role form's checks, one for each field: what is wrong and what would be right, or undefined.
 * Plain functions, since a validation library would trip the window's security policy. They agree
 * with core's own rules (role-checks.test.ts compares them); main checks again and has the last word.
 */

const PROFILE_NAME = /^[\w\-@+.%:/]+$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const SERIAL = /^[\w+=/:,.@-]{9,256}$/;
const MOST_NAME = 128;
const PLACEHOLDER = /\{([^{}]*)\}/g;
const LEAST_SECONDS = 900;
const ONE_HOUR = 3600;
const MOST_SECONDS = 43_200;

export type RoleFieldName = keyof RoleForm;

/** In the order in which the form shows them: the first wrong one gets the focus. */
export const ROLE_FIELDS: readonly RoleFieldName[] = [
  'profile',
  'roleArn',
  'sourceProfile',
  'region',
  'mfaSerial',
  'externalId',
  'sessionName',
  'durationSeconds',
];

/** What the checks must know beside the form. */
export interface RoleSurroundings {
  readonly roles: readonly RoleView[];
  /** The profile that is edited; empty for a new role. */
  readonly original: string;
  /** True where the edited profile gets its credentials without a source profile. */
  readonly isSourceOptional: boolean;
}

export type RoleFaults = Partial<Record<RoleFieldName, string>>;

/** All that is wrong with a form, by field. Blanks around a value don't count: see `tidyForm`. */
export function checkRole(written: RoleForm, around: RoleSurroundings): RoleFaults {
  const form = tidyForm(written);
  const found: readonly (readonly [RoleFieldName, string | undefined])[] = [
    ['profile', checkNewProfile(form.profile, around)],
    ['roleArn', checkRoleArn(form.roleArn)],
    ['sourceProfile', checkSource(form, around)],
    ['region', checkRegion(form.region, form.roleArn)],
    ['mfaSerial', checkMfaSerial(form.mfaSerial, form.roleArn)],
    ['externalId', checkExternalId(form.externalId)],
    ['sessionName', checkSessionName(form.sessionName)],
    ['durationSeconds', checkDuration(form.durationSeconds)],
  ];
  return Object.fromEntries(found.filter(([, fault]) => fault !== undefined));
}

/** The form as it is sent: without blanks at the ends, the duration in seconds. */
export function tidyForm(form: RoleForm): RoleForm {
  const seconds = readDuration(form.durationSeconds);
  return {
    profile: form.profile.trim(),
    roleArn: form.roleArn.trim(),
    sourceProfile: form.sourceProfile.trim(),
    region: form.region.trim(),
    mfaSerial: form.mfaSerial.trim(),
    externalId: form.externalId.trim(),
    sessionName: form.sessionName.trim(),
    durationSeconds: seconds === undefined ? form.durationSeconds.trim() : String(seconds),
  };
}

/** A name that every AWS tool finds in both files: fewer characters than the AWS CLI alone knows. */
export function checkProfileName(name: string): string | undefined {
  if (name === '') return 'Give it a name.';
  if (name.length > MOST_NAME)
    return `This has ${name.length} characters; ${MOST_NAME} are the most.`;
  if (!PROFILE_NAME.test(name)) {
    return 'Use letters, digits and - _ . @ % : / + only: some AWS tools don’t find other names.';
  }
  if (name.startsWith('-')) return 'Begin with another character: tools take a dash for an option.';
  if (name !== 'default' && name.toLowerCase() === 'default') {
    return 'Write “default” in lower case: some tools read this as the defaults of all profiles.';
  }
  // In JavaScript every object has members of these names.
  return name in {} ? 'Choose another: to JavaScript SDKs this means something else.' : undefined;
}

function checkNewProfile(name: string, { roles, original }: RoleSurroundings): string | undefined {
  // An old name stays as it is: other tools may know it.
  if (original !== '') return undefined;
  return roles.some(({ profile }) => profile === name)
    ? `There is a profile “${name}” already.`
    : checkProfileName(name);
}

function checkSource(form: RoleForm, around: RoleSurroundings): string | undefined {
  const { sourceProfile: source } = form;
  if (source === '') {
    return around.isSourceOptional ? undefined : 'Choose the profile that this role starts from.';
  }
  const own = around.original === '' ? form.profile : around.original;
  if (source === own) return 'A role can’t start from itself.';
  const found = around.roles.find(({ profile }) => profile === source);
  if (found === undefined) return `There is no profile “${source}”. Choose one from the list.`;
  return found.chain.includes(own)
    ? `This would go in a circle: ${source} starts from ${own}.`
    : undefined;
}

export function checkRegion(region: string, roleArn: string): string | undefined {
  if (region === '') return undefined;
  const own = partitionOfRegion(region);
  if (own === undefined) return 'This is no AWS region. Write it like eu-west-1.';
  const wanted = partitionOfArn(roleArn);
  return wanted === undefined || own === wanted
    ? undefined
    : `This region is in the partition ${own}, the role in ${wanted}; they share no credentials.`;
}

/** The serial of an MFA device with codes; `none` opts out of the source's device. */
export function checkMfaSerial(serial: string, roleArn: string): string | undefined {
  if (serial === '' || serial.toLowerCase() === 'none') return undefined;
  if (!SERIAL.test(serial)) {
    return 'This is no device’s serial. Copy it from IAM, such as arn:aws:iam::111122223333:mfa/NAME.';
  }
  if (!serial.startsWith('arn:')) return undefined;
  const [, own, , , , resource = ''] = serial.split(':');
  if (resource.startsWith('user/')) return 'This is the ARN of the user, not of the MFA device.';
  if (resource.startsWith('u2f/')) {
    return 'This is a security key, which gives no codes. Name a virtual MFA device.';
  }
  const wanted = partitionOfArn(roleArn);
  return wanted === undefined || own === wanted
    ? undefined
    : `This device is in the partition ${own}, the role in ${wanted}.`;
}

export function checkExternalId(id: string): string | undefined {
  if (id === '' || EXTERNAL_ID.test(id)) return undefined;
  if (id.length < 2) return 'An external id has at least 2 characters.';
  if (id.length > 1224) return `This has ${id.length} characters; AWS allows 1,224.`;
  return 'Use letters, digits and _ + = , . @ : / - only (no blanks).';
}

/** The name, or a template with {user}, {host} and {role}. */
export function checkSessionName(template: string): string | undefined {
  if (template === '') return undefined;
  for (const [written, name] of template.matchAll(PLACEHOLDER)) {
    if (name !== 'user' && name !== 'host' && name !== 'role') {
      return `${written} stands for nothing. Use {user}, {host} or {role}.`;
    }
  }
  const literal = template.replace(PLACEHOLDER, '');
  if (/[^\w+=,.@-]/.test(literal)) return 'Use letters, digits and _ + = , . @ - only (no blanks).';
  if (literal.length > 64) return `This has ${literal.length} characters; AWS allows 64.`;
  return literal === template && literal.length < 2
    ? 'A session name has at least 2 characters.'
    : undefined;
}

/** Seconds of `3600`, `1h`, `90m`, `1h30m`; undefined for all else. */
export function readDuration(text: string): number | undefined {
  const value = text.trim().toLowerCase();
  const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s?)?$/.exec(value);
  // `1h30` could mean minutes as well as seconds.
  if (value === '' || parts === null || /[hm]\d+$/.test(value)) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

export function checkDuration(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const seconds = readDuration(text);
  if (seconds === undefined) return 'Write seconds, such as 3600, or 1h, 90m, 1h30m.';
  if (seconds < LEAST_SECONDS) return 'AWS gives no session less than 15 minutes (900 seconds).';
  return seconds > MOST_SECONDS
    ? 'AWS gives no role more than 12 hours (43200 seconds).'
    : undefined;
}

/** True where AWS gives less than is asked for, because the source is itself a role. */
export function isCutByChaining(form: RoleForm, roles: readonly RoleView[]): boolean {
  const source = roles.find(({ profile }) => profile === form.sourceProfile.trim());
  return source?.kind === 'role' && (readDuration(form.durationSeconds) ?? 0) > ONE_HOUR;
}
