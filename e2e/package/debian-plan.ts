import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, build, type PackagerOptions, Platform } from 'electron-builder';
import config from '../../electron-builder.config.ts';
import { makeStandInDist } from '../../tools/packaging/stand-in-dist.ts';

/** What a Debian package would be made of. */
export interface DebianPlan {
  /** Where the packed folder lies. */
  readonly output: string;
  /** Files from here to there on the user's machine, as `from=to`. */
  readonly files: readonly string[];
  /** The text of the desktop file. */
  readonly desktopEntry: string;
}

/**
 * Lets electron-builder prepare the Debian package of a project, up to the call that makes it, with
 * `looseFiles` added to what the configuration lets into the archive.
 */
export async function planDebianPackage(
  projectDir: string,
  looseFiles: readonly string[],
): Promise<DebianPlan> {
  const output = join(projectDir, 'dist', 'debian');
  const standIn = await mkdtemp(join(tmpdir(), 'role-valet-electron-'));
  let plan: DebianPlan | undefined;
  const options: PackagerOptions = {
    projectDir,
    targets: Platform.LINUX.createTarget('deb', Arch.x64),
    config: {
      ...config,
      electronDist: standIn,
      directories: { output },
      files: [config.files ?? [], looseFiles].flat(),
    },
    // Its own hook for tests: true stops it before `fpm`, which would have to be downloaded.
    effectiveOptionComputed: async ([parameters, desktopFile]: [string[], string]) => {
      plan = {
        output,
        files: parameters.filter((parameter) => /^\/.*=\//.test(parameter)),
        desktopEntry: await readFile(desktopFile, 'utf8'),
      };
      return true;
    },
  };
  try {
    await makeStandInDist(standIn, '0.0.0');
    await build(options);
  } finally {
    await rm(standIn, { recursive: true, force: true });
  }
  if (plan === undefined) {
    throw new Error('electron-builder did not come as far as the Debian package');
  }
  return plan;
}
