import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { nodeFiles } from '../../node/files.ts';
import { nodeLocks } from '../../node/locks.ts';
import { openSettings } from './settings-store.ts';
import type { StoredSettings } from './stored-settings.ts';

let homePath: string;
let path: string;
beforeEach(async () => {
  homePath = await mkdtemp(join(tmpdir(), 'role-valet-settings-'));
  path = join(homePath, 'settings.json');
});
afterEach(async () => {
  await rm(homePath, { recursive: true, force: true });
});

/** A store as a process of its own would open it. */
function open(environment: Record<string, string> = {}) {
  return openSettings({
    files: nodeFiles(),
    locks: nodeLocks(join(homePath, 'locks')),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    homePath,
    platform: 'linux',
    environment,
  });
}

const withTheme =
  (theme: StoredSettings['settings']['theme']) =>
  (before: StoredSettings): StoredSettings => ({
    ...before,
    settings: { ...before.settings, theme },
  });

async function stored(): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

describe('settings.json', () => {
  test('nothing is written before the first change; then 0600, and read again', async () => {
    const store = await open({ SHELL: '/usr/bin/fish' });
    expect(store.problem).toBeUndefined();
    expect(store.current).toMatchObject({
      settings: { exportFormat: 'fish', clipboardClearSeconds: 45, sharedTarget: 'current' },
      hasActed: false,
    });
    expect(await readdir(homePath)).toEqual([]);
    await store.change((before) => ({
      ...withTheme('dark')(before),
      hasActed: true,
      roles: { prod: { favourite: true, colour: 'red', group: 'Shop' } },
      accounts: { '111122223333': { name: 'Shop' } },
      recent: ['prod'],
      windowSize: { width: 440, height: 680 },
    }));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await open()).current).toEqual(store.current);
    expect(await stored()).toMatchObject({ version: 1, settings: { theme: 'dark' } });
  });

  test('the format of the first start stays, whatever shell a later one sees', async () => {
    await (await open({ SHELL: '/bin/zsh' })).change(withTheme('dark'));
    expect((await open({ SHELL: '/usr/bin/fish' })).current.settings.exportFormat).toBe('sh');
  });

  test('a change that changes nothing leaves the file alone', async () => {
    const store = await open();
    await store.change(withTheme('dark'));
    await utimes(path, 1, 1);
    await store.change(withTheme('dark'));
    expect((await stat(path)).mtimeMs).toBe(1000);
  });

  test('an optional field can go again', async () => {
    const store = await open();
    await store.change((before) => ({ ...before, windowSize: { width: 440, height: 680 } }));
    await store.change(({ windowSize: _, ...rest }) => rest);
    expect((await open()).current.windowSize).toBeUndefined();
  });

  test.each([
    ['settings.clipboardClearSeconds', { clipboardClearSeconds: 5 }],
    ['settings.clipboardClearSeconds', { clipboardClearSeconds: 601 }],
    ['settings.sharedTarget', { sharedTarget: 'my target' }],
    ['settings.sharedTarget', { sharedTarget: '' }],
    ['settings.shortcut', { shortcut: 'R' }],
    ['settings.theme', { theme: 'pink' as 'dark' }],
  ])('a value out of bounds is refused, naming %s', async (field, changes) => {
    const store = await open();
    const change = store.change((before) => ({
      ...before,
      settings: { ...before.settings, ...changes },
    }));
    await expect(change).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(field),
    });
    expect(await readdir(homePath)).not.toContain('settings.json');
    expect(store.current.settings).toMatchObject({ clipboardClearSeconds: 45, shortcut: '' });
  });

  test('headings and names are one short line', async () => {
    const store = await open();
    for (const group of ['', ' ', 'a\nb', 'x'.repeat(61)]) {
      const change = store.change((before) => ({ ...before, roles: { prod: { group } } }));
      await expect(change).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining('roles["prod"].group'),
      });
    }
    const roles = { prod: { group: 'x'.repeat(60) }, ['__proto__']: { group: 'Größe 🌳' } };
    await store.change((before) => ({ ...before, roles }));
    expect(Object.entries((await open()).current.roles)).toEqual(Object.entries(roles));
  });

  test('never is a good time to clear the clipboard, and so are ten minutes', async () => {
    const store = await open();
    for (const clipboardClearSeconds of [0, 10, 600]) {
      await store.change((before) => ({
        ...before,
        settings: { ...before.settings, clipboardClearSeconds },
      }));
      expect((await open()).current.settings.clipboardClearSeconds).toBe(clipboardClearSeconds);
    }
  });
});

