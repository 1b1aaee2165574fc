import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFiles } from '../../node/files.ts';
import { nodeLocks } from '../../node/locks.ts';
import { readRotations, writeRotation } from './rotation-records.ts';
import type { RotationRecord } from './types.ts';

const RECORD: RotationRecord = {
  userArn: 'arn:aws:iam::111122223333:user/me',
  oldKeyId: 'AKIAIOSFODNN7EXAMPLE',
  knownKeyIds: ['AKIAIOSFODNN7EXAMPLE'],
  askedAt: [1_764_000_000_000],
};

let homePath: string;
let warnings: string[];
beforeEach(async () => {
  homePath = await mkdtemp(join(tmpdir(), 'role-valet-records-'));
  warnings = [];
});
afterEach(() => rm(homePath, { recursive: true, force: true }));

function app() {
  const quiet = () => undefined;
  const warn = (text: string) => {
    warnings.push(text);
  };
  const locks = nodeLocks(join(homePath, 'locks'));
  return { homePath, files: nodeFiles(), locks, logger: { info: quiet, warn, error: quiet } };
}

test('records are kept by profile, whatever it is called, for the owner alone', async () => {
  const names = ['ci', '__proto__', 'a b/é'];
  await Promise.all(names.map((name) => writeRotation(app(), name, RECORD)));
  const kept = await readRotations(app());
  expect(Object.keys(kept).sort()).toEqual([...names].sort());
  const path = join(homePath, 'rotations.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeRotation(app(), 'ci', undefined);
  expect(Object.keys(await readRotations(app()))).not.toContain('ci');
  expect(JSON.parse(await readFile(path, 'utf8'))).toHaveProperty('a b/é');
});

test.each(['', '[]', 'null', '{"ci":', '{"ci":{"userArn":1}}', '{"ci":null}'])(
  'a damaged file %j counts as none',
  async (text) => {
    await writeFile(join(homePath, 'rotations.json'), text);
    expect(await readRotations(app())).toEqual({});
    await writeRotation(app(), 'ci', RECORD);
    expect(await readRotations(app())).toEqual({ ci: RECORD });
  },
);
