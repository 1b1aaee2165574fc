import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Organisation } from './organisation.ts';
import { practiceConfigText } from './practice-files.ts';

export interface PracticeHomeOptions {
  readonly organisation: Organisation;
  /** Where the practice STS listens. */
  readonly stsUrl: string;
  /** Region of every profile. Default: eu-west-1. */
  readonly region?: string;
  /** Where the throw-away folder is made. Default: the system's folder for temporary files. */
  readonly parentPath?: string;
}

/** A throw-away folder with all files that a practice run needs. */
export interface PracticeHome {
  readonly folder: string;
  /** The app's own home. */
  readonly homePath: string;
  readonly configPath: string;
  /** The file is not there yet: keys belong in the keychain. */
  readonly credentialsPath: string;
  /** For programs of a practice shell (`addPracticePrograms`); put it first in PATH. */
  readonly binPath: string;
  /** Variables to set. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables to take out of an inherited environment: each would win over the practice files. */
  readonly unset: readonly string[];
  /** Removes the folder with everything in it. */
  remove(): Promise<void>;
}

/** Variables by which a shell's own AWS settings would reach into a practice run. */
const UNSET_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** How the name of every practice folder begins. */
export const PRACTICE_FOLDER_PREFIX = 'role-valet-practice-';

/** Makes the folder (0700) with its config file; throws the file system's own errors. */
export async function preparePracticeHome(options: PracticeHomeOptions): Promise<PracticeHome> {
  const { organisation, stsUrl, region = 'eu-west-1', parentPath = tmpdir() } = options;
  const folder = await mkdtemp(join(parentPath, PRACTICE_FOLDER_PREFIX));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const homePath = join(folder, 'app');
  const binPath = join(folder, 'bin');
  const configPath = join(folder, 'aws', 'config');
  const credentialsPath = join(folder, 'aws', 'credentials');
  try {
    for (const path of [homePath, binPath, join(folder, 'aws')]) {
      await mkdir(path, { mode: 0o700 });
    }
    await writeFile(configPath, practiceConfigText(organisation, region), { mode: 0o600 });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    homePath,
    configPath,
    credentialsPath,
    binPath,
    environment: {
      ROLE_VALET_HOME: homePath,
      AWS_CONFIG_FILE: configPath,
      AWS_SHARED_CREDENTIALS_FILE: credentialsPath,
      AWS_ENDPOINT_URL_STS: stsUrl,
      // Practice keys must not be shown to the real IAM either.
      AWS_ENDPOINT_URL_IAM: stsUrl,
      AWS_ENDPOINT_URL_SIGNIN: stsUrl,
      // Otherwise a profile without keys makes tools ask the network for instance credentials.
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    unset: UNSET_VARIABLES,
    remove,
  };
}
