import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Keyring, startKeyring } from '../../tools/with-keyring.ts';

const FIXTURE = join(import.meta.dirname, 'keychain.fixture.ts');

/** Runs keychain calls in a process of their own: the bus's address is read once a process. */
async function run(environment: Record<string, string>, ...calls: string[][]): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [FIXTURE, JSON.stringify(calls)], {
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return JSON.parse(stdout) as unknown[];
}

describe('with a Secret Service', () => {
  let keyring: Keyring;
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  afterAll(async () => {
    await keyring.stop();
  });

  test('items are set, read by another process, listed and deleted', async () => {
    const value = JSON.stringify({ text: 'é "quoted" '.repeat(20) });
    await run(
      keyring.environment,
      ['set', 'key:b', value],
      ['set', 'key:a', 'x'],
      ['set', 'key:a', 'y'],
    );
    expect(
      await run(
        keyring.environment,
        ['get', 'key:b'],
        ['get', 'key:a'],
        ['get', 'key:none'],
        ['accounts'],
        ['delete', 'key:a'],
        ['delete', 'key:a'],
        ['accounts'],
      ),
    ).toEqual([value, 'y', null, ['key:a', 'key:b'], true, false, ['key:b']]);
  });
});

test('without a bus it says so, how to get one, and takes no other store', async () => {
  const [get, set, list] = await run({}, ['get', 'x'], ['set', 'x', 'y'], ['accounts']);
  for (const answer of [get, set, list]) {
    expect(answer).toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
    expect((answer as { hint: string }).hint).toMatch(/gnome-keyring.*--memory-only/);
  }
});
