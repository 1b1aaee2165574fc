import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Electron from 'electron';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../core/ports.ts';
import { nodeFiles } from '../node/files.ts';
import { isHiddenStart, loginItem } from './login-item.ts';

type LoginSettings = Electron.LoginItemSettings;

class FakeApp
  implements Pick<Electron.App, 'isPackaged' | 'setLoginItemSettings' | 'getLoginItemSettings'>
{
  isPackaged = true;
  set: Electron.Settings[] = [];
  asked: (Electron.LoginItemSettingsOptions | undefined)[] = [];
  answer: LoginSettings = {
    openAtLogin: false,
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: false,
    launchItems: {} as LoginSettings['launchItems'],
  };
  setLoginItemSettings(settings: Electron.Settings): void {
    this.set.push(settings);
  }
  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): LoginSettings {
    this.asked.push(options);
    return this.answer;
  }
}

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'role-valet-login-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

function setUp(platform: NodeJS.Platform, environment: Environment = {}, executable = '/opt/a b') {
  const app = new FakeApp();
  const options = {
    app,
    platform,
    files: nodeFiles(),
    environment,
    homeDirectory: home,
    executable,
  };
  return { app, item: () => loginItem(options), options };
}

test.each(['darwin', 'win32', 'linux'] as const)(
  'from the sources %s has none',
  async (platform) => {
    const { app, item } = setUp(platform);
    app.isPackaged = false;
    app.answer = { ...app.answer, openAtLogin: true, executableWillLaunchAtLogin: true };
    expect(item().isSupported).toBe(false);
    expect(await item().isOn()).toBe(false);
    await expect(item().set(true, false)).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    await item().set(false, false);
    expect(app.set).toEqual([]);
    expect(await readdir(home)).toEqual([]);
  },
);

test('Windows: the path is quoted, hidden is an argument, Task Manager is believed', async () => {
  const { app, item } = setUp('win32', {}, 'C:\\Program Files\\Role Valet\\Role Valet.exe');
  const path = '"C:\\Program Files\\Role Valet\\Role Valet.exe"';
  const name = 'io.github.role_valet.RoleValet';
  await item().set(true, true);
  await item().set(true, false);
  await item().set(false, false);
  expect(app.set).toEqual([
    { openAtLogin: true, enabled: true, path, args: ['--hidden'], name },
    { openAtLogin: true, enabled: true, path, args: [], name },
    { openAtLogin: false, enabled: false, path, args: [], name },
  ]);
  app.answer = { ...app.answer, openAtLogin: true };
  expect(await item().isOn()).toBe(false);
  app.answer = { ...app.answer, executableWillLaunchAtLogin: true };
  expect(await item().isOn()).toBe(true);
  expect(app.asked).toEqual([{ path }, { path }]);
});

test('macOS: by the system, which may want to be asked first', async () => {
  const { app, item } = setUp('darwin');
  await item().set(true, true);
  expect(app.set).toEqual([{ openAtLogin: true }]);
  app.answer = { ...app.answer, status: 'requires-approval' };
  await expect(item().set(true, false)).rejects.toMatchObject({
    hint: expect.stringContaining('Login Items'),
  });
  await item().set(false, false);
  app.answer = { ...app.answer, openAtLogin: true };
  expect(await item().isOn()).toBe(true);
});

describe('Linux: an autostart file', () => {
  const NAME = 'io.github.role_valet.RoleValet.desktop';

  test('is made, changed, and removed', async () => {
    const { item, app } = setUp('linux');
    const path = join(home, '.config/autostart', NAME);
    expect(await item().isOn()).toBe(false);
    await item().set(true, true);
    expect(await readFile(path, 'utf8')).toContain('Exec="/opt/a b" --hidden\n');
    expect(await item().isOn()).toBe(true);
    await item().set(true, false);
    expect(await readFile(path, 'utf8')).toContain('Exec="/opt/a b"\n');
    await item().set(false, false);
    await item().set(false, false);
    expect(await readdir(join(home, '.config/autostart'))).toEqual([]);
    expect(await item().isOn()).toBe(false);
    expect(app.set).toEqual([]);
  });

  test('names the AppImage itself, in the folder that XDG_CONFIG_HOME names', async () => {
    const environment = {
      XDG_CONFIG_HOME: join(home, 'conf'),
      APPIMAGE: '/home/me/Role Valet.AppImage',
    };
    const { item } = setUp('linux', environment, '/tmp/.mount_RoleVaXYZ/role-valet');
    await item().set(true, false);
    const text = await readFile(join(home, 'conf/autostart', NAME), 'utf8');
    expect(text).toContain('Exec="/home/me/Role Valet.AppImage"\n');
    expect(text).not.toContain('.mount');
  });

  test('a relative XDG_CONFIG_HOME is ignored', async () => {
    const { item } = setUp('linux', { XDG_CONFIG_HOME: 'conf' });
    await item().set(true, false);
    expect(await readdir(join(home, '.config/autostart'))).toEqual([NAME]);
  });

  test("somebody else's file is neither changed nor removed", async () => {
    const { item } = setUp('linux');
    const path = join(home, '.config/autostart', NAME);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, '[Desktop Entry]\nExec=mine\n');
    await expect(item().set(true, false)).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
    await item().set(false, false);
    expect(await item().isOn()).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('[Desktop Entry]\nExec=mine\n');
  });

  test('one that a desktop switched off is off, and can be switched on again', async () => {
    const { item } = setUp('linux');
    const path = join(home, '.config/autostart', NAME);
    await item().set(true, false);
    await writeFile(path, (await readFile(path, 'utf8')).replace('enabled=true', 'enabled=false'));
    expect(await item().isOn()).toBe(false);
    await item().set(true, false);
    expect(await item().isOn()).toBe(true);
  });
});

test.each([
  ['linux', ['--hidden'], false, false, true],
  ['linux', [], true, true, false],
  ['darwin', [], true, true, true],
  ['darwin', [], true, false, false],
  ['darwin', [], false, true, false],
  ['win32', ['C:\\x.exe', '--hidden'], false, false, true],
] as const)(
  '%s %j startHidden %s at login %s: hidden %s',
  (platform, argv, startHidden, atLogin, is) => {
    const { app } = setUp(platform);
    app.answer = { ...app.answer, wasOpenedAtLogin: atLogin };
    expect(isHiddenStart({ app, platform, argv, startHidden })).toBe(is);
  },
);
