import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { appendSection, removeSection, setProperties } from '../aws-config/ini-edit.ts';
import { iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { type ChangeApp, changeFile, changeFiles } from '../journal/change-file.ts';
import { journalApp } from '../journal/journal.fixture.ts';
import { configOf, session } from '../outputs/credentials-file/credentials-file.fixture.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import { stopTarget } from '../outputs/credentials-file/stop-target.ts';
import { writeTarget } from '../outputs/credentials-file/write-target.ts';
import { listChanges, previewUndo, undoChange } from './undo-change.ts';

const FOREIGN =
  '[x]\naws_access_key_id = ASIAIOSFODNN7FOREIGN\naws_secret_access_key = s\naws_session_token = t\n';

let folder: string;
let app: ChangeApp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-undo-'));
  app = journalApp(folder);
  await writeFile(app.configPath, '[profile a]\nregion = x\n');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const config = () => readFile(app.configPath, 'utf8');
const credentials = () => readFile(app.credentialsPath, 'utf8');
const append = (lines: string) => (text: string) => text + lines;
const change = (reason: string, edit: (text: string) => string) =>
  changeFile(app, { file: 'config', reason, edit });
const write = (name: string, isRenewal = false) =>
  writeTarget(app, {
    config: configOf(),
    credentialsPath: app.credentialsPath,
    target: 'x',
    role: 'prod',
    credentials: session(name),
    isRenewal,
  });

describe('the order of undoing', () => {
  test('one undo after the other leads back to the first byte; each can be made again', async () => {
    const first = await config();
    for (const name of ['one', 'two', 'three']) await change(name, append(`# ${name}\n`));
    const last = await config();
    const undone = [];
    for (let round = 0; round < 3; round++) undone.push(await undoChange(app));
    expect(undone.map((one) => one.change.reason)).toEqual(['three', 'two', 'one']);
    expect(await config()).toBe(first);
    await expect(undoChange(app)).rejects.toMatchObject({ code: 'CHANGE_NOT_FOUND' });
    for (const { entryId } of undone.toReversed()) await undoChange(app, entryId);
    expect(await config()).toBe(last);
    const changes = await listChanges(app);
    expect(changes.map(({ reason, isUndone }) => [reason, isUndone])).toEqual([
      ['Made again: three', false],
      ['Made again: two', false],
      ['Made again: one', false],
      ['Took back: one', true],
      ['Took back: two', true],
      ['Took back: three', true],
      ['three', false],
      ['two', false],
      ['one', false],
    ]);
    expect((await undoChange(app)).change.reason).toBe('three');
  });

  test('an older change can be taken back by its id, once', async () => {
    const { entryId } = await change('one', append('[profile b]\n'));
    await change('two', append('[profile c]\n'));
    await undoChange(app, entryId);
    expect(await config()).toBe('[profile a]\nregion = x\n[profile c]\n');
    await expect(undoChange(app, entryId)).rejects.toMatchObject({
      code: 'CHANGE_NOT_FOUND',
      message: expect.stringContaining('already'),
    });
    await expect(undoChange(app, '00000000')).rejects.toMatchObject({ code: 'CHANGE_NOT_FOUND' });
  });

  test('what was taken back by hand does not stand in the way', async () => {
    await change('one', append('# one\n'));
    await change('two', append('# two\n'));
    await writeFile(app.configPath, '[profile a]\nregion = x\n# one\n');
    expect(await undoChange(app)).toMatchObject({ paths: [], entryId: undefined });
    expect((await undoChange(app)).change.reason).toBe('one');
    expect(await config()).toBe('[profile a]\nregion = x\n');
  });
});

test('a refusal changes nothing in either file, and the preview says it first', async () => {
  await writeFile(app.credentialsPath, '[a]\nk = 1\n');
  const edit = (text: string) => text.replace('x', 'y').replace('1', '2');
  const edits = [
    { file: 'config', edit },
    { file: 'credentials', edit },
  ] as const;
  await changeFiles(app, { reason: 'both', edits, note: 'The keychain keeps its copy' });
  await writeFile(app.credentialsPath, '[a]\nk = 3\n');
  const preview = await previewUndo(app);
  expect(preview.refusal).toMatchObject({ code: 'EDIT_REFUSED' });
  expect(preview.files.map(({ diff }) => diff)).toContainEqual(
    expect.stringContaining('-k = 2\n+k = 3'),
  );
  await expect(undoChange(app)).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  expect(await config()).toBe('[profile a]\nregion = y\n');
  await writeFile(app.credentialsPath, '[a]\nk = 2\n[b]\nl = 1\n');
  expect((await undoChange(app)).notices).toEqual(['The keychain keeps its copy']);
  expect(await credentials()).toBe('[a]\nk = 1\n[b]\nl = 1\n');
});

describe('sessions of ours', () => {
  test('undoing a write puts back what another program had there, renewed or not', async () => {
    await writeFile(app.credentialsPath, `[a]\nk = 1\n${FOREIGN}`, { mode: 0o600 });
    for (const isRenewed of [false, true]) {
      await write(`one ${isRenewed}`);
      if (isRenewed) await write('two', true);
      await undoChange(app);
      expect(await credentials()).toBe(`[a]\nk = 1\n${FOREIGN}`);
      expect(await ownedTargets(app)).toEqual([]);
    }
    expect(await listChanges(app)).toHaveLength(4);
  });

  test('a section that we create, and its renewal, make no entry', async () => {
    await writeFile(app.credentialsPath, '[a]\nk = 1\n', { mode: 0o600 });
    await write('one');
    await write('two', true);
    expect(await listChanges(app)).toEqual([]);
  });

  test('are never put back: stopped ones stay away, renewed ones stay', async () => {
    await writeFile(app.credentialsPath, '[a]\nk = 1\n', { mode: 0o600 });
    await write('one');
    const edit = (text: string) => text.replace('k = 1', 'k = 2');
    await changeFile(app, { file: 'credentials', reason: 'edit', edit });
    await write('two', true);
    const renewed = await credentials();
    const { entryId } = await undoChange(app);
    expect(await credentials()).toBe(renewed.replace('k = 2', 'k = 1'));
    await undoChange(app, entryId);
    const [owned] = await ownedTargets(app);
    if (owned !== undefined) await stopTarget(app, owned);
    await undoChange(app);
    expect(await credentials()).toBe('[a]\nk = 1\n');
  });

  test('a removed section with a session of ours does not come back', async () => {
    await writeFile(app.credentialsPath, '[a]\nk = 1\n', { mode: 0o600 });
    await write('one');
    await changeFile(app, {
      file: 'credentials',
      reason: 'mend',
      edit: (text) => removeSection(text, 'x').replace('k = 1', 'k = 2'),
    });
    expect(await ownedTargets(app)).toEqual([]);
    const { notices } = await undoChange(app);
    expect(notices).toEqual(['[x] holds a session of ours and stays as it is']);
    expect(await credentials()).not.toContain('ASIA');
    expect(await credentials()).toContain('k = 1');
  });
});

test('random files are as they were, byte by byte, after random edits were taken back', async () => {
  const edits = fc.constantFrom(
    (text: string) => setProperties(text, 'alder', new Map([['region', 'new']])),
    (text: string) => setProperties(text, 'default', new Map([['region', undefined]])),
    (text: string) => appendSection(text, 'profile fresh', [['k', 'v']]),
    (text: string) => removeSection(text, 'profile alder'),
  );
  const texts = fc.tuple(iniTexts(), fc.constantFrom('', '\ufeff'));
  await fc.assert(
    fc.asyncProperty(texts, fc.array(edits, { maxLength: 4 }), async ([text, mark], chosen) => {
      const before = Buffer.from(mark + text);
      await writeFile(app.configPath, before);
      let made = 0;
      for (const edit of chosen) {
        try {
          if ((await change('edit', edit)).paths.length > 0) made++;
        } catch (error) {
          if (!isRoleValetError(error, 'EDIT_REFUSED')) throw error;
        }
      }
      for (let round = 0; round < made; round++) await undoChange(app);
      expect(await readFile(app.configPath)).toEqual(before);
    }),
    { numRuns: loopCount(1_000, 60), seed: loopSeed() },
  );
}, 300_000);
