import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, LogFields, Logger } from '../core/ports.ts';
import { isSecretName, redact } from '../core/redact.ts';

export interface FileLoggerOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Told once where the log can't be written: a broken log must not break the work. */
  readonly onProblem?: (message: string) => void;
}

const MOST_BYTES = 1024 * 1024;
const OLD_FILES = 3;

/**
 * One JSON object a line, redacted last, 0600, rotated at 1 MiB with three old files kept. Never
 * throws: what goes wrong is told to `onProblem`, once.
 */
export function fileLogger({ path, clock, onProblem }: FileLoggerOptions): Logger {
  let queue: Promise<void> = Promise.resolve();
  let isBroken = false;
  const log = (level: string, message: string, fields: LogFields = {}): void => {
    const entry = {
      ...redactFields(fields),
      at: new Date(clock.now()).toISOString(),
      level,
      message: redact(message),
    };
    const line = `${JSON.stringify(entry)}\n`;
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

/**
 * Redacts value by value, so that the line stays JSON. Only texts, numbers and truth values pass,
 * whatever a caller got past the types: an object could hold a secret at any depth.
 */
function redactFields(fields: LogFields): Record<string, string | number | boolean> {
  const safe: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') {
      safe[name] = isSecretName(name) ? '[hidden]' : redact(value);
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      safe[name] = isSecretName(name) ? '[hidden]' : value;
    } else if (value !== undefined) {
      safe[name] = '[left out]';
    }
  }
  return safe;
}

async function append(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if ((await sizeOf(path)) + Buffer.byteLength(line) > MOST_BYTES) {
    await rotate(path);
  }
  await appendFile(path, line, { mode: 0o600 });
}

async function rotate(path: string): Promise<void> {
  for (let age = OLD_FILES; age >= 1; age -= 1) {
    const younger = age === 1 ? path : `${path}.${age - 1}`;
    try {
      await rename(younger, `${path}.${age}`);
    } catch (error) {
      // Not there yet, or another process of ours is rotating too.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
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
