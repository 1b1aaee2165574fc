import { RoleValetError } from '../../contract/errors.ts';
import type { App } from '../app/app.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { decodeText, encodeText } from '../aws-config/text-codec.ts';
import type { FileState } from '../ports.ts';
import { commitChange } from './commit-change.ts';
import type { SharedFile } from './entry.ts';

/** What a change of the shared files needs of the app. */
export type ChangeApp = Pick<
  App,
  'configPath' | 'credentialsPath' | 'homePath' | 'files' | 'locks' | 'clock' | 'sealer' | 'logger'
>;

/**
 * Gives the new text of a file from the text as it is now; `path` is for messages. The same text writes
 * nothing. It may be called again, with what another program wrote meanwhile, and what it throws leaves
 * the files as they were.
 */
export type TextEdit = (text: string, path: string) => string;

/** What a change did. */
export interface ChangedFile {
  /** The journal's entry; undefined where nothing was changed, or nothing could be encrypted. */
  readonly entryId: string | undefined;
  /** Real paths of the files that were changed, empty where none was. */
  readonly paths: readonly string[];
  /** One sentence each, for the user. */
  readonly notices: readonly string[];
}

interface ChangeWords {
  /** What is done and why, one line without a full stop, as `undo --list` shows it. */
  readonly reason: string;
  /** What an undo will leave alone, one sentence: "The keychain keeps its copy of the key". */
  readonly note?: string;
  /** False where only what is ours anyway changes, as a renewed trio does: then there is no entry. */
  readonly isJournalled?: boolean;
}

/**
 * Edits one of the shared files (config or credentials) under its lock and journals it, so that it can
 * be taken back. A missing file is created 0600, its folder 0700; the encoding stays.
 *
 * Throws FILE_CHANGED or FILE_UNSTABLE where another program keeps writing, EDIT_REFUSED where the AWS
 * CLI would read less than before, VALUE_UNREPRESENTABLE, LOCK_TIMEOUT, FILE_UNREADABLE,
 * FILE_UNWRITABLE, DISK_FULL.
 */
export async function changeFile(
  app: ChangeApp,
  request: ChangeWords & { readonly file: SharedFile; readonly edit: TextEdit },
): Promise<ChangedFile> {
  const { file, edit, ...words } = request;
  return await changeFiles(app, { ...words, edits: [{ file, edit }] });
}

/**
 * Edits both files as one entry of the journal, all or nothing: where the second can't be written, the
 * first is put back, and what a crash leaves half done is taken back at the next start, change or undo.
 * Throws as `changeFile` does.
 */
export async function changeFiles(
  app: ChangeApp,
  request: ChangeWords & {
    readonly edits: readonly { readonly file: SharedFile; readonly edit: TextEdit }[];
  },
): Promise<ChangedFile> {
  const { edits, isJournalled = true, ...words } = request;
  const paths = { config: app.configPath, credentials: app.credentialsPath };
  const real = await Promise.all(
    edits.map(async ({ file }) => (await app.files.read(paths[file])).realPath),
  );
  requireTwoFiles(real);
  return await commitChange(app, {
    ...words,
    isJournalled,
    edits: edits.map(({ file, edit }) => ({
      file,
      path: paths[file],
      edit: (state) => editedBytes(file, state, edit),
    })),
  });
}

function editedBytes(file: SharedFile, state: FileState, edit: TextEdit): Uint8Array | undefined {
  const { text, encoding } = decodeText(state.bytes);
  const edited = edit(text, state.path);
  if (edited === text) return state.exists ? state.bytes : undefined;
  const bytes = encodeText(edited, encoding);
  // Faults that were there before are the user's; one that we would add is a reason to refuse.
  const [added] = newStrictFaults(strictFaults(state.bytes, file), strictFaults(bytes, file));
  if (added !== undefined) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${state.path} would not be readable by the AWS CLI afterwards (line ${added.line}: ${added.message})`,
      'Nothing was changed. Mend that line by hand, then try again.',
    );
  }
  return bytes;
}

/** One file under both names would be edited twice, each time from the same old text. */
function requireTwoFiles(realPaths: readonly string[]): void {
  if (new Set(realPaths).size === realPaths.length) return;
  throw new RoleValetError(
    'EDIT_REFUSED',
    `${realPaths[0]} is both the config file and the credentials file`,
    'Point AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE at two files.',
  );
}
