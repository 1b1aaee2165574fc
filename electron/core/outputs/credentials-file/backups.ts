import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { isRoleValetError } from '../../../contract/errors.ts';
import type { FileState } from '../../ports.ts';
import type { CredentialsFileContext } from './context.ts';

/** A file as it was before a change of ours. */
export interface Backup {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  /** What was about to be done, one line. */
  readonly reason: string;
  readonly mode: number | undefined;
  readonly bytes: Uint8Array;
}

const KEPT = 30;
const PURPOSE = 'backup';
const SUFFIX = '.sealed';
const DATED_NAME = /^\d{4}-.*\.sealed$/;

type BackupContext = Pick<CredentialsFileContext, 'files' | 'clock' | 'homePath' | 'sealer'>;

/**
 * Keeps the content of `state` before it is changed: encrypted in the app's home, the newest 30; or,
 * where there is no keychain, as one 0600 copy beside the file. An empty or missing file is not
 * kept, because it could push out a good backup (https://github.com/Noovolari/leapp/issues/133).
 * With a `slot` it replaces that slot's backup of the file and pushes out no other.
 * Gives notices for the user. Throws FILE_UNWRITABLE or DISK_FULL.
 */
export async function saveBackup(
  context: BackupContext,
  state: FileState,
  reason: string,
  slot?: 'in-place',
): Promise<readonly string[]> {
  if (state.bytes.length === 0) return [];
  const takenAt = context.clock.now();
  const backup = { path: state.realPath, takenAt, reason, mode: state.mode, bytes: state.bytes };
  const sealed = await seal(context, backup);
  if (sealed === undefined) return [await savePlainCopy(context, state)];
  const moment = new Date(takenAt).toISOString().replaceAll(':', '-');
  const name =
    slot === undefined
      ? `${moment}-${digestOf(sealed, 8)}`
      : `${slot}-${digestOf(state.realPath, 12)}`;
  await context.files.replace(join(folderOf(context), name + SUFFIX), sealed);
  await dropOldest(context);
  return [];
}

/** Names of the encrypted backups, oldest first. */
export async function backupNames({
  files,
  homePath,
}: Pick<BackupContext, 'files' | 'homePath'>): Promise<readonly string[]> {
  const names = await files.list(folderOf({ homePath }));
  return names.filter((name) => DATED_NAME.test(name)).sort();
}

/** Decrypts one backup; undefined where it is damaged, gone, or made with another key. */
export async function openBackup(
  { files, homePath, sealer }: Pick<BackupContext, 'files' | 'homePath' | 'sealer'>,
  name: string,
): Promise<Backup | undefined> {
  const state = await files.read(join(folderOf({ homePath }), basename(name)));
  const plain = state.exists ? await sealer?.open(PURPOSE, state.bytes) : undefined;
  return plain === undefined ? undefined : unpack(plain);
}

async function seal({ sealer }: BackupContext, backup: Backup): Promise<Uint8Array | undefined> {
  if (sealer === undefined) return undefined;
  try {
    return await sealer.seal(PURPOSE, pack(backup));
  } catch (error) {
    // The notice of the plain copy says that there was no keychain.
    const isMissing = isRoleValetError(
      error,
      'KEYCHAIN_UNAVAILABLE',
      'KEYCHAIN_LOCKED',
      'KEYCHAIN_REFUSED',
    );
    if (isMissing) return undefined;
    throw error;
  }
}

async function savePlainCopy(context: BackupContext, state: FileState): Promise<string> {
  const copy = await writeCopy(context, state);
  return `Without a keychain backups cannot be encrypted: the file as it was is in ${copy} (readable by you alone)`;
}

async function writeCopy({ files, homePath }: BackupContext, state: FileState): Promise<string> {
  const beside = `${state.realPath}.role-valet-backup`;
  try {
    await files.replace(beside, state.bytes, { mode: 0o600 });
    return beside;
  } catch (error) {
    if (!isRoleValetError(error, 'FILE_UNWRITABLE')) throw error;
    // The folder is not ours to write to; the app's home is.
    const name = `${basename(state.realPath)}-${digestOf(state.realPath, 12)}.copy`;
    const atHome = join(folderOf({ homePath }), name);
    await files.replace(atHome, state.bytes, { mode: 0o600 });
    return atHome;
  }
}

async function dropOldest(context: BackupContext): Promise<void> {
  const names = await backupNames(context);
  for (const name of names.slice(0, Math.max(0, names.length - KEPT))) {
    await context.files.remove(join(folderOf(context), name));
  }
}

/** One line of JSON, then the bytes: four megabytes as base64 in JSON would cost more than sealing. */
function pack({ bytes, ...head }: Backup): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
}

function unpack(plain: Uint8Array): Backup | undefined {
  const end = plain.indexOf(0x0a);
  if (end < 0) return undefined;
  const head: Omit<Backup, 'bytes'> = JSON.parse(Buffer.from(plain.subarray(0, end)).toString());
  return { ...head, mode: head.mode, bytes: plain.slice(end + 1) };
}

function folderOf({ homePath }: Pick<BackupContext, 'homePath'>): string {
  return join(homePath, 'backups');
}

function digestOf(content: string | Uint8Array, digits: number): string {
  return createHash('sha256').update(content).digest('hex').slice(0, digits);
}
