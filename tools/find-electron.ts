import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let found: { readonly path: string | undefined } | undefined;

/**
 * The path of Electron's binary, or undefined where it can't be had. Its package downloads it when it
 * is first asked for, and tells of it on the console, so it is asked in a child process, once.
 */
export function findElectron(): string | undefined {
  found ??= { path: askPackage() };
  return found.path;
}

function askPackage(): string | undefined {
  const { status, stdout } = spawnSync(process.execPath, ['-p', "require('electron')"], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const path = stdout.trimEnd().split('\n').at(-1) ?? '';
  return status === 0 && existsSync(path) ? path : undefined;
}
