import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialsFileContext } from './context.ts';
import { configOf, realContext, session } from './credentials-file.fixture.ts';
import { type OwnedTarget, ownedTargets, upsertOwnedTarget } from './ownership.ts';
import { stopTarget } from './stop-target.ts';
import { writeTarget } from './write-target.ts';

let folder: string;
let path: string;
let context: CredentialsFileContext;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-stop-'));
  path = join(folder, 'credentials');
  context = realContext(join(folder, 'home'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const request = () => ({
  config: configOf(),
  credentialsPath: path,
  target: 'x',
  role: 'prod',
  credentials: session('one'),
  region: 'eu-west-1',
});

async function only(): Promise<OwnedTarget> {
  const [owned] = await ownedTargets(context);
  if (owned === undefined) throw new Error('nothing is owned');
  return owned;
}

const read = () => readFile(path, 'utf8');

describe('stopTarget', () => {
  test.each(['', '[a]\nk = v\n', '[a]\r\nk = v', '# note\n\n'])(
    'a created section leaves the file as it was: %j',
    async (content) => {
      await writeFile(path, content);
      await writeTarget(context, request());
      await writeTarget(context, { ...request(), credentials: session('two'), isRenewal: true });
      expect(await stopTarget(context, await only())).toEqual({ removed: true, notices: [] });
      expect(await read()).toBe(content);
      expect(await ownedTargets(context)).toEqual([]);
    },
  );

  test('an older trio is not restored, and what the user wrote stays', async () => {
    await writeFile(
      path,
      '[x]\noutput = json\naws_access_key_id = ASIAIOSFODNN7FOREIGN\naws_secret_access_key = s\naws_session_token = t\n',
      { mode: 0o600 },
    );
    await writeTarget(context, request());
    await stopTarget(context, await only());
    expect(await read()).toBe('[x]\noutput = json\n');
  });

  test('a region that the user changed stays', async () => {
    await writeTarget(context, request());
    await writeFile(path, (await read()).replace('eu-west-1', 'us-west-2'));
    await stopTarget(context, await only());
    expect(await read()).toBe('[x]\nregion = us-west-2\n');
  });

  test.each([
    ['of another program', '[x]\naws_access_key_id = ASIAIOSFODNN7FOREIGN\n', /left alone/],
    ['that is gone', '[a]\n', /already gone/],
  ])('a section %s is left alone and forgotten', async (_, content, notice) => {
    await writeTarget(context, request());
    await writeFile(path, content);
    const result = await stopTarget(context, await only());
    expect(result).toEqual({ removed: false, notices: [expect.stringMatching(notice)] });
    expect(await read()).toBe(content);
    expect(await ownedTargets(context)).toEqual([]);
  });

  test('a former owner cannot stop the target of the new one', async () => {
    await writeTarget(context, request());
    const former = await only();
    await writeTarget(context, { ...request(), role: 'test', credentials: session('two') });
    const text = await read();
    expect(await stopTarget(context, former)).toEqual({ removed: false, notices: [] });
    expect(await read()).toBe(text);
    expect(await ownedTargets(context)).toHaveLength(1);
  });

  test('a write that was killed between record and file is still stopped', async () => {
    await writeTarget(context, request());
    const owned = await only();
    const next = { ...owned, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' };
    await upsertOwnedTarget(context, { ...next, previousAccessKeyId: owned.accessKeyId });
    expect(await stopTarget(context, await only())).toEqual({ removed: true, notices: [] });
    expect(await read()).toBe('');
  });
});
