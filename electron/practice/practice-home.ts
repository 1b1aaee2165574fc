import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Organisation } from './organisation.ts';
import { practiceConfigText } from './practice-files.ts';

export interface PracticeHomeOptions {
  readonly organisation: Organisation;
  readonly stsUrl: string;
  /** Region of the practice config. */
  readonly region?: string;
}

/** A throw-away place with files of its own, so that practice never touches the user's. */
export interface PracticeHome {
  readonly folder: string;
  readonly configPath: string;
  readonly credentialsPath: string;
  /** For programs that a practice shell should find first. */
  readonly binPath: string;
  /** What a program needs in its environment to be in the practice organisation. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Makes the place: a folder for its owner alone, with the practice config in it. */
export async function preparePracticeHome(options: PracticeHomeOptions): Promise<PracticeHome> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'role-valet-practice-')));
  const configPath = join(folder, 'aws', 'config');
  const credentialsPath = join(folder, 'aws', 'credentials');
  const binPath = join(folder, 'bin');
  await mkdir(join(folder, 'aws'), { mode: 0o700 });
  await mkdir(binPath, { mode: 0o700 });
  await writeFile(configPath, practiceConfigText(options.organisation, options.region ?? 'eu-west-1'), {
    mode: 0o600,
  });
  return {
    folder,
    configPath,
    credentialsPath,
    binPath,
    environment: {
      ROLE_VALET_HOME: join(folder, 'role-valet'),
      AWS_CONFIG_FILE: configPath,
      AWS_SHARED_CREDENTIALS_FILE: credentialsPath,
      AWS_ENDPOINT_URL_STS: options.stsUrl,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
