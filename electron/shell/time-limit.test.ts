import { expect, test, vi } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { withTimeLimit } from './time-limit.ts';

test('an answer in time is given, and the end of the time is then no news', async () => {
  const clock = manualClock();
  const onTimeout = vi.fn<() => string>(() => 'late');
  expect(await withTimeLimit(clock, 100, Promise.resolve('answer'), onTimeout)).toBe('answer');
  await clock.advance(200);
  expect(onTimeout).not.toHaveBeenCalled();
});

test('a failure in time is passed on', async () => {
  const failing = Promise.reject(new Error('no'));
  await expect(withTimeLimit(manualClock(), 100, failing, () => 'late')).rejects.toThrow('no');
});

test('without an answer the other way is taken, which may throw, and a later failure is nobody’s', async () => {
  const clock = manualClock();
  const work = Promise.withResolvers<string>();
  const taken = withTimeLimit(clock, 100, work.promise, () => 'late');
  await clock.advance(99);
  const thrown = withTimeLimit(clock, 1, work.promise, () => {
    throw new Error('too late');
  });
  const caught = thrown.catch((error: unknown) => String(error));
  await clock.advance(1);
  expect(await taken).toBe('late');
  expect(await caught).toBe('Error: too late');
  work.reject(new Error('after all'));
  await clock.advance(1);
});
