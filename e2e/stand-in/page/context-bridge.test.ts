import { expect, test } from 'vitest';
import { crossed } from './context-bridge.ts';

class Key {
  readonly secret = 1;
  reveal(): number {
    return this.secret;
  }
}

test('copies plain data and drops prototypes', () => {
  const inner = { list: [1, { deep: true }], when: new Date(5), key: new Key() };
  const copy = crossed(inner) as typeof inner;
  expect(copy).toEqual({ list: [1, { deep: true }], when: new Date(5), key: { secret: 1 } });
  expect(Object.getPrototypeOf(copy.key)).toBe(Object.prototype);
  expect(copy.list).not.toBe(inner.list);
});

test('wraps functions: arguments and results are copies too', async () => {
  const seen: unknown[] = [];
  const wrapped = crossed((value: unknown) => {
    seen.push(value);
    return Promise.resolve({ key: new Key() });
  }) as (value: unknown) => Promise<{ key: object }>;
  const argument = { key: new Key() };
  const result = await wrapped(argument);
  expect(seen[0]).not.toBe(argument);
  expect(Object.getPrototypeOf(result.key)).toBe(Object.prototype);
});

test('of an error only the message crosses', async () => {
  const fail = crossed(() => {
    throw Object.assign(new TypeError('no'), { code: 'SECRET' });
  }) as () => void;
  expect(fail).toThrow('no');
  const rejected = crossed(Promise.reject(Object.assign(new Error('late'), { code: 'SECRET' })));
  await expect(rejected).rejects.not.toHaveProperty('code');
});

test('refuses symbols and endless depth', () => {
  expect(() => crossed({ value: Symbol('x') })).toThrow('symbol');
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(() => crossed(cycle)).toThrow('recursion depth');
});
