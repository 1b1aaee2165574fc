import { join, resolve } from 'node:path';
import { homeDirectoryOf, sharedFilePaths } from '../core/aws-config/locations.ts';
import type { Environment } from '../core/ports.ts';
import type { CallerWorld } from './protocol.ts';

/** How a world says that endpoints of variables and files are ignored: nobody can set this as a URL. */
const IGNORED = '(configured endpoints ignored)';

/**
 * The facts of a world that decide which AWS is called, rather than which files count. A proxy is no
 * such fact: an app that starts at login goes by the system's, a shell by its variables, and what
 * AWS answers is the same.
 */
export const NETWORK_FACTS = [
  'stsEndpoint',
  'caBundle',
  'fips',
  'dualStack',
] as const satisfies readonly (keyof CallerWorld)[];

/**
 * What a caller's variables say about files and the way to AWS. `osHome` is the home
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
  const facts: Readonly<Record<(typeof NETWORK_FACTS)[number], string | undefined>> = {
    stsEndpoint: stsEndpointOf(environment),
    caBundle: environment.AWS_CA_BUNDLE && bundlePath(environment.AWS_CA_BUNDLE, home),
    fips: environment.AWS_USE_FIPS_ENDPOINT?.toLowerCase(),
    dualStack: environment.AWS_USE_DUALSTACK_ENDPOINT?.toLowerCase(),
  };
  const said = NETWORK_FACTS.filter((name) => facts[name]);
  return {
    configPath: resolve(configPath),
    credentialsPath: resolve(credentialsPath),
    ...Object.fromEntries(said.map((name) => [name, facts[name]])),
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

/** As `core/aws/network` reads it, without loading that. */
function bundlePath(path: string, home: string): string {
  return resolve(/^~[/\\]/.test(path) ? join(home, path.slice(2)) : path);
}
