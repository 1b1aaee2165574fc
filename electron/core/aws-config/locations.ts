import { posix, win32 } from 'node:path';
import type { Environment } from '../ports.ts';

/** Where the two shared files are. */
export interface SharedFilePaths {
  readonly configPath: string;
  readonly credentialsPath: string;
}

/**
 * Where AWS tools look for the shared files: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`,
 * else `.aws` in the home folder. A variable that is set to nothing counts as unset, and `~` at the
 * start of a path stands for the home folder
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html).
 */
export function sharedFilePaths(
  environment: Environment,
  homeDirectory: string,
  platform: NodeJS.Platform,
): SharedFilePaths {
  const { join } = pathRules(platform);
  const given = (variable: string, usual: string): string => {
    const path = environment[variable];
    if (path === undefined || path === '') return join(homeDirectory, '.aws', usual);
    return expandHome(path, homeDirectory, platform);
  };
  return {
    configPath: given('AWS_CONFIG_FILE', 'config'),
    credentialsPath: given('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  };
}

/**
 * The home folder as AWS SDKs find it: `HOME`, then on Windows `USERPROFILE` and
 * `HOMEDRIVE` with `HOMEPATH`, then what the operating system says (`osHome`)
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html).
 */
export function homeDirectoryOf(
  environment: Environment,
  platform: NodeJS.Platform,
  osHome: string,
): string {
  const { HOME, USERPROFILE, HOMEDRIVE, HOMEPATH } = environment;
  if (HOME) return HOME;
  if (platform !== 'win32') return osHome;
  if (USERPROFILE) return USERPROFILE;
  return HOMEDRIVE && HOMEPATH ? `${HOMEDRIVE}${HOMEPATH}` : osHome;
}

function expandHome(path: string, homeDirectory: string, platform: NodeJS.Platform): string {
  if (path === '~') return homeDirectory;
  const isHomePath = path.startsWith('~/') || (platform === 'win32' && path.startsWith('~\\'));
  return isHomePath ? pathRules(platform).join(homeDirectory, path.slice(2)) : path;
}

/** The rules of the platform asked about, which in tests isn't the one that runs. */
function pathRules(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
