import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** A file of the app's archive. */
export interface ArchiveEntry {
  /** With slashes, without a leading one. */
  readonly file: string;
  /** True where the file itself lies beside the archive. */
  readonly isUnpacked: boolean;
  /** The algorithm of the hash that Electron checks the file by. */
  readonly integrity: string | undefined;
}

/** An app that electron-builder has laid out as a folder. */
export interface PackagedApp {
  /** What holds the fuses: the program, on macOS the bundle. */
  readonly executable: string;
  /** What is started. */
  readonly program: string;
  readonly resources: string;
  /** Where the command line came to lie. */
  readonly commandLine: string;
}

/** Finds what packing left in its output folder on this system. */
export async function packagedAppIn(output: string): Promise<PackagedApp> {
  const folders = await readdir(output);
  const ending = process.platform === 'darwin' ? /^mac/ : /-unpacked$/;
  const folder = join(output, folders.find((name) => ending.test(name)) ?? '');
  const [executable, resources] =
    process.platform === 'darwin'
      ? [join(folder, 'Role Valet.app'), join(folder, 'Role Valet.app', 'Contents', 'Resources')]
      : process.platform === 'win32'
        ? [join(folder, 'Role Valet.exe'), join(folder, 'resources')]
        : [join(folder, 'role-valet-app'), join(folder, 'resources')];
  if (!existsSync(executable)) {
    throw new Error(`no packaged app in ${folder}, which holds ${await readdir(folder)}`);
  }
  const program =
    process.platform === 'darwin'
      ? join(executable, 'Contents', 'MacOS', 'Role Valet')
      : executable;
  return { executable, program, resources, commandLine: join(resources, 'cli') };
}

/** True where the app was packed onto tools/packaging/stand-in-dist.ts, which is a few lines of shell. */
export async function isStandIn({ program }: PackagedApp): Promise<boolean> {
  return (await stat(program)).size < 10_000;
}

/** Every file of the archive; folders are left out. */
export function archiveEntries({ resources }: PackagedApp): ArchiveEntry[] {
  const archive = join(resources, 'app.asar');
  return listPackage(archive, { isPack: false })
    .map((path) => path.slice(1))
    .flatMap((path) => {
      const entry = statFile(archive, path);
      return 'files' in entry
        ? []
        : [
            {
              file: path.replaceAll('\\', '/'),
              isUnpacked: 'unpacked' in entry && entry.unpacked === true,
              integrity: 'integrity' in entry ? entry.integrity?.algorithm : undefined,
            },
          ];
    });
}

/** The packed package.json. */
export function packedManifest({ resources }: PackagedApp): Record<string, unknown> {
  const text = extractFile(join(resources, 'app.asar'), 'package.json').toString('utf8');
  return JSON.parse(text) as Record<string, unknown>;
}

/** The fuses of the executable by name; true is on. */
export async function fusesOf({ executable }: PackagedApp): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    Object.entries(FuseV1Options).flatMap(([name, index]) =>
      typeof index === 'number' ? [[name, wire[index as FuseV1Options] === FuseState.ENABLE]] : [],
    ),
  );
}
