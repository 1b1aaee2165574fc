import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import { ContainerEndpoints } from './container-endpoints.ts';

const asked: string[] = [];
const endpoints = new ContainerEndpoints({
  random: systemRandom(),
  clock: systemClock(),
  logger: { info: () => undefined, warn: () => undefined },
  credentials: async (profile) => {
    asked.push(profile);
    return {
      accessKeyId: `ASIA-${profile}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: Date.now() + 3_600_000,
    };
  },
});
afterEach(() => endpoints.closeAll());

async function keyIdAt({ url, token }: { url: string; token: string }): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization: token, connection: 'close' } });
  return ((await response.json()) as { AccessKeyId: string }).AccessKeyId;
}

describe('ContainerEndpoints', () => {
  test('one a profile, however many open it, each with its own credentials', async () => {
    const [first, again, other] = await Promise.all([
      endpoints.open('prod'),
      endpoints.open('prod'),
      endpoints.open('dev'),
    ]);
    expect(again).toEqual(first);
    expect(other.url).not.toBe(first.url);
    expect(endpoints.profiles()).toEqual(['prod', 'dev']);
    expect(await keyIdAt(first)).toBe('ASIA-prod');
    expect(await keyIdAt(other)).toBe('ASIA-dev');
    expect(asked).toEqual(['prod', 'dev']);
  });

  test('a closed one answers nobody, and a new one has another token', async () => {
    const first = await endpoints.open('prod');
    await endpoints.close('prod');
    await endpoints.close('never-opened');
    expect(endpoints.profiles()).toEqual([]);
    await expect(keyIdAt(first)).rejects.toThrow('fetch failed');
    expect((await endpoints.open('prod')).token).not.toBe(first.token);
  });

  test('closing while it opens leaves nothing behind', async () => {
    const opening = endpoints.open('prod');
    await endpoints.closeAll();
    await expect(keyIdAt(await opening)).rejects.toThrow('fetch failed');
    expect(endpoints.profiles()).toEqual([]);
  });
});
