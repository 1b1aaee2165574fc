import { RoleValetError } from '../../contract/errors.ts';
import type { RoleForm } from '../../contract/roles.ts';
import { property } from '../aws-config/profile-property.ts';
import type { Profile } from '../aws-config/types.ts';
import { type RoleArn, readRoleArn } from '../chain/arn.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { placeText } from '../chain/fault.ts';
import { EXTERNAL_ID, EXTERNAL_ID_RULE } from '../chain/hop-settings.ts';
import { LEAST_SECONDS, MOST_ROLE_SECONDS } from '../chain/limits.ts';
import { serialFault, serialPartition } from '../chain/mfa-device.ts';
import { partitionNamed, partitionOfRegion } from '../chain/partitions.ts';
import { roleSetting } from '../chain/role-settings.ts';
import { sessionNameFault } from '../chain/session-name.ts';

/**
 * Checks every field but the name by AWS's own rules, since AWS answers most faults with a bare
 * AccessDenied. `profile` is what the files have for the role now. Throws USAGE; the message names
 * the field.
 */
export function checkRoleForm(
  context: Pick<ChainContext, 'config' | 'keychainProfiles'>,
  form: RoleForm,
  profile: Profile | undefined,
): void {
  const arn = checkArn(form.roleArn);
  checkSource(context, form, profile);
  checkRegion(form.region, arn.partition);
  checkSerial(form.mfaSerial, arn.partition);
  if (form.externalId !== '' && !EXTERNAL_ID.test(form.externalId)) {
    throw wrong('external id: AWS does not accept it', `It must have ${EXTERNAL_ID_RULE}.`);
  }
  const nameFault = form.sessionName === '' ? undefined : sessionNameFault(form.sessionName);
  if (nameFault !== undefined) {
    throw wrong(`session name: ${nameFault.message}`, nameFault.hint);
  }
  checkDuration(form.durationSeconds);
}

/** True for the word that opts a role out of its base's MFA device. */
export function isNoDevice(serial: string): boolean {
  return serial.toLowerCase() === 'none';
}

function checkArn(text: string): RoleArn {
  if (text === '') {
    throw wrong('role ARN: it is missing', 'IAM shows it on the page of the role.');
  }
  const reading = readRoleArn(text);
  if (!reading.ok) {
    throw wrong(
      `role ARN: ${reading.fault}`,
      'Write it as arn:aws:iam::111122223333:role/NAME; IAM shows it on the page of the role.',
    );
  }
  return reading.arn;
}

function checkSource(
  { config, keychainProfiles }: Pick<ChainContext, 'config' | 'keychainProfiles'>,
  form: RoleForm,
  profile: Profile | undefined,
): void {
  const source = form.sourceProfile;
  // Two other ways to start a chain, which the form doesn't show but leaves in place.
  const other =
    roleSetting(profile, 'credential_source') ?? property(profile, 'web_identity_token_file');
  if (source === '') {
    if (other !== undefined) return;
    throw wrong(
      'source profile: it is missing',
      'Choose the profile whose credentials may assume this role.',
    );
  }
  const before = roleSetting(profile, 'source_profile')?.value;
  if (other !== undefined && before === undefined) {
    throw wrong(
      `source profile: the role has another source already (${placeText(other.at)})`,
      'Remove that line by hand, or leave the source profile empty: a role has one source.',
    );
  }
  // AWS allows that for a profile with keys of its own; whoever has it may keep it.
  if (source === form.profile && before !== source) {
    throw wrong(
      'source profile: a role cannot start from itself',
      'Choose the profile whose credentials may assume this role.',
    );
  }
  if (!config.profiles.has(source) && !keychainProfiles.has(source)) {
    throw wrong(
      `source profile: there is no profile ${JSON.stringify(source)}`,
      'Choose one of the list, or add its key first.',
    );
  }
}

function checkRegion(region: string, partition: string): void {
  if (region === '') return;
  const own = partitionOfRegion(region);
  if (own === undefined) {
    throw wrong(
      `region: ${JSON.stringify(region)} is no AWS region`,
      'Write a region such as eu-west-1, or leave it empty.',
    );
  }
  if (own.name !== partition) {
    throw wrong(
      `region: ${region} is in the partition ${own.name}, the role in ${partition}`,
      `Use a region of ${partition}, such as ${partitionNamed(partition)?.defaultRegion}.`,
    );
  }
}

function checkSerial(serial: string, partition: string): void {
  if (serial === '' || isNoDevice(serial)) return;
  const fault = serialFault(serial);
  if (fault !== undefined) throw wrong(`MFA device: ${fault.message}`, fault.hint);
  const own = serialPartition(serial);
  if (own !== undefined && own !== partition) {
    throw wrong(
      `MFA device: it is in the partition ${own}, the role in ${partition}`,
      'Partitions share no users: correct the serial or the role.',
    );
  }
}

function checkDuration(text: string): void {
  if (text === '') return;
  const seconds = Number(text);
  if (/^\d{1,9}$/.test(text) && seconds >= LEAST_SECONDS && seconds <= MOST_ROLE_SECONDS) return;
  throw wrong(
    `duration: ${JSON.stringify(text)} is not ${LEAST_SECONDS} to ${MOST_ROLE_SECONDS} seconds`,
    'Write whole seconds, such as 3600 for one hour, or leave it empty.',
  );
}

function wrong(message: string, hint: string): RoleValetError {
  return new RoleValetError('USAGE', message, hint);
}
