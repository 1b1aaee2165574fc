import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { heardLater } from './heard-later.ts';

test('a failure waits for whoever awaits it, and nobody takes it for unheard', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    const work = heardLater(Promise.reject(new Error('no disk')));
    await wait(20);
    await expect(work).rejects.toThrow('no disk');
    expect(await heardLater(Promise.resolve(1))).toBe(1);
  } finally {
    process.off('unhandledRejection', hear);
  }
  expect(unheard).toEqual([]);
});
