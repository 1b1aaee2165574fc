import { join, resolve } from 'node:path';
import { decidingVariables } from '../core/aws/bases/command-variables.ts';
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
  'baseEndpoints',
] as const satisfies readonly (keyof CallerWorld)[];

/**
 * By these the bases of chains are had elsewhere. AWS_ENDPOINT_URL counts here too: `stsEndpoint` does
 * not tell of it where AWS_ENDPOINT_URL_STS is set.
 */
const BASE_VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_ENDPOINT_URL_SIGNIN',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
] as const;

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
    baseEndpoints: baseEndpointsOf(environment),
  };
  const commandVariables = digest(
    decidingVariables(environment, [...BASE_VARIABLES, 'AWS_ENDPOINT_URL_STS']),
  );
  const said = NETWORK_FACTS.filter((name) => facts[name]);
  return {
    configPath: resolve(configPath),
    credentialsPath: resolve(credentialsPath),
    ...Object.fromEntries(said.map((name) => [name, facts[name]])),
    ...(commandVariables === undefined ? {} : { commandVariables }),
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

function baseEndpointsOf(environment: Environment): string {
  return BASE_VARIABLES.filter((name) => environment[name])
    .map((name) => `${name}=${environment[name]}`)
    .join('\n');
}

/**
 * FNV-1a of 64 bits (https://datatracker.ietf.org/doc/draft-eastlake-fnv/). It tells shells apart and travels between
 * two processes of one user only; a cryptographic hash would cost each AWS call 8 ms of loading.
 */
function digest(text: string): string | undefined {
  if (text === '') return undefined;
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** As `core/aws/network` reads it, without loading that. */
function bundlePath(path: string, home: string): string {
  return resolve(/^~[/\\]/.test(path) ? join(home, path.slice(2)) : path);
}
