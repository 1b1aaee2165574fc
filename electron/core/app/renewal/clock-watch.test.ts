import { expect, test } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

test('tells once that the clock was set or the machine slept, and not that time passes', () => {
  let wall = 1_000_000;
  let uptime = 5;
  const watch = new ClockWatch({ now: () => wall, uptime: () => uptime });
  wall += 86_400_000;
  uptime += 86_400_000 - 3_000;
  expect(watch.wouldJump()).toBe(false);
  expect(watch.hasJumped()).toBe(false);
  wall -= 3_600_000;
  expect(watch.wouldJump()).toBe(true);
  expect(watch.hasJumped()).toBe(true);
  expect(watch.hasJumped()).toBe(false);
  wall += 60_000;
  expect(watch.hasJumped()).toBe(true);
});
