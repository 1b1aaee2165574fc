import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyBaseProfileChange, baseProfileChange } from './base-profile.ts';
import { loadContext } from './load-context.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

/** Writes the config, makes the change that a key called `profile` needs, and gives the new text. */
async function changed(
  text: string | undefined,
  profile: string,
  serial?: string,
): Promise<string> {
  const { app } = practice;
  if (text !== undefined) await writeFile(app.configPath, text);
  const { config } = await loadContext(app);
  const change = baseProfileChange(config, profile, serial);
  if (change !== undefined) await applyBaseProfileChange(app, change);
  return readFile(app.configPath, 'utf8');
}

describe('a base key gets its profile', () => {
  test.each([
    [
      'a new section at the end',
      '[profile x]\nregion = eu-west-1\n',
      'new',
      undefined,
      '[profile x]\nregion = eu-west-1\n\n[profile new]\n',
    ],
    ['with its device', '', 'new', SERIAL, `[profile new]\nmfa_serial = ${SERIAL}\n`],
    [
      'a device added to a section',
      '# mine\r\n[profile x]\r\nregion=eu-west-1\r\n',
      'x',
      SERIAL,
      `# mine\r\n[profile x]\r\nregion=eu-west-1\r\nmfa_serial = ${SERIAL}\r\n`,
    ],
    [
      'nothing where all is there',
      `[profile x]\nmfa_serial = ${SERIAL}`,
      'x',
      SERIAL,
      `[profile x]\nmfa_serial = ${SERIAL}`,
    ],
    ['nothing where no device is given', '[profile x]', 'x', undefined, '[profile x]'],
    ['default without a prefix', '', 'default', undefined, '[default]\n'],
    ['quotes where the name needs them', '', 'my dev', undefined, "[profile 'my dev']\n"],
    [
      'the spelling of the file',
      '[profile "my dev"]\n',
      'my dev',
      SERIAL,
      `[profile "my dev"]\nmfa_serial = ${SERIAL}\n`,
    ],
  ] as const)('%s', async (_, before, profile, serial, after) => {
    expect(await changed(before, profile, serial)).toBe(after);
  });

  test('another device of the file is the user’s, and refused with its line', async () => {
    const { app } = practice;
    await writeFile(app.configPath, `[profile x]\nmfa_serial = ${SERIAL}2\n`);
    const { config } = await loadContext(app);
    expect(() => baseProfileChange(config, 'x', SERIAL)).toThrow(/line 2.*another mfa_serial/);
  });

  test('a link is followed, and the mode of the file kept', async () => {
    const { app, folder } = practice;
    const { chmod, rm, stat, lstat } = await import('node:fs/promises');
    const real = join(folder, 'real-config');
    await writeFile(real, '[profile x]\n');
    await chmod(real, 0o644);
    await rm(app.configPath);
    await symlink(real, app.configPath);
    await changed(undefined, 'new');
    expect((await lstat(app.configPath)).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toContain('[profile new]');
    expect((await stat(real)).mode & 0o777).toBe(0o644);
  });

  test('a change by another program at the same moment is taken in, not lost', async () => {
    const { app } = practice;
    await writeFile(app.configPath, '[profile x]\n');
    let reads = 0;
    const files = {
      ...app.files,
      read: async (path: string) => {
        const state = await app.files.read(path);
        reads += 1;
        // Between our first read and the last look before the rename.
        if (reads === 1) await writeFile(path, '[profile x]\nregion = eu-west-1\n');
        return state;
      },
    };
    await applyBaseProfileChange({ ...app, files }, { profile: 'new', addsSection: true });
    expect(await readFile(app.configPath, 'utf8')).toBe(
      '[profile x]\nregion = eu-west-1\n\n[profile new]\n',
    );
  });
});
