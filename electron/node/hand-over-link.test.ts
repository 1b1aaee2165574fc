import { expect, test } from 'vitest';
import { handOverLink } from './hand-over-link.ts';
import { systemRandom } from './random.ts';

const LINK = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=SECRET';
const random = systemRandom();
const get = (address: string): Promise<Response> => fetch(address, { redirect: 'manual' });

/** Hands the link over to `visit`, and waits for both ends. */
async function handOver<T>(visit: (address: string) => Promise<T>): Promise<T> {
  const visited = Promise.withResolvers<T>();
  await handOverLink(
    LINK,
    async (address) => {
      visited.resolve(visit(address));
    },
    { random, timeoutMs: 10_000 },
  );
  return await visited.promise;
}

test('the first visitor is led on, the second finds nothing', async () => {
  const answers = await handOver(async (address) => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
    const both = await Promise.allSettled([get(address), get(address)]);
    return both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  });
  const led = answers.filter(({ status }) => status === 302);
  expect(led).toHaveLength(1);
  expect(Object.fromEntries(led[0]?.headers ?? [])).toMatchObject({
    location: LINK,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
});

test('nothing is given for another path, name or method', async () => {
  const statuses = await handOver(async (address) => {
    const elsewhere = address.replace('127.0.0.1', 'localhost');
    const others = [
      await get(new URL(address).origin),
      await get(`${address}x`),
      await get(elsewhere),
      await fetch(address, { method: 'HEAD', redirect: 'manual' }),
      await get(address),
    ];
    return others.map(({ status }) => status);
  });
  expect(statuses).toEqual([404, 404, 404, 404, 302]);
});

test('nobody comes: an end, and a server that is gone', async () => {
  let address = '';
  const opened = handOverLink(
    LINK,
    async (given) => {
      address = given;
    },
    { random, timeoutMs: 50 },
  );
  await expect(opened).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  await expect(get(address)).rejects.toThrow();
});

test('a browser that does not start ends it at once', async () => {
  const failure = new Error('no such program');
  const opened = handOverLink(LINK, () => Promise.reject(failure), { random, timeoutMs: 60_000 });
  await expect(opened).rejects.toBe(failure);
});