describe('a file that is not as it should be', () => {
  test.each(['', '{', 'null', '[]', '{}', '{"version":"1"}', '{"version":0}', '\u0000'])(
    '%j is set aside, whole, and the defaults count',
    async (text) => {
      await writeFile(path, text);
      await utimes(path, 1_772_442_000, 1_772_442_000);
      const store = await open();
      const aside = `${path}.damaged-2026-03-02T09-00-00`;
      expect(store.problem).toContain(aside);
      expect(await readFile(aside, 'utf8')).toBe(text);
      expect(store.current.settings.theme).toBe('system');
      await store.change(withTheme('dark'));
      expect(await stored()).toMatchObject({ settings: { theme: 'dark' } });
      // The notice stays for whoever looks later.
      expect(store.problem).toContain(aside);
      expect((await open()).problem).toBeUndefined();
    },
  );

  test('a second damaged file takes nothing from the first', async () => {
    for (const text of ['one', 'two']) {
      await writeFile(path, text);
      await utimes(path, 1_772_442_000, 1_772_442_000);
      await open();
    }
    const names = (await readdir(homePath)).filter((name) => name.includes('damaged')).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(homePath, name), 'utf8')));
    expect(texts).toEqual(['one', 'two']);
  });

  test('one damaged while we run costs nothing that we know', async () => {
    const store = await open();
    await store.change(withTheme('dark'));
    await writeFile(path, '{"ver');
    await store.change((before) => ({ ...before, hasActed: true }));
    expect(await stored()).toMatchObject({ settings: { theme: 'dark' }, hasActed: true });
    expect(store.problem).toContain('set aside');
  });

  test('one bad field falls back, is named, and harms no other', async () => {
    await writeFile(
      path,
      JSON.stringify({
        version: 1,
        settings: { theme: 'dark', clipboardClearSeconds: 'soon', shortcut: 'Ctrl+R' },
        roles: { prod: { favourite: true, colour: 'pink', group: 'a\nb' } },
        accounts: { 12: { name: 'short' }, '111122223333': { name: 'Shop' } },
        recent: ['prod', 7, 'prod', 'dev'],
      }),
    );
    const { current, problem } = await open();
    expect(problem).toMatch(/settings\.clipboardClearSeconds must be a number of seconds/);
    expect(problem).toMatch(/roles\["prod"\]\.colour/);
    expect(problem).toMatch(/and 2 more/);
    expect(current).toMatchObject({
      settings: { theme: 'dark', clipboardClearSeconds: 45, shortcut: 'Ctrl+R' },
      roles: { prod: { favourite: true } },
      accounts: { '111122223333': { name: 'Shop' } },
      recent: ['prod', 'dev'],
    });
  });

  test('one of a newer version is read as far as it is understood, and never written', async () => {
    const text = JSON.stringify({ version: 7, settings: { theme: 'dark', exportFormat: 'xonsh' } });
    await writeFile(path, text);
    const store = await open();
    expect(store.current.settings.theme).toBe('dark');
    expect(store.problem).toMatch(/newer Role Valet \(version 7/);
    await expect(store.change(withTheme('light'))).rejects.toMatchObject({
      code: 'EDIT_REFUSED',
      message: expect.stringContaining(path),
      hint: expect.stringContaining('Update Role Valet'),
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('fields that a later program of this version added are kept', async () => {
    const later = { version: 1, guard: [1], settings: { theme: 'light', sound: 'bell' } };
    await writeFile(path, JSON.stringify(later));
    await (await open()).change(withTheme('dark'));
    expect(await stored()).toMatchObject({
      guard: [1],
      settings: { theme: 'dark', sound: 'bell' },
    });
  });

  test('a folder in its place stops changes, not the app', async () => {
    await mkdir(path);
    await chmod(path, 0o700);
    const store = await open();
    expect(store.current.settings.theme).toBe('system');
    expect(store.problem).toContain(path);
    await expect(store.change(withTheme('dark'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});

describe('the way to AWS', () => {
  test('is kept, and taken away again', async () => {
    const network = { proxy: 'http://proxy.corp:8080', caBundle: '~/company.pem' };
    const store = await open();
    await store.change((before) => ({ ...before, network }));
    expect((await open()).current.network).toEqual(network);
    await store.change(({ network: _, ...rest }) => rest);
    expect((await open()).current).not.toHaveProperty('network');
  });

  test.each([
    [{ proxy: 'http://me:hunter2@proxy.corp:8080' }, 'must hold no user name or password'],
    [{ proxy: 'proxy.corp' }, 'must be the address of a proxy'],
    [{ proxy: 'socks5://proxy.corp' }, 'must be the address of a proxy'],
    [{ caBundle: 'company.pem' }, 'must be the whole path of a file'],
  ])('%j is refused', async (network, message) => {
    const store = await open();
    const change = store.change((before) => ({ ...before, network }));
    await expect(change).rejects.toThrow(message);
    await expect(change).rejects.not.toThrow('hunter2');
  });
});

describe('the reminder of old keys', () => {
  test('is kept, with 0 for never; what is no number of days is refused', async () => {
    const store = await open();
    expect(store.current.settings.keyAgeReminderDays).toBe(90);
    const set = (keyAgeReminderDays: number) =>
      store.change((before) => ({
        ...before,
        settings: { ...before.settings, keyAgeReminderDays },
      }));
    await set(0);
    expect((await open()).current.settings.keyAgeReminderDays).toBe(0);
    for (const days of [-1, 1.5, 3_651]) {
      await expect(set(days)).rejects.toThrow('keyAgeReminderDays must be');
    }
  });
});

describe('two processes on one folder', () => {
  test('changes of different fields at the same moment all survive', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const names = Array.from({ length: 10 }, (_, index) => `role-${index}`);
    await Promise.all([
      one.change(withTheme('dark')),
      other.change((before) => ({ ...before, hasActed: true })),
      ...names.map((name, index) =>
        (index % 2 === 0 ? one : other).change((before) => ({
          ...before,
          roles: { ...before.roles, [name]: { favourite: true } },
        })),
      ),
    ]);
    const { current } = await open();
    expect(current).toMatchObject({ settings: { theme: 'dark' }, hasActed: true });
    expect(Object.keys(current.roles).sort()).toEqual(names);
  });
});

describe('any content', () => {
  const runs = { numRuns: loopCount(2_000, 150), seed: loopSeed() };

  test('never fails, and what was read is what a change writes', async () => {
    const values = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record(
          {
            version: fc.constant(1),
            settings: fc.oneof(fc.object(), fc.record({ theme: fc.constant('dark') })),
            roles: fc.dictionary(fc.string(), fc.object({ maxDepth: 1 })),
            accounts: fc.anything(),
            recent: fc.array(fc.oneof(fc.string(), fc.anything())),
            windowSize: fc.record({ width: fc.nat(), height: fc.nat() }),
          },
          { requiredKeys: ['version'] },
        )
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(values, async (text) => {
        await rm(path, { recursive: true, force: true });
        await writeFile(path, text);
        const store = await open();
        const before = store.current;
        const after = await store.change((same) => ({ ...same, hasActed: true }));
        expect(after).toEqual({ ...before, hasActed: true });
        const again = await open();
        expect(again.current).toEqual(after);
        expect(again.problem).toBeUndefined();
      }),
      runs,
    );
  });
});
