import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DESKTOP_ID } from '../../electron/shell/desktop-name.ts';
import config from '../../electron-builder.config.ts';
import {
  missingFromArchive,
  packedNatives,
  strangersInArchive,
  strangersInCommandLine,
} from '../../tools/packaging/package-rules.ts';
import { type DebianPlan, planDebianPackage } from './debian-plan.ts';
import {
  archiveEntries,
  fusesOf,
  isStandIn,
  type PackagedApp,
  packagedAppIn,
  packedManifest,
} from './packaged-app.ts';
import { makeScratchProject, type ScratchProject } from './scratch-project.ts';

/** Files that lie about in a working copy and must never ship. */
const STRAYS = [
  'out/main/stray.map',
  'out/main/chunks/stray.js.map',
  'out/main/.env',
  'out/preload/notes.txt',
  'out/renderer/assets/stray.ts',
  'electron/main.ts',
  'docs/platforms.md',
  `assets/icons/tray/${process.platform}/source.svg`,
];

let project: ScratchProject;
let app: PackagedApp;

// One distribution is made for the whole file.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  project = await makeScratchProject();
  for (const stray of STRAYS) {
    await project.plant(stray, 'a stray file');
  }
  app = await packagedAppIn(project.packDirectory('strict'));
});

test.afterAll(async () => {
  await project?.remove();
});

// Second tries are for tests with a keyring.
test.describe.configure({ retries: 0 });

test('the archive holds what it should and nothing else, whatever lies about', async () => {
  const files = archiveEntries(app).map(({ file }) => file);
  expect(strangersInArchive(files)).toEqual([]);
  const made = [
    ...(await project.filesIn('out')),
    ...(await project.filesIn(`assets/icons/tray/${process.platform}`)),
  ];
  expect(missingFromArchive(made, files).sort()).toEqual(
    STRAYS.filter((file) => /^(out|assets)\//.test(file)).sort(),
  );
});

test('native modules lie beside the archive, and every file has its hash in it', async () => {
  const entries = archiveEntries(app);
  const natives = entries.filter(({ file }) => file.endsWith('.node'));
  expect(natives).toHaveLength(1);
  expect(packedNatives(entries)).toEqual([]);
  for (const { file } of natives) {
    const path = join(app.resources, 'app.asar.unpacked', file);
    expect(typeOfKeychain(`require(${JSON.stringify(path)})`, app.resources)).toBe('function\n');
  }
  expect(entries.filter(({ integrity }) => integrity !== 'SHA256')).toEqual([]);
});

test('the packed package.json says what Electron needs to know', () => {
  const manifest = packedManifest(app);
  const said = Object.entries(manifest).filter(([, value]) => value !== null);
  expect(Object.fromEntries(said)).toMatchObject({
    name: 'role-valet',
    type: 'module',
    main: 'out/main/main.js',
    desktopName: `${DESKTOP_ID}.desktop`,
  });
  for (const unneeded of ['scripts', 'devDependencies', 'dependencies', 'bin', 'allowScripts']) {
    expect(manifest[unneeded] ?? undefined, unneeded).toBeUndefined();
  }
});

test('the fuses of the executable are those of the security table', async () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(await fusesOf(app)).toMatchObject({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  });
});

test('the packed program does not act as Node and lets no debugger in', async () => {
  const home = await mkdtemp(join(tmpdir(), 'role-valet-program-'));
  const run = (parameters: readonly string[]) =>
    spawnSync(app.program, parameters, {
      encoding: 'utf8',
      timeout: 8000,
      killSignal: 'SIGKILL',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', HOME: home, ROLE_VALET_HOME: home },
    });
  const asNode = run(['-p', '6 * 7']);
  const debugged = run(['--inspect=0']);
  await rm(home, { recursive: true, force: true });
  if (await isStandIn(app)) {
    // Electron is what heeds the fuses; without it there is only this to see.
    expect(asNode).toMatchObject({ status: 1, stdout: '' });
    expect(asNode.stderr).toContain('stand-in');
  }
  expect(asNode.stdout).not.toContain('42');
  expect(debugged.stderr).not.toContain('Debugger listening');
});

