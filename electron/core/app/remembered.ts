import { join } from 'node:path';
import type { App } from './app.ts';

/** Small facts kept across runs. Nothing here is secret. */
export interface Remembered {
  /** The role used last: what `-` stands for. */
  readonly lastRole?: string;
  /** By role ARN, the shortest duration that the role refused with "exceeds the MaxSessionDuration". */
  readonly refused: Readonly<Record<string, RefusedDuration>>;
  /** Server time minus machine time at the last call, milliseconds; absent where they agree. */
  readonly clockOffsetMs?: number;
}

/** A duration that a role did not allow. */
export interface RefusedDuration {
  readonly seconds: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const NOTHING: Remembered = { refused: {} };

/** A role's owner may raise its maximum, so a refusal counts for a day only. */
const REFUSAL_COUNTS_MS = 24 * 3_600_000;

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
    await app.files.replace(
      rememberedPath(app),
      Buffer.from(`${JSON.stringify(after, null, 2)}\n`),
      {
        mode: 0o600,
        mayBeLost: true,
      },
    );
  });
}

/** The shortest duration, seconds, that a role refused within the last day; undefined where none. */
export function refusedSeconds(
  { refused }: Remembered,
  roleArn: string,
  now: number,
): number | undefined {
  const refusal = refused[roleArn];
  const counts = refusal !== undefined && now - refusal.at < REFUSAL_COUNTS_MS;
  return counts ? refusal.seconds : undefined;
}

/** `before` with a refusal at `now` (epoch milliseconds). */
export function withRefusal(
  before: Remembered,
  roleArn: string,
  seconds: number,
  now: number,
): Remembered {
  const known = refusedSeconds(before, roleArn, now) ?? seconds;
  const refusal = { seconds: Math.min(seconds, known), at: now };
  return { ...before, refused: { ...before.refused, [roleArn]: refusal } };
}

/**
 * `before` with the offset that the last STS answer taught; small ones are not kept. Exactly 0 says
 * that there was no answer to learn from.
 */
export function withClockOffset(before: Remembered, offsetMs: number): Remembered {
  if (offsetMs === 0) {
    return before;
  }
  const rest = withoutClockOffset(before);
  return Math.abs(offsetMs) < LEAST_OFFSET_MS ? rest : { ...rest, clockOffsetMs: offsetMs };
}

/** `before` for a clock that agrees with AWS's. */
export function withoutClockOffset(before: Remembered): Remembered {
  const { clockOffsetMs: _, ...rest } = before;
  return rest;
}

function rememberedPath(app: RememberingApp): string {
  return join(app.homePath, 'remembered.json');
}

function checkShape(value: unknown): Remembered {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('not an object');
  }
  const { lastRole, refused, clockOffsetMs } = value as Record<string, unknown>;
  const entries = Object.entries((refused ?? {}) as Record<string, Partial<RefusedDuration>>);
  return {
    refused: Object.fromEntries(
      entries.flatMap(([roleArn, { seconds, at }]) =>
        Number.isFinite(seconds) && Number.isFinite(at)
          ? [[roleArn, { seconds: Number(seconds), at: Number(at) }]]
          : [],
      ),
    ),
    ...(typeof lastRole === 'string' ? { lastRole } : {}),
    ...(typeof clockOffsetMs === 'number' && Number.isFinite(clockOffsetMs)
      ? { clockOffsetMs }
      : {}),
  };
}
