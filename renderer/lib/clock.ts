import { createContext, useContext, useSyncExternalStore } from 'react';
import { useSnapshot } from './snapshot-store.ts';

/** What a clock needs of its page. */
export interface ClockPage {
  now(): number;
  isVisible(): boolean;
  onVisibilityChange(listener: () => void): void;
  /** Calls back once; gives what ends it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** One clock for the whole window. */
export interface TickingClock {
  /** Epoch milliseconds of this machine, as of the last tick. */
  read(): number;
  subscribe(listener: () => void): () => void;
}

/**
 * Ticks at each full second, but only while somebody listens and the page can be seen: a hidden
 * window has no timer at all. When it comes back, the first tick is at once.
 */
export function createClock(page: ClockPage): TickingClock {
  const listeners = new Set<() => void>();
  let time = page.now();
  let stopTimer: (() => void) | undefined;
  const schedule = (): void => {
    stopTimer?.();
    stopTimer =
      listeners.size > 0 && page.isVisible()
        ? page.after(1000 - (page.now() % 1000), tick)
        : undefined;
  };
  const tick = (): void => {
    time = page.now();
    for (const listener of listeners) {
      listener();
    }
    schedule();
  };
  page.onVisibilityChange(() => (page.isVisible() ? tick() : schedule()));
  return {
    read: () => time,
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        time = page.now();
        schedule();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          schedule();
        }
      };
    },
  };
}

/** The clock's page in a browser. */
export function browserClockPage(): ClockPage {
  return {
    now: () => Date.now(),
    isVisible: () => !document.hidden,
    onVisibilityChange: (listener) => document.addEventListener('visibilitychange', listener),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

export const ClockContext = createContext<TickingClock | undefined>(undefined);

/**
 * What `select` makes of AWS's time (epoch milliseconds), each second anew. The component renders
 * again only when that changes, so select something coarse: a text in minutes, a rounded share.
 *
 * @throws outside of the app's frame
 */
export function useAwsTime<T extends string | number | boolean | undefined>(
  select: (now: number) => T,
): T {
  const clock = useContext(ClockContext);
  if (clock === undefined) {
    throw new Error('useAwsTime needs a ClockContext.');
  }
  const { clockOffsetMs } = useSnapshot();
  return useSyncExternalStore(clock.subscribe, () => select(clock.read() + clockOffsetMs));
}
