import { createHmac } from 'node:crypto';
import { RoleValetError } from '../../contract/errors.ts';
import type { Clock, Files, Locks, Random } from '../ports.ts';
import type { SpentCodes } from './types.ts';

export interface SpentCodesOptions {
  readonly files: Files;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly random: Random;
  readonly path: string;
}

/** AWS takes a code for its own 30 seconds and a little around them; three minutes are ample. */
const REMEMBERED_MS = 3 * 60_000;
const LOCK = 'spent-codes';

interface Record {
  /** Random per file, so that the six digits can't be looked up in a table. */
  readonly salt: string;
  readonly spent: readonly Spent[];
}

interface Spent {
  readonly digest: string;
  /** When it was sent, epoch milliseconds by this machine's clock. */
  readonly at: number;
}

/**
 * Spent codes in a small file that all processes of a home share. Holds salted digests, never a
 * code. A damaged file counts as empty: AWS itself refuses a code twice.
 */
export function fileSpentCodes(options: SpentCodesOptions): SpentCodes {
  const { files, locks, clock, random, path } = options;
  const read = async (): Promise<Record> => {
    const { bytes } = await files.read(path);
    return parse(bytes) ?? { salt: Buffer.from(random.bytes(16)).toString('base64'), spent: [] };
  };
  const write = (record: Record): Promise<void> =>
    // Within the time that a machine takes to start again the code is over anyway.
    files.replace(path, Buffer.from(`${JSON.stringify(record)}\n`), {
      mode: 0o600,
      mayBeLost: true,
    });
  return {
    isSpent: async (serial, code) => {
      const { salt, spent } = await read();
      const digest = digestOf(salt, serial, code);
      return spent.some((entry) => entry.digest === digest && isRecent(entry.at, clock.now()));
    },
    remember: (serial, code) =>
      locks.withLock(LOCK, async () => {
        const { salt, spent } = await read();
        const now = clock.now();
        const recent = spent.filter(({ at }) => isRecent(at, now));
        const digest = digestOf(salt, serial, code);
        // Two who asked `isSpent` at the same time come here one after the other.
        if (recent.some((entry) => entry.digest === digest)) {
          throw spentError(serial);
        }
        await write({ salt, spent: [...recent, { digest, at: now }] });
      }),
    forget: (serial, code) =>
      locks.withLock(LOCK, async () => {
        const { salt, spent } = await read();
        const digest = digestOf(salt, serial, code);
        await write({ salt, spent: spent.filter((entry) => entry.digest !== digest) });
      }),
  };
}

/** True for three minutes either way: a clock that was set back must not free a code. */
function isRecent(at: number, now: number): boolean {
  return Math.abs(now - at) < REMEMBERED_MS;
}

function digestOf(salt: string, serial: string, code: string): string {
  return createHmac('sha256', salt).update(`${serial}\n${code}`).digest('hex');
}

function parse(bytes: Uint8Array): Record | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { salt, spent } = (value ?? {}) as { salt?: unknown; spent?: unknown };
  return typeof salt === 'string' && Array.isArray(spent) && spent.every(isEntry)
    ? { salt, spent }
    : undefined;
}

function isEntry(value: unknown): value is Spent {
  const { digest, at } = (value ?? {}) as { digest?: unknown; at?: unknown };
  return typeof digest === 'string' && typeof at === 'number';
}

function spentError(serial: string): RoleValetError {
  return new RoleValetError(
    'MFA_CODE_SPENT',
    `this code of ${serial} is being used by another command; AWS accepts a code once`,
    'Wait for the next code (at most 30 seconds) and try again.',
  );
}
