import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, LogFields, Logger } from '../core/ports.ts';
import { redact } from '../core/redact.ts';

export interface FileLoggerOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Told once where the log can't be written: a broken log must not break the work. */
  readonly onProblem?: (message: string) => void;
}

const MOST_BYTES = 1024 * 1024;
const OLD_FILES = 3;

/** One JSON object a line, redacted last, 0600, rotated at 1 MiB with three old files kept. */
export function fileLogger({ path, clock, onProblem }: FileLoggerOptions): Logger {
  let queue: Promise<void> = Promise.resolve();
  let isBroken = false;
  const log = (level: string, message: string, fields: LogFields = {}): void => {
    const entry = { at: new Date(clock.now()).toISOString(), level, message, ...fields };
    const line = `${redact(JSON.stringify(entry))}\n`;
    queue = queue
      .then(() => append(path, line))
      .catch((error: unknown) => {
        if (!isBroken) {
          isBroken = true;
          onProblem?.(`the log ${path} can't be written: ${String(error)}`);
        }
      });
  };
  return {
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}

async function append(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if ((await sizeOf(path)) + line.length > MOST_BYTES) {
    await rotate(path);
  }
  await appendFile(path, line, { mode: 0o600 });
}

async function rotate(path: string): Promise<void> {
  for (let age = OLD_FILES; age >= 1; age -= 1) {
    const younger = age === 1 ? path : `${path}.${age - 1}`;
    if ((await sizeOf(younger)) > 0) {
      await rename(younger, `${path}.${age}`);
    }
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return 0;
    }
    throw error;
  }
}
