/**
 * `npm start`: builds what is stale and opens Role Valet. With a display that is the desktop app: on
 * Electron, or on the stand-in where Electron's binary can't be had. Without one it is the command
 * line on the practice organisation: a shell for whoever types, else the whole main job as a transcript.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './find-electron.ts';
import { runTour } from './tour.ts';
import { type Keyring, startKeyring } from './with-keyring.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const CLI = join(REPOSITORY, 'out', 'main', 'cli.js');
const MAIN = join(REPOSITORY, 'out', 'main', 'main.js');
const PAGE = join(REPOSITORY, 'out', 'renderer', 'index.html');

/** True where a source is newer than what is built, or nothing is built yet. */
function isStale(): boolean {
  if (![CLI, MAIN, PAGE].every((path) => existsSync(path))) {
    return true;
  }
  const builtAt = Math.min(...[CLI, MAIN, PAGE].map((path) => statSync(path).mtimeMs));
  const sources = ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|css|html)$/.test(name))
      .map((name) => join(folder, name)),
  );
  return ['package-lock.json', 'electron.vite.config.ts', ...sources].some(
    (name) => statSync(join(REPOSITORY, name)).mtimeMs > builtAt,
  );
}

function buildWhereStale(): void {
  if (!isStale()) {
    return;
  }
  const { status, stderr } = spawnSync('electron-vite', ['build', '--logLevel', 'warn'], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status !== 0 || isStale()) {
    throw new Error(`the build failed:\n${stderr}`);
  }
}

function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY) ||
    Boolean(process.env.WAYLAND_DISPLAY)
  );
}

/** A keychain of its own where the machine has none: practice works on a bare server too. */
async function keyringWhereNeeded(isDesktop: boolean): Promise<Keyring | undefined> {
  const hasOwn = process.platform !== 'linux' || process.env.DBUS_SESSION_BUS_ADDRESS !== undefined;
  return hasOwn && (isDesktop || process.stdin.isTTY) ? undefined : startKeyring();
}

async function openDesktop(environment: NodeJS.ProcessEnv, argv: readonly string[]) {
  const electron = findElectron();
  if (electron !== undefined) {
    const { status } = spawnSync(electron, [REPOSITORY, ...argv], {
      stdio: 'inherit',
      env: environment,
    });
    return status ?? 1;
  }
  process.stderr.write(
    'Electron can’t be downloaded here, so the app runs on its stand-in, with Chromium for a window and a tray, and a clipboard of its own.\n',
  );
  const { runOnDisplay } = await import('../e2e/stand-in/run.ts');
  const defined = Object.entries(environment).filter(([, value]) => value !== undefined);
  return await runOnDisplay({
    mainPath: MAIN,
    argv,
    environment: Object.fromEntries(defined) as Record<string, string>,
  });
}

async function openTerminal(environment: NodeJS.ProcessEnv): Promise<number> {
  process.stderr.write('There is no display here, so this is the command line.\n');
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const { status } = spawnSync(process.execPath, [CLI, 'practice', '--shell'], {
      stdio: 'inherit',
      env: environment,
    });
    return status ?? 1;
  }
  return await runTour({
    cliPath: CLI,
    environment,
    print: (text) => process.stdout.write(text),
  });
}

async function main(argv: readonly string[]): Promise<number> {
  buildWhereStale();
  const isDesktop = hasDisplay();
  const keyring = await keyringWhereNeeded(isDesktop);
  const environment = { ...process.env, ...keyring?.environment };
  try {
    return isDesktop ? await openDesktop(environment, argv) : await openTerminal(environment);
  } finally {
    await keyring?.stop();
  }
}

process.exitCode = await main(process.argv.slice(2));
