/**
 * `npm run dist -- [electron-builder's options]`: packs what is built. Where Electron's binary can't
 * be had, it packs onto a stand-in and only makes the directory, which still shows every file.
 * The project is the folder it is called in, as npm does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findElectron } from '../find-electron.ts';
import { distArguments } from './dist-arguments.ts';
import { makeStandInDist } from './stand-in-dist.ts';

const require = createRequire(import.meta.url);

function runElectronBuilder(parameters: readonly string[]): number {
  const program = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js');
  const { status } = spawnSync(process.execPath, [program, ...parameters], { stdio: 'inherit' });
  return status ?? 1;
}

async function main(wanted: readonly string[]): Promise<number> {
  if (findElectron() !== undefined) {
    return runElectronBuilder(distArguments(wanted));
  }
  if (process.platform !== 'linux') {
    console.error("Electron's binary can't be had, and the stand-in for it is for Linux only.");
    return 1;
  }
  console.log(
    "Electron's binary can't be had: packing the directory only, onto a stand-in that opens nothing.",
  );
  const standIn = await mkdtemp(join(tmpdir(), 'role-valet-electron-'));
  try {
    const { version } = require('electron/package.json') as { version: string };
    await makeStandInDist(standIn, version);
    return runElectronBuilder(distArguments(wanted, standIn));
  } finally {
    await rm(standIn, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
