import { RoleValetError } from '../../contract/errors.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import { headerFor } from '../aws-config/profile-sections.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { type ChangeApp, type ChangedFile, changeFile } from '../journal/change-file.ts';

/** What `ensureBaseProfile` would change in the config file. */
export interface BaseProfileChange {
  readonly profile: string;
  /** True where config has no section for the profile yet. */
  readonly addsSection: boolean;
  /** The MFA serial to write, where it is not there already. */
  readonly mfaSerial?: string;
}

/**
 * What the config file lacks for a base key, or undefined where it lacks nothing. Throws KEY_EXISTS
 * where the profile has another MFA serial: that line is the user's.
 */
export function baseProfileChange(
  config: SharedConfig,
  profile: string,
  mfaSerial: string | undefined,
): BaseProfileChange | undefined {
  const known = config.profiles.get(profile);
  const serial = known?.properties.get('mfa_serial');
  if (serial !== undefined && mfaSerial !== undefined && serial.value !== mfaSerial) {
    throw new RoleValetError(
      'KEY_EXISTS',
      `${serial.at.path}, line ${serial.at.line}: ${profile} has another mfa_serial, ${serial.value}`,
      'Correct that line, or leave --mfa-serial out.',
    );
  }
  const addsSection = known?.configAt === undefined;
  const newSerial = propertyValue(known, 'mfa_serial') === undefined ? mfaSerial : undefined;
  return !addsSection && newSerial === undefined
    ? undefined
    : { profile, addsSection, ...(newSerial === undefined ? {} : { mfaSerial: newSerial }) };
}

/** Makes the change, touching only the lines it names. Throws as `changeFile` does. */
export async function applyBaseProfileChange(
  app: ChangeApp,
  change: BaseProfileChange,
): Promise<ChangedFile> {
  const { profile, addsSection } = change;
  const reason = addsSection
    ? `Added the profile ${profile} for its base key`
    : `Added the MFA device of ${profile}`;
  return await changeFile(app, {
    file: 'config',
    reason,
    edit: (text, path) => editedText(text, path, change),
  });
}

function editedText(text: string, path: string, change: BaseProfileChange): string {
  const { profile, addsSection, mfaSerial } = change;
  const header = headerFor(parseIni(text, { file: 'config', path }), 'config', profile);
  if (addsSection) {
    return appendSection(text, header, mfaSerial === undefined ? [] : [['mfa_serial', mfaSerial]]);
  }
  return setProperties(text, header, new Map([['mfa_serial', mfaSerial]]));
}
