/**
 * `npm start`: builds what is stale and opens Role Valet on the practice organisation. In a terminal
 * that is a practice shell; where nobody types, the whole main job told as a transcript.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTour } from './tour.ts';
import { type Keyring, startKeyring } from './with-keyring.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const CLI = join(REPOSITORY, 'out', 'main', 'cli.js');

/** True where a source is newer than the built command line, or nothing is built yet. */
function isStale(): boolean {
  if (!existsSync(CLI)) {
    return true;
  }
  const builtAt = statSync(CLI).mtimeMs;
  const sources = readdirSync(join(REPOSITORY, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('electron', name));
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
  if (status !== 0 || !existsSync(CLI)) {
    throw new Error(`the build failed:\n${stderr}`);
  }
}

/** A keychain of its own where the machine has none: practice works on a bare server too. */
async function keyringWhereNeeded(): Promise<Keyring | undefined> {
  const hasOwn = process.platform !== 'linux' || process.env.DBUS_SESSION_BUS_ADDRESS !== undefined;
  return hasOwn && process.stdin.isTTY ? undefined : startKeyring();
}

async function main(): Promise<number> {
  buildWhereStale();
  process.stderr.write(
    'The desktop window is not part of this version yet; this is the command line.\n',
  );
  const keyring = await keyringWhereNeeded();
  const environment = { ...process.env, ...keyring?.environment };
  try {
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
  } finally {
    await keyring?.stop();
  }
}

process.exitCode = await main();
