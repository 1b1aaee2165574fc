import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

/** A page whose time, timers and visibility the test moves. */
function fakePage(start: number) {
  let time = start;
  let isVisible = true;
  let timer: { at: number; callback: () => void } | undefined;
  const listeners: (() => void)[] = [];
  return {
    now: () => time,
    isVisible: () => isVisible,
    onVisibilityChange: (listener: () => void) => {
      listeners.push(listener);
    },
    after: (milliseconds: number, callback: () => void) => {
      timer = { at: time + milliseconds, callback };
      return () => {
        timer = undefined;
      };
    },
    timerAt: () => timer?.at,
    /** Moves the time on and fires what is due. */
    pass: (milliseconds: number) => {
      const end = time + milliseconds;
      while (timer !== undefined && timer.at <= end) {
        const { at, callback } = timer;
        timer = undefined;
        time = at;
        callback();
      }
      time = end;
    },
    setVisible: (visible: boolean) => {
      isVisible = visible;
      for (const listener of listeners) {
        listener();
      }
    },
  };
}

test('it ticks at full seconds while somebody listens', () => {
  const page = fakePage(10_400);
  const clock = createClock(page);
  const heard: number[] = [];
  const stop = clock.subscribe(() => heard.push(clock.read()));
  page.pass(2_000);
  expect(heard).toEqual([11_000, 12_000]);
  stop();
  expect(page.timerAt()).toBeUndefined();
});

test('a hidden window has no timer, and is right at once when it comes back', () => {
  const page = fakePage(10_000);
  const clock = createClock(page);
  const heard: number[] = [];
  clock.subscribe(() => heard.push(clock.read()));
  page.setVisible(false);
  expect(page.timerAt()).toBeUndefined();
  page.pass(3_600_000);
  expect(heard).toEqual([]);
  page.setVisible(true);
  expect(heard).toEqual([3_610_000]);
  expect(page.timerAt()).toBe(3_611_000);
});

test('all listeners share one timer, and a late one does not read an old time', () => {
  const page = fakePage(10_000);
  const clock = createClock(page);
  page.pass(5_000);
  clock.subscribe(() => undefined);
  expect(clock.read()).toBe(15_000);
  clock.subscribe(() => undefined);
  expect(page.timerAt()).toBe(16_000);
});
