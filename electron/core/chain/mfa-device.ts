import { property } from '../aws-config/profile-property.ts';
import type { ConfigFinding, Profile, ProfileProperty } from '../aws-config/types.ts';
import { faultAt, invalid, placeText, roleWarning, type SettingFault } from './fault.ts';
import { roleSetting } from './role-settings.ts';
import type { Base, MfaDevice } from './types.ts';

/** SerialNumber: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html. */
const SERIAL = /^[\w+=/:,.@-]{9,256}$/;

/** The path that a device is looked for on. */
export interface MfaQuestion {
  readonly base: Base;
  /** Undefined for a key that no file mentions. */
  readonly baseProfile: Profile | undefined;
  /** The roles, the selected one first. */
  readonly roles: readonly Profile[];
  readonly partition: string;
}

/**
 * The device whose code the base must give, or undefined. It belongs to the base key's user, so a
 * serial on any role of the path makes the base use MFA, and two serials on one path can't both be
 * right. `valet_mfa_serial = none` on the selected role opts out of the base's serial, not of one
 * that a role on the path names.
 *
 * Throws CONFIG_INVALID or PARTITION_MISMATCH, naming file and line.
 */
export function findMfaDevice(
  question: MfaQuestion,
  warnings: ConfigFinding[],
): MfaDevice | undefined {
  const { base, baseProfile, roles, partition } = question;
  const ofRoles = roles.map(serialOf).filter((serial) => serial !== undefined);
  if (base.kind !== 'key') {
    warnUnused(question, ofRoles[0], warnings);
    return undefined;
  }
  const isOptedOut = roles[0] !== undefined && isNone(roleSetting(roles[0], 'mfa_serial'));
  const ofBase = isOptedOut ? undefined : serialOf(baseProfile);
  const serials = ofBase === undefined ? ofRoles : [...ofRoles, ofBase];
  const [first] = serials;
  if (first === undefined) return undefined;
  for (const other of serials) {
    if (other.value !== first.value) {
      throw invalid(
        first,
        `this path names two MFA devices: ${first.value} here and ${other.value} in ${placeText(other.at)}`,
        `A device belongs to the user of the key ${base.profile}, so only one can be right: correct the other line.`,
      );
    }
  }
  checkSerial(first, partition);
  const command = processOf([...roles, baseProfile]);
  return {
    serial: first.value,
    at: first.at,
    ...(command === undefined ? {} : { process: command }),
  };
}

function serialOf(profile: Profile | undefined): ProfileProperty | undefined {
  const setting = roleSetting(profile, 'mfa_serial');
  return isNone(setting) ? undefined : setting;
}

function isNone(setting: ProfileProperty | undefined): boolean {
  return setting?.value.toLowerCase() === 'none';
}

/** aws-vault's `mfa_process`: the nearest one to the selected role. */
function processOf(profiles: readonly (Profile | undefined)[]): string | undefined {
  for (const profile of profiles) {
    const command = property(profile, 'mfa_process');
    if (command !== undefined) return command.value;
  }
  return undefined;
}

function checkSerial(setting: ProfileProperty, partition: string): void {
  const fault = serialFault(setting.value);
  if (fault !== undefined) throw invalid(setting, fault.message, fault.hint);
  const own = serialPartition(setting.value);
  if (own !== undefined && own !== partition) {
    throw faultAt(
      'PARTITION_MISMATCH',
      setting.at,
      `the MFA device is in the partition ${own}, the role in ${partition}`,
      'Partitions share no users: correct the serial or the role.',
    );
  }
}

/** The partition of a device whose serial is an ARN. */
export function serialPartition(serial: string): string | undefined {
  return serial.startsWith('arn:') ? serial.split(':')[1] : undefined;
}

/** What is wrong with `serial` as a device that gives codes, or undefined for a good one. */
export function serialFault(serial: string): SettingFault | undefined {
  const hint =
    'Copy the identifier of the MFA device from IAM, such as arn:aws:iam::111122223333:mfa/NAME.';
  if (!SERIAL.test(serial)) {
    return { message: `${JSON.stringify(serial)} is no serial number of an MFA device`, hint };
  }
  const resource = serial.startsWith('arn:') ? (serial.split(':')[5] ?? '') : '';
  if (resource.startsWith('user/')) {
    return { message: `${serial} is the ARN of the user, not of the MFA device`, hint };
  }
  if (resource.startsWith('u2f/')) {
    return {
      message: `${serial} is a security key, which gives no codes; AWS takes codes only for calls like this`,
      hint: 'Add a virtual MFA device (an authenticator app) to the user and name it here.',
    };
  }
  return undefined;
}

function warnUnused(
  { base, roles }: MfaQuestion,
  serial: ProfileProperty | undefined,
  warnings: ConfigFinding[],
): void {
  const [selected] = roles;
  if (selected === undefined || serial === undefined) return;
  warnings.push(
    roleWarning(
      selected.name,
      serial.at,
      `mfa_serial is not used: the chain starts from ${base.profile}, which holds no long-term key, and only those can give a code`,
      'Start the chain from a key of the user that owns the device, or remove the line.',
    ),
  );
}
