import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialsFileContext } from './context.ts';
import { configOf, realContext, session } from './credentials-file.fixture.ts';
import { ownedTargets } from './ownership.ts';
import { putBackDropped } from './put-back.ts';
import { stopTarget } from './stop-target.ts';
import { type WriteTargetRequest, writeTarget } from './write-target.ts';

let folder: string;
let path: string;
let context: CredentialsFileContext;
let request: WriteTargetRequest;

const BEFORE = '# mine\n[a]\nk = v\n\n[b]\nk = v\n';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-put-back-'));
  path = join(folder, 'credentials');
  context = realContext(join(folder, 'home'));
  request = {
    config: configOf(),
    credentialsPath: path,
    target: 'x',
    role: 'prod',
    credentials: session('one'),
  };
  await writeFile(path, BEFORE, { mode: 0o600 });
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const read = () => readFile(path, 'utf8');

describe('putBackDropped', () => {
  test.each([
    ['a changed section', BEFORE.replace('k = v', 'k = w')],
    ['a new section', `${BEFORE}[c]\nk = v\n`],
    ['a removed section', BEFORE.replace('[b]\nk = v\n', '')],
  ])('a stale rewrite with %s is mended, once', async (_, stale) => {
    const written = await writeTarget(context, request);
    await writeFile(path, stale);
    const result = await putBackDropped(context, request, written);
    expect(result).toMatchObject({ putBack: true, notices: [expect.stringContaining('put back')] });
    const text = await read();
    expect(text.startsWith(stale)).toBe(true);
    expect(text).toContain(request.credentials.accessKeyId);
    await writeFile(path, stale);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: false });
    expect(await read()).toBe(stale);
  });

  test.each([
    ['the section alone was removed', BEFORE],
    ['several others changed', BEFORE.replaceAll('k = v', 'k = w')],
    ['the section was changed too', `${BEFORE}[x]\nregion = a\n[c]\n`],
    ['the file was emptied', ''],
  ])('nothing is put back where %s', async (_, content) => {
    const written = await writeTarget(context, request);
    await writeFile(path, content);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: false });
    expect(await read()).toBe(content);
  });

  test('nothing is done where the section still stands, or the session was stopped', async () => {
    const written = await writeTarget(context, request);
    const text = `${await read()}[c]\n`;
    await writeFile(path, text);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: false });
    expect(await read()).toBe(text);
    for (const owned of await ownedTargets(context)) await stopTarget(context, owned);
    await writeFile(path, `${BEFORE}[c]\n`);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: false });
  });

  test('an expired session is not put back', async () => {
    request = { ...request, credentials: session('one', -1_000) };
    const written = await writeTarget(context, request);
    await writeFile(path, `${BEFORE}[c]\n`);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: false });
  });

  test('the return of our own older trio is mended, even with no other change', async () => {
    await writeTarget(context, request);
    const older = await read();
    request = { ...request, credentials: session('two') };
    const written = await writeTarget(context, { ...request, isRenewal: true });
    await writeFile(path, older);
    expect(await putBackDropped(context, request, written)).toMatchObject({ putBack: true });
    expect(await read()).toContain(request.credentials.accessKeyId);
    expect(await read()).not.toContain(session('one').accessKeyId);
  });

  test('two sections dropped at once both come back', async () => {
    const second = { ...request, target: 'y', role: 'test', credentials: session('two') };
    const first = await writeTarget(context, request);
    const next = await writeTarget(context, second);
    await writeFile(path, `${BEFORE}[c]\nk = v\n`);
    expect(await putBackDropped(context, second, next)).toMatchObject({ putBack: true });
    expect(await putBackDropped(context, request, first)).toMatchObject({ putBack: true });
    const text = await read();
    for (const { credentials } of [request, second])
      expect(text).toContain(credentials.accessKeyId);
  });
});
