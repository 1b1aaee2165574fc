import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFiles } from '../../node/files.ts';
import { nodeLocks } from '../../node/locks.ts';
import { systemRandom } from '../../node/random.ts';
import { fileSpentCodes } from './spent-codes.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';
let folder: string;
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-codes-'));
  now = 1_000_000_000_000;
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function spentCodes() {
  return fileSpentCodes({
    files: nodeFiles(),
    locks: nodeLocks(join(folder, 'locks')),
    clock: { now: () => now, sleep: async () => undefined },
    random: systemRandom(),
    path: join(folder, 'spent-codes.json'),
  });
}

test('a code is spent for three minutes, for its device, in every process', async () => {
  await spentCodes().remember(SERIAL, '012345');
  expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(true);
  expect(await spentCodes().isSpent(SERIAL, '012346')).toBe(false);
  expect(await spentCodes().isSpent(`${SERIAL}2`, '012345')).toBe(false);
  now += 179_999;
  expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(true);
  now += 1;
  expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(false);
});

test('a clock that is set back does not free a code', async () => {
  await spentCodes().remember(SERIAL, '012345');
  now -= 120_000;
  expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(true);
});

test('many at once are all remembered', async () => {
  const codes = Array.from({ length: 10 }, (_, index) => `00000${index}`);
  await Promise.all(codes.map((code) => spentCodes().remember(SERIAL, code)));
  for (const code of codes) {
    expect(await spentCodes().isSpent(SERIAL, code)).toBe(true);
  }
});

test('two who use one code at the same time: one is refused', async () => {
  const attempts = await Promise.allSettled(
    Array.from({ length: 5 }, () => spentCodes().remember(SERIAL, '012345')),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') {
      expect(attempt.reason).toMatchObject({ code: 'MFA_CODE_SPENT' });
      expect(String(attempt.reason)).not.toContain('012345');
    }
  }
  now += 180_000;
  await spentCodes().remember(SERIAL, '012345');
});

test.each(['[]', 'null', '{"salt":"x","spent":[null]}', '{"salt":"x","spent":[{"digest":1}]}'])(
  'a file that holds %s counts as empty',
  async (text) => {
    await writeFile(join(folder, 'spent-codes.json'), text);
    expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(false);
    await spentCodes().remember(SERIAL, '012345');
    expect(await spentCodes().isSpent(SERIAL, '012345')).toBe(true);
  },
);

test('the file holds no code, and a damaged one counts as empty', async () => {
  await spentCodes().remember(SERIAL, '918273');
  const path = join(folder, 'spent-codes.json');
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain('918273');
  expect(text).not.toContain(SERIAL);
  await writeFile(path, text.slice(0, 20));
  expect(await spentCodes().isSpent(SERIAL, '918273')).toBe(false);
  await spentCodes().remember(SERIAL, '918273');
  expect(await spentCodes().isSpent(SERIAL, '918273')).toBe(true);
});
