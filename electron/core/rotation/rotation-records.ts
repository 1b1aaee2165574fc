import { join } from 'node:path';
import type { App } from '../app/app.ts';
import type { RotationRecord } from './types.ts';

type RecordingApp = Pick<App, 'homePath' | 'files' | 'locks' | 'logger'>;
type Records = Readonly<Record<string, RotationRecord>>;

/** Every rotation of this home that is not at its end, by profile. */
export async function readRotations(app: RecordingApp): Promise<Records> {
  const state = await app.files.read(recordsPath(app));
  if (!state.exists) {
    return Object.create(null);
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(state.bytes).toString('utf8'));
    const records = Object.entries((value ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, RotationRecord] => isRecord(entry[1]),
    );
    // Without a prototype, since a profile may be called `constructor`.
    return Object.assign(Object.create(null), Object.fromEntries(records));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The keychain's items hold every secret; without the record more questions are asked.
    app.logger.warn('the records of rotations are damaged and start anew');
    return Object.create(null);
  }
}

/** Writes the record of a profile, or takes it out. */
export async function writeRotation(
  app: RecordingApp,
  profile: string,
  record: RotationRecord | undefined,
): Promise<void> {
  await app.locks.withLock('rotations', async () => {
    const { [profile]: before, ...others } = await readRotations(app);
    if (record === undefined && before === undefined) return;
    const after = record === undefined ? others : { ...others, [profile]: record };
    await app.files.replace(recordsPath(app), Buffer.from(`${JSON.stringify(after, null, 2)}\n`), {
      mode: 0o600,
    });
  });
}

function recordsPath({ homePath }: RecordingApp): string {
  return join(homePath, 'rotations.json');
}

function isRecord(value: unknown): value is RotationRecord {
  const record = (value ?? {}) as Partial<Record<keyof RotationRecord, unknown>>;
  const { userArn, oldKeyId, newKeyId, deactivatedAt } = record;
  return (
    typeof userArn === 'string' &&
    typeof oldKeyId === 'string' &&
    isListOf(record.knownKeyIds, 'string') &&
    isListOf(record.askedAt, 'number') &&
    (newKeyId === undefined || typeof newKeyId === 'string') &&
    (deactivatedAt === undefined || typeof deactivatedAt === 'number')
  );
}

function isListOf(value: unknown, type: 'string' | 'number'): boolean {
  return Array.isArray(value) && value.every((member) => typeof member === type);
}
