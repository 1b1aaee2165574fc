import { describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import { CredentialCache } from './credential-cache.ts';
import type { ContainerCredentials } from './types.ts';

const MINUTE = 60_000;

function makeCache(firstLifeMs?: number) {
  const state = { now: Date.UTC(2030, 0, 1), calls: 0 };
  let next: () => Promise<ContainerCredentials> = async () => trio(60 * MINUTE);
  const trio = (lifeMs: number): ContainerCredentials => ({
    accessKeyId: `ASIA${state.calls}`,
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiration: state.now + lifeMs,
  });
  const warnings: string[] = [];
  const cache = new CredentialCache({
    clock: { now: () => state.now },
    logger: { info: () => undefined, warn: (text) => warnings.push(text) },
    credentials: () => {
      state.calls += 1;
      return next();
    },
    ...(firstLifeMs === undefined ? {} : { first: trio(firstLifeMs) }),
  });
  return {
    state,
    cache,
    trio,
    warnings,
    gives: (work: () => Promise<ContainerCredentials>) => {
      next = work;
    },
    keyId: async () => {
      const answer = await cache.answer();
      return answer.kind === 'credentials' ? answer.credentials.accessKeyId : answer.kind;
    },
  };
}

const unavailable = new RoleValetError('STS_UNAVAILABLE', 'STS is down', 'Try again.');

describe('a trio', () => {
  test('is handed out without another look until 15 minutes before its end', async () => {
    const { state, keyId } = makeCache();
    expect(await keyId()).toBe('ASIA1');
    state.now += 44 * MINUTE;
    expect(await keyId()).toBe('ASIA1');
    state.now += 2 * MINUTE;
    expect(await keyId()).toBe('ASIA2');
    expect(state.calls).toBe(2);
  });

  test('that was there at the start is the first one, and renewed like any other', async () => {
    const { state, keyId } = makeCache(60 * MINUTE);
    expect(await keyId()).toBe('ASIA0');
    state.now += 46 * MINUTE;
    expect(await keyId()).toBe('ASIA1');
    expect(state.calls).toBe(1);
  });

  test('that was there at the start, and died before anybody asked, is made anew at once', async () => {
    const { state, keyId } = makeCache(60 * MINUTE);
    state.now += 61 * MINUTE;
    expect(await keyId()).toBe('ASIA1');
  });

  test('of a short life is renewed at half of it', async () => {
    const { state, gives, trio, keyId } = makeCache();
    gives(async () => trio(10_000));
    expect(await keyId()).toBe('ASIA1');
    state.now += 4_900;
    expect(await keyId()).toBe('ASIA1');
    state.now += 200;
    expect(await keyId()).toBe('ASIA2');
  });

  test('is renewed once, however many ask', async () => {
    const { state, cache } = makeCache();
    const answers = await Promise.all(Array.from({ length: 50 }, () => cache.answer()));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['credentials']));
    expect(state.calls).toBe(1);
  });

  test('that could not be renewed is handed out while more than a minute is left', async () => {
    const { state, gives, keyId, warnings } = makeCache();
    await keyId();
    gives(async () => Promise.reject(unavailable));
    state.now += 50 * MINUTE;
    expect(await keyId()).toBe('ASIA1');
    expect(warnings).toHaveLength(1);
    state.now += 9 * MINUTE;
    expect(await keyId()).toBe('failed');
  });

  test('that has expired is never handed out, not even fresh from its source', async () => {
    const { gives, trio, keyId, state } = makeCache();
    gives(async () => trio(-1));
    expect(await keyId()).toBe('failed');
    gives(async () => trio(30_000));
    state.now += 4_000;
    expect(await keyId()).toMatch('ASIA');
    gives(async () => Promise.reject(unavailable));
    state.now += 30_000;
    expect(await keyId()).toBe('failed');
  });
});

describe('what takes longer than a client waits', () => {
  test('is busy at first, and found by the next request', async () => {
    const { state, gives, trio, keyId } = makeCache();
    let arrive: (credentials: ContainerCredentials) => void = () => undefined;
    gives(() => new Promise((resolve) => (arrive = resolve)));
    expect(await keyId()).toBe('busy');
    expect(await keyId()).toBe('busy');
    arrive(trio(60 * MINUTE));
    expect(await keyId()).toBe('ASIA1');
    expect(state.calls).toBe(1);
  });

  test('does not keep a live trio back', async () => {
    const { state, gives, keyId } = makeCache();
    await keyId();
    state.now += 50 * MINUTE;
    gives(() => new Promise(() => undefined));
    expect(await keyId()).toBe('ASIA1');
  });

  test('and then fails is told to the next request, and tried anew a little later', async () => {
    const { state, cache, gives, trio, keyId } = makeCache();
    let fail: (error: Error) => void = () => undefined;
    gives(() => new Promise((_, reject) => (fail = reject)));
    expect(await keyId()).toBe('busy');
    fail(unavailable);
    await new Promise((resolve) => setImmediate(resolve));
    state.now += 1_000;
    expect(await cache.answer()).toEqual({ kind: 'failed', error: unavailable });
    expect(state.calls).toBe(1);
    gives(async () => trio(60 * MINUTE));
    state.now += 3_000;
    expect(await keyId()).toBe('ASIA2');
  });
});
