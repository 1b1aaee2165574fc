import { RoleValetError } from '../../contract/errors.ts';
import { parseIni } from '../aws-config/ini-document.ts';
import { appendSection, setProperties } from '../aws-config/ini-edit.ts';
import { propertyValue } from '../aws-config/profile-property.ts';
import { headerFor } from '../aws-config/profile-sections.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { decodeText, encodeText } from '../aws-config/text-codec.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { App } from './app.ts';

/** What `ensureBaseProfile` would change in the config file. */
export interface BaseProfileChange {
  readonly profile: string;
  /** True where config has no section for the profile yet. */
  readonly addsSection: boolean;
  /** The MFA serial to write, where it is not there already. */
  readonly mfaSerial?: string;
}

/** Three tries: another program that writes config at the same moment is rare, and soon done. */
const MOST_ATTEMPTS = 3;

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

/**
 * Makes the change, touching only the lines it names, and gives the real path of the file. Throws
 * FILE_CHANGED where another program keeps writing, EDIT_REFUSED where the result would be worse
 * than what was there, FILE_UNWRITABLE, DISK_FULL.
 */
export async function applyBaseProfileChange(app: App, change: BaseProfileChange): Promise<string> {
  return app.locks.withFileLock(app.configPath, async () => {
    for (let attempt = 1; ; attempt += 1) {
      const before = await app.files.read(app.configPath);
      const { text, encoding } = decodeText(before.bytes);
      const after = encodeText(editedText(text, before.path, change), encoding);
      requireNoNewFault(before.bytes, after, before.path);
      let isChanged = false;
      const beforeCommit = async (): Promise<void> => {
        const now = await app.files.read(app.configPath);
        isChanged = !Buffer.from(now.bytes).equals(before.bytes);
        if (isChanged) {
          throw new RoleValetError(
            'FILE_CHANGED',
            `${before.path} was changed by another program at the same moment`,
            'Wait until that program is done, then try again.',
          );
        }
      };
      try {
        // The user's own file keeps the user's own mode.
        const mode = before.mode === undefined ? {} : { mode: before.mode };
        await app.files.replace(app.configPath, after, { beforeCommit, ...mode });
        return before.realPath;
      } catch (error) {
        if (!isChanged || attempt >= MOST_ATTEMPTS) {
          throw error;
        }
      }
    }
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

/** Faults that were there before are the user's; one that we would add is a reason to refuse. */
function requireNoNewFault(before: Uint8Array, after: Uint8Array, path: string): void {
  const [added] = newStrictFaults(strictFaults(before, 'config'), strictFaults(after, 'config'));
  if (added !== undefined) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${path} would not be readable by the AWS CLI afterwards (line ${added.line}: ${added.message})`,
      'Nothing was changed. Mend that line by hand, then try again.',
    );
  }
}
