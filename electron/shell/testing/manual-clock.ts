import type { Clock } from '../../core/ports.ts';

/** A clock that moves when told, and can sleep like a closed laptop. */
export interface ManualClock extends Clock {
  /** Lets time pass, and all that waits for it happen in order. */
  advance(milliseconds: number): Promise<void>;
  /** The machine sleeps: the wall clock moves, timers stand still. */
  suspend(milliseconds: number): void;
  /** Somebody sets the wall clock; timers don't notice. */
  set(now: number): void;
}

interface Waiter {
  readonly at: number;
  readonly resolve: () => void;
}

export function manualClock(start = 1_764_000_000_000): ManualClock {
  let ticks = 0;
  let offset = start;
  let waiters: Waiter[] = [];
  return {
    now: () => offset + ticks,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        waiters.push({ at: ticks + milliseconds, resolve });
      }),
    advance: async (milliseconds) => {
      const end = ticks + milliseconds;
      await settle();
      for (;;) {
        const next = waiters.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        waiters = waiters.filter((waiter) => waiter !== next);
        ticks = next.at;
        next.resolve();
        await settle();
      }
      ticks = end;
    },
    suspend: (milliseconds) => {
      offset += milliseconds;
    },
    set: (now) => {
      offset = now - ticks;
    },
  };
}

/** Lets everything that can go on without time passing go on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
