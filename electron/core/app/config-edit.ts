import { RoleValetError } from '../../contract/errors.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { decodeText, encodeText } from '../aws-config/text-codec.ts';
import type { App } from './app.ts';

/** Three tries: another program that writes config at the same moment is rare, and soon done. */
const MOST_ATTEMPTS = 3;

/**
 * Edits the config file under its lock and gives its real path. `edit` gets the text as it is now and
 * the path for messages, and gives the new text; the same text writes nothing. It may be called
 * again, with what another program wrote meanwhile, and what it throws leaves the file as it was. A
 * missing file is created 0600, its folder 0700.
 *
 * Throws FILE_CHANGED where another program keeps writing, EDIT_REFUSED where the AWS CLI would read
 * less than before, VALUE_UNREPRESENTABLE, LOCK_TIMEOUT, FILE_UNREADABLE, FILE_UNWRITABLE, DISK_FULL.
 */
export async function editConfig(
  app: Pick<App, 'configPath' | 'files' | 'locks'>,
  edit: (text: string, path: string) => string,
): Promise<string> {
  return app.locks.withFileLock(app.configPath, async () => {
    for (let attempt = 1; ; attempt += 1) {
      const before = await app.files.read(app.configPath);
      const { text, encoding } = decodeText(before.bytes);
      const edited = edit(text, before.path);
      if (edited === text) return before.realPath;
      const after = encodeText(edited, encoding);
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
