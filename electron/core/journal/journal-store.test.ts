import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { RoleValetError } from '../../contract/errors.ts';
import { realContext, testSealer } from '../outputs/credentials-file/credentials-file.fixture.ts';
import { type FileChange, packEntry, unpackEntry } from './entry.ts';
import { entryNames, openEntry, saveBeforeInPlace, saveEntry } from './journal-store.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-journal-'));
  path = join(folder, 'credentials');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const home = () => join(folder, 'home');

function changeOf(before: string, after: string): FileChange {
  return {
    file: 'credentials',
    path,
    existsBefore: true,
    existsAfter: true,
    before: Buffer.from(before, 'latin1'),
    after: Buffer.from(after, 'latin1'),
    sessions: ['x'],
  };
}

test('an entry unpacks to what was packed', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\xff'), maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 3 }), (pairs) => {
      const files = pairs.map(([before, after]) => changeOf(before, after));
      const entry = { at: 5, reason: 'test\nof lines', files };
      const unpacked = unpackEntry(Buffer.concat(packEntry(entry)));
      expect(unpacked).toMatchObject({ at: 5, reason: 'test\nof lines' });
      const bytes = unpacked?.files.map(({ before, after }) =>
        [before, after].map((one) => Buffer.from(one).toString('latin1')),
      );
      expect(bytes).toEqual(pairs);
    }),
    { numRuns: loopCount(10_000, 500), seed: loopSeed() },
  );
});

test('the newest 30 are kept, each as it was; copies for writes in place push none out', async () => {
  const context = realContext(home());
  // The clock stands still, and is set back once: the order stays.
  let now = Date.UTC(2026, 10, 25);
  const clock = { ...context.clock, now: () => now };
  for (let index = 0; index < 33; index++) {
    if (index === 10) now -= 3_600_000;
    const before = `# ${index}\n\xff`;
    await writeFile(path, before, 'latin1');
    const files = [changeOf(before, '')];
    await saveEntry({ ...context, clock }, { reason: `test ${index}`, files });
    await saveBeforeInPlace(context, 'credentials', await context.files.read(path));
  }
  const names = await entryNames(context);
  expect(names).toHaveLength(30);
  expect(await readdir(join(home(), 'journal'))).toHaveLength(31);
  const entries = await Promise.all(names.map((name) => openEntry(context, name)));
  expect(entries.map((entry) => entry?.reason)).toEqual(
    Array.from({ length: 30 }, (_, index) => `test ${index + 3}`),
  );
  const [first] = entries;
  expect(first?.at).toBe(Date.UTC(2026, 10, 25));
  expect(Buffer.from(first?.files[0]?.before ?? []).toString('latin1')).toBe('# 3\n\xff');
});

test('an undo counts with what it took back', async () => {
  const context = realContext(home());
  const files = [changeOf('a', 'b')];
  const ids: string[] = [];
  for (let index = 0; index < 30; index++) {
    ids.push((await saveEntry(context, { reason: 'test', files })).id ?? '');
  }
  for (const undoes of ids) await saveEntry(context, { reason: 'undo', undoes, files });
  expect(await entryNames(context)).toHaveLength(60);
  await saveEntry(context, { reason: 'test', files });
  const left = await entryNames(context);
  expect(left).toHaveLength(59);
  expect(left.map(({ id }) => id)).not.toContain(ids[0]);
});

test('what killed writers left is swept, when it is old', async () => {
  const context = realContext(home());
  const files = [changeOf('a', 'b')];
  await saveEntry(context, { reason: 'test', files });
  const [old, fresh] = ['.a.0123456789abcdef.role-valet.tmp', '.b.0123456789abcdef.role-valet.tmp'];
  for (const name of [old, fresh]) await writeFile(join(home(), 'journal', name), '');
  const before = new Date(Date.now() - 120_000);
  await utimes(join(home(), 'journal', old), before, before);
  await saveEntry(context, { reason: 'test', files });
  const names = await readdir(join(home(), 'journal'));
  expect(names).toHaveLength(3);
  expect(names).toContain(fresh);
});

test('a box of another key, a damaged one and a missing one are undefined', async () => {
  const context = realContext(home());
  await saveEntry(context, { reason: 'test', files: [changeOf('a', 'b')] });
  const [name = { fileName: '' }] = await entryNames(context);
  expect(await openEntry({ ...context, sealer: testSealer() }, name)).toBeUndefined();
  expect(await openEntry(context, { fileName: 'none.sealed' })).toBeUndefined();
  await writeFile(join(home(), 'journal', name.fileName), 'damaged');
  expect(await openEntry(context, name)).toBeUndefined();
});

test('where the keychain does not answer, a plain copy is made and said', async () => {
  const locked = new RoleValetError('KEYCHAIN_LOCKED', 'The keychain is locked', 'Unlock it');
  const context = realContext(home(), { ...testSealer(), seal: () => Promise.reject(locked) });
  const { id, copies } = await saveEntry(context, { reason: 'test', files: [changeOf('a', 'b')] });
  expect(id).toBeUndefined();
  expect(copies).toMatchObject([{ path: `${path}.role-valet-backup` }]);
  expect(await readFile(`${path}.role-valet-backup`, 'utf8')).toBe('a');
  expect((await stat(`${path}.role-valet-backup`)).mode & 0o777).toBe(0o600);
});

test('a plain copy that cannot stand beside the file goes into the home', async () => {
  const context = { ...realContext(home()), sealer: undefined };
  await mkdir(`${path}.role-valet-backup`);
  const { copies } = await saveEntry(context, { reason: 'test', files: [changeOf('a', 'b')] });
  const [copy = ''] = await readdir(join(home(), 'journal'));
  expect(copies[0]?.notice).toContain(copy);
  expect(await readFile(join(home(), 'journal', copy), 'utf8')).toBe('a');
});