test('integrity data, code signing rights and the menu-bar entry are as reviewed', async () => {
  expect(config.disableAsarIntegrity).toBeUndefined();
  expect(config.mac).toMatchObject({ hardenedRuntime: true, extendInfo: { LSUIElement: true } });
  expect(config.mac?.entitlementsInherit).toBe(config.mac?.entitlements);
  const entitlements = await readFile(config.mac?.entitlements ?? '', 'utf8');
  expect([...entitlements.matchAll(/<key>([^<]*)<\/key>/g)].map(([, key]) => key)).toEqual([
    'com.apple.security.cs.allow-jit',
  ]);
});

if (process.platform === 'linux') {
  test.describe('a Debian package with a loosened configuration', () => {
    let plan: DebianPlan;

    test.beforeAll(async () => {
      plan = await planDebianPackage(project.folder, ['out/**', 'docs/**', 'electron/**']);
    });

    test('is found out by its stray files', async () => {
      const entries = archiveEntries(await packagedAppIn(plan.output));
      const strangers = strangersInArchive(entries.map(({ file }) => file));
      expect(strangers).toEqual(
        expect.arrayContaining(['out/main/stray.map', 'electron/main.ts', 'docs/platforms.md']),
      );
    });

    test('has a desktop file that is named, and names the window, as the app names itself', () => {
      expect(plan.files.filter((file) => file.endsWith('.desktop'))).toEqual([
        expect.stringMatching(`=/usr/share/applications/${DESKTOP_ID}.desktop$`),
      ]);
      expect(plan.desktopEntry).toContain(`\nStartupWMClass=${DESKTOP_ID}\n`);
      expect(plan.desktopEntry).toContain('\nExec="/opt/Role Valet/role-valet-app" %U\n');
    });

    test('brings the icons, and the command line under its own name', () => {
      expect(plan.files).toContainEqual(
        expect.stringMatching(/tools\/packaging\/linux\/role-valet=\/usr\/bin\/role-valet$/),
      );
      for (const size of [16, 32, 48, 128, 256, 512]) {
        expect(plan.files).toContainEqual(
          expect.stringMatching(`/hicolor/${size}x${size}/apps/role-valet-app.png$`),
        );
      }
    });
  });
}

test('only the languages of the texts are packed', async () => {
  const locales = join(dirname(app.resources), 'locales');
  if (existsSync(locales)) {
    expect(existsSync(join(locales, 'en-US.pak'))).toBe(true);
    expect(existsSync(join(locales, 'de.pak'))).toBe(false);
  }
});

test('the command line that comes with the app runs, through a link too', async () => {
  const files = await project.filesIn(app.commandLine.slice(project.folder.length + 1));
  const prefix = `${app.commandLine.slice(project.folder.length + 1).replaceAll('\\', '/')}/`;
  expect(strangersInCommandLine(files.map((file) => file.slice(prefix.length)))).toEqual([]);

  expect(typeOfKeychain("require('keytar')", app.commandLine)).toBe('function\n');

  const isWindows = process.platform === 'win32';
  const launcher = join(app.commandLine, isWindows ? 'role-valet.cmd' : 'role-valet');
  const home = await mkdtemp(join(tmpdir(), 'role-valet-launcher-'));
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
  const run = (program: string, searchPath: string) =>
    spawnSync(program, ['--version'], {
      encoding: 'utf8',
      cwd: home,
      env: { ...process.env, PATH: searchPath, ROLE_VALET_HOME: home },
      shell: isWindows,
    });
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(run(launcher, path)).toMatchObject({ status: 0, stdout: `${version}\n` });
  if (!isWindows) {
    await symlink(launcher, join(home, 'linked'));
    await symlink('linked', join(home, 'twice'));
    expect(run(join(home, 'twice'), path)).toMatchObject({ status: 0, stdout: `${version}\n` });

    const tools = join(home, 'tools');
    await mkdir(tools);
    for (const name of ['sh', 'dirname', 'readlink']) {
      await symlink(join('/usr/bin', name), join(tools, name));
    }
    const { status, stderr } = run(launcher, tools);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^role-valet: needs Node .* none on the PATH/);
  }
  await rm(home, { recursive: true, force: true });
});

/** Loads a keychain module in a Node of its own: one that holds it could not remove its file on Windows. */
function typeOfKeychain(loaded: string, folder: string): string {
  const program = ['-p', `typeof ${loaded}.AsyncEntry`];
  return spawnSync(process.execPath, program, { cwd: folder, encoding: 'utf8' }).stdout;
}
