import { spawnSync } from 'node:child_process';

/** Electron's package downloads its binary when it is first asked for; where it can't, it throws. */
export function canUseElectron(): boolean {
  const { status } = spawnSync(process.execPath, ['-e', "require('electron')"], {
    cwd: import.meta.dirname,
    stdio: 'ignore',
  });
  return status === 0;
}

/**
 * The arguments for electron-builder. With a stand-in distribution the targets of `wanted` are left
 * out, since installers of it would be good for nothing; settings (`-c.name=value`) are kept.
 */
export function distArguments(wanted: readonly string[], standInDist?: string): string[] {
  const always = ['--config', 'electron-builder.config.ts', '--publish', 'never'];
  if (standInDist === undefined) {
    return [...always, ...wanted];
  }
  const settings = wanted.filter((argument) => argument.startsWith('-c.'));
  return [...always, '--linux', 'dir', `-c.electronDist=${standInDist}`, ...settings];
}
