import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What packing reads, relative to the repository, besides the packages that ship. */
const PARTS = [
  'package.json',
  'package-lock.json',
  'electron-builder.config.ts',
  'out',
  'assets',
  'tools/packaging',
  'electron/shell/desktop-name.ts',
];

/** A copy of what packing reads, so that files can be planted in it and nobody's build is touched. */
export interface ScratchProject {
  readonly folder: string;
  /** Writes a file, given with slashes relative to the project. */
  plant(file: string, text: string): Promise<void>;
  /** Runs `npm run dist -- --dir` without the build and gives the folder of its output. */
  packDirectory(name: string, ...settings: readonly string[]): string;
  /** Files below a folder of the project, with slashes and sorted. */
  filesIn(folder: string): Promise<string[]>;
  remove(): Promise<void>;
}

/** Throws where `out` isn't built. */
export async function makeScratchProject(): Promise<ScratchProject> {
  if (!existsSync(join(REPOSITORY, 'out', 'renderer', 'index.html'))) {
    throw new Error('out is not built: run "npm run build" first');
  }
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-package-'));
  // Real copies: a linked node_modules makes npm take every package for a project of its own.
  for (const part of [...PARTS, ...(await productionPackages())]) {
    await cp(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  return {
    folder,
    async plant(file, text) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    },
    packDirectory(name, ...settings) {
      const output = join(folder, 'dist', name);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          join(REPOSITORY, 'tools', 'packaging', 'dist.ts'),
          '--dir',
          `-c.directories.output=${output}`,
          '-c.mac.identity=null',
          '-c.electronFuses.resetAdHocDarwinSignature=true',
          ...settings,
        ],
        { cwd: folder, encoding: 'utf8' },
      );
      if (status !== 0) {
        throw new Error(`packing failed:\n${stdout}\n${stderr}`);
      }
      return output;
    },
    async filesIn(below) {
      const found = await readdir(join(folder, below), { recursive: true, withFileTypes: true });
      return found
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .map((file) => file.replaceAll('\\', '/'))
        .sort();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Folders of the packages that a user would get, those for this system only. */
async function productionPackages(): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(REPOSITORY, path)))
    .map(([path]) => path);
}
