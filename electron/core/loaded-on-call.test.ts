import { expect, test } from 'vitest';
import { loadedOnCall } from './loaded-on-call.ts';

function counter() {
  let loads = 0;
  let failures = 0;
  const load = async () => {
    loads += 1;
    if (failures > 0) {
      failures -= 1;
      throw new Error('not there');
    }
    return {
      add: async (one: number, other: number) => one + other,
      name: async () => 'counter',
      fails: async () => Promise.reject(new Error('refused')),
    };
  };
  return {
    ...loadedOnCall(load, ['add', 'name', 'fails']),
    loads: () => loads,
    failNext: () => {
      failures = 1;
    },
  };
}

test('loads nothing before a call, and once for all of them', async () => {
  const { add, name, loads } = counter();
  expect(loads()).toBe(0);
  expect(await Promise.all([add(1, 2), name(), add(3, 4)])).toEqual([3, 'counter', 7]);
  expect(loads()).toBe(1);
});

test('a load that failed is tried again; a call that fails is not', async () => {
  const { add, fails, failNext, loads } = counter();
  failNext();
  await expect(add(1, 2)).rejects.toThrow('not there');
  expect(await add(1, 2)).toBe(3);
  await expect(fails()).rejects.toThrow('refused');
  expect(loads()).toBe(2);
});
