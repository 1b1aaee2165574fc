import { join } from 'node:path';
import type { CredentialsFileContext } from './context.ts';

/** A section of a credentials file that we wrote. Holds nothing secret. */
export interface OwnedTarget {
  readonly target: string;
  readonly role: string;
  /** The file's real path, behind all links. */
  readonly credentialsPath: string;
  readonly accessKeyId: string;
  /**
   * The id that stood there before the newest write. It counts as ours too, because a write that was
   * killed between the record and the file leaves it there.
   */
  readonly previousAccessKeyId?: string;
  /** Epoch milliseconds, by the server's clock. */
  readonly expiration: number;
  /** Epoch milliseconds, by the server's clock too: together they tell how long it was made to last. */
  readonly writtenAt: number;
  /** True where the section did not exist before us, so that `stop` may remove its header too. */
  readonly createdSection: boolean;
  /** What we put between the old end of the file and our section: line breaks, or nothing. */
  readonly addedBefore: string;
  /** The region that we wrote; undefined where config, or the user's own line, gives one. */
  readonly region?: string;
  /** The file's length after the write: a much shorter read is then looked at twice. */
  readonly fileBytes: number;
  /** True once the section was put back after another program dropped it: that happens only once. */
  readonly wasPutBack?: boolean;
}

/** Which of a file's sections is meant. */
export type TargetKey = Pick<OwnedTarget, 'target' | 'credentialsPath'>;

type RecordContext = Pick<CredentialsFileContext, 'files' | 'homePath'>;
type LockedContext = Pick<CredentialsFileContext, 'files' | 'homePath' | 'locks'>;

const VERSION = 1;
const LOCK_NAME = 'targets';

/** All targets that this home owns, oldest write first. A damaged record counts as empty. */
export async function ownedTargets(context: RecordContext): Promise<readonly OwnedTarget[]> {
  const { bytes } = await context.files.read(recordPath(context));
  return parseRecord(bytes) ?? [];
}

/** The record of one section, or undefined where it is not ours. */
export async function ownedTarget(
  context: RecordContext,
  key: TargetKey,
): Promise<OwnedTarget | undefined> {
  return (await ownedTargets(context)).find((owned) => isSame(owned, key));
}

/** Adds a target, or replaces its record: a target has one owner. */
export async function upsertOwnedTarget(context: LockedContext, owned: OwnedTarget): Promise<void> {
  await change(context, (all) => [...all.filter((other) => !isSame(other, owned)), owned]);
}

/** Forgets a target. One that is not recorded is fine. */
export async function removeOwnedTarget(context: LockedContext, key: TargetKey): Promise<void> {
  await change(context, (all) => all.filter((other) => !isSame(other, key)));
}

/** The greatest length that any of our writes left the file with: what `settledRead` compares with. */
export function knownLength(all: readonly OwnedTarget[], realPath: string): number {
  const lengths = all.filter((owned) => owned.credentialsPath === realPath);
  return Math.max(0, ...lengths.map(({ fileBytes }) => fileBytes));
}

/** True where the key id in the file is one that this record wrote. */
export function isOurKey(owned: OwnedTarget, accessKeyId: string | undefined): boolean {
  if (accessKeyId === undefined) return false;
  return accessKeyId === owned.accessKeyId || accessKeyId === owned.previousAccessKeyId;
}

async function change(
  context: LockedContext,
  edit: (all: readonly OwnedTarget[]) => readonly OwnedTarget[],
): Promise<void> {
  await context.locks.withLock(LOCK_NAME, async () => {
    const path = recordPath(context);
    const { bytes, exists } = await context.files.read(path);
    const all = parseRecord(bytes);
    if (exists && all === undefined) {
      // Set aside rather than lost: it may tell a helper of the user what happened.
      await context.files.replace(`${path}.damaged`, bytes);
    }
    const text = `${JSON.stringify({ version: VERSION, targets: edit(all ?? []) }, undefined, 2)}\n`;
    await context.files.replace(path, new TextEncoder().encode(text));
  });
}

function recordPath({ homePath }: Pick<CredentialsFileContext, 'homePath'>): string {
  return join(homePath, 'targets.json');
}

function isSame(one: TargetKey, other: TargetKey): boolean {
  return one.target === other.target && one.credentialsPath === other.credentialsPath;
}

/** Undefined where the bytes are no record of ours. */
function parseRecord(bytes: Uint8Array): readonly OwnedTarget[] | undefined {
  if (bytes.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || !('targets' in value)) return undefined;
  const { targets } = value;
  return Array.isArray(targets) && targets.every(isOwnedTarget) ? targets : undefined;
}

function isOwnedTarget(value: unknown): value is OwnedTarget {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    ['target', 'role', 'credentialsPath', 'accessKeyId', 'addedBefore'].every(
      (key) => typeof fields[key] === 'string',
    ) &&
    ['expiration', 'writtenAt', 'fileBytes'].every((key) => typeof fields[key] === 'number') &&
    typeof fields.createdSection === 'boolean'
  );
}
