import { afterEach, expect, test } from 'vitest';
import { type HeldSignals, holdSignals } from './held-signals.ts';

let held: HeldSignals | undefined;
afterEach(() => held?.release());

const arrived = () => new Promise((resolve) => setTimeout(resolve, 50));

test('the first signal counts, and none ends the process', async () => {
  held = holdSignals();
  expect(held.exitCode()).toBeUndefined();
  process.kill(process.pid, 'SIGUSR2');
  await arrived();
  process.kill(process.pid, 'SIGTERM');
  await arrived();
  expect(held.exitCode()).toBe(128 + 12);
});

test('once released nothing listens any more', () => {
  const before = process.listenerCount('SIGTERM');
  const signals = holdSignals();
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  signals.release();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
