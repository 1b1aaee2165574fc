import { join } from 'node:path';
import type { App } from './app.ts';

/** Small facts kept across runs. Nothing here is secret. */
export interface Remembered {
  /** The role used last: what `-` stands for. */
  readonly lastRole?: string;
  /** The smallest DurationSeconds that a role refused with "exceeds the MaxSessionDuration". */
  readonly refusedSeconds: Readonly<Record<string, number>>;
  /** Server time minus machine time at the last call, milliseconds; absent where they agree. */
  readonly clockOffsetMs?: number;
}

const NOTHING: Remembered = { refusedSeconds: {} };

/** An offset below this is ordinary network delay, not a wrong clock. */
const LEAST_OFFSET_MS = 60_000;

type RememberingApp = Pick<App, 'homePath' | 'files' | 'locks' | 'logger'>;

/** Reads what was remembered. A damaged file counts as empty: it only costs a call or a question. */
export async function readRemembered(app: RememberingApp): Promise<Remembered> {
  const state = await app.files.read(rememberedPath(app));
  if (!state.exists) {
    return NOTHING;
  }
  try {
    return checkShape(JSON.parse(Buffer.from(state.bytes).toString('utf8')));
  } catch (error) {
    app.logger.warn('what was remembered is unreadable and starts empty', { error: String(error) });
    return NOTHING;
  }
}

/** Changes what is remembered, under a lock, and only where something differs. */
export async function remember(
  app: RememberingApp,
  change: (before: Remembered) => Remembered,
): Promise<void> {
  const before = await readRemembered(app);
  if (JSON.stringify(change(before)) === JSON.stringify(before)) {
    return;
  }
  await app.locks.withLock('remembered', async () => {
    const after = change(await readRemembered(app));
    await app.files.replace(rememberedPath(app), Buffer.from(`${JSON.stringify(after, null, 2)}\n`), {
      mode: 0o600,
    });
  });
}

/**
 * `before` with the offset that the last STS answer taught; small ones are not kept. Exactly 0 says
 * that there was no answer to learn from.
 */
export function withClockOffset(before: Remembered, offsetMs: number): Remembered {
  if (offsetMs === 0) {
    return before;
  }
  const { clockOffsetMs: _, ...rest } = before;
  return Math.abs(offsetMs) < LEAST_OFFSET_MS ? rest : { ...rest, clockOffsetMs: offsetMs };
}

function rememberedPath(app: RememberingApp): string {
  return join(app.homePath, 'remembered.json');
}

function checkShape(value: unknown): Remembered {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('not an object');
  }
  const { lastRole, refusedSeconds, clockOffsetMs } = value as Record<string, unknown>;
  const refused: Record<string, number> = {};
  for (const [roleArn, seconds] of Object.entries(refusedSeconds ?? {})) {
    if (typeof seconds === 'number' && Number.isFinite(seconds)) {
      refused[roleArn] = seconds;
    }
  }
  return {
    refusedSeconds: refused,
    ...(typeof lastRole === 'string' ? { lastRole } : {}),
    ...(typeof clockOffsetMs === 'number' && Number.isFinite(clockOffsetMs)
      ? { clockOffsetMs }
      : {}),
  };
}
