import { resolve } from 'node:path';
import { homeDirectoryOf, sharedFilePaths } from '../core/aws-config/locations.ts';
import type { Environment } from '../core/ports.ts';
import type { CallerWorld } from './protocol.ts';

/** How a world says that endpoints of variables and files are ignored: nobody can set this as a URL. */
const IGNORED = '(configured endpoints ignored)';

/**
 * What a caller's variables say about files, STS endpoint and certificates. `osHome` is the home
 * folder as the operating system has it. Loads nothing but paths: `credential-process` runs it on
 * every AWS call of a user.
 */
export function callerWorld(
  environment: Environment,
  platform: NodeJS.Platform,
  osHome: string,
): CallerWorld {
  const home = homeDirectoryOf(environment, platform, osHome);
  const { configPath, credentialsPath } = sharedFilePaths(environment, home, platform);
  const stsEndpoint = stsEndpointOf(environment);
  const caBundle = environment.AWS_CA_BUNDLE;
  return {
    configPath: resolve(configPath),
    credentialsPath: resolve(credentialsPath),
    ...(stsEndpoint === undefined ? {} : { stsEndpoint }),
    ...(caBundle ? { caBundle } : {}),
  };
}

/**
 * Which STS endpoint the variables ask for, in the order of `core/chain/endpoint.ts`; undefined where
 * they leave it to the files. An order to ignore what is configured is a value of its own: it hides
 * the endpoints of the files as well.
 */
function stsEndpointOf(environment: Environment): string | undefined {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true') {
    return IGNORED;
  }
  return environment.AWS_ENDPOINT_URL_STS || environment.AWS_ENDPOINT_URL || undefined;
}
