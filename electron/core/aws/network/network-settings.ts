import { join } from 'node:path';
import type { CaBundle } from '../../chain/types.ts';
import type { Environment } from '../../ports.ts';

/** What the user set in the app: a program that starts at login sees no shell's variables. */
export interface NetworkSettings {
  /** As HTTPS_PROXY has it; undefined or empty: none. */
  readonly proxy?: string | undefined;
  /** Path of a file of root certificates; undefined or empty: none. */
  readonly caBundle?: string | undefined;
}

/** The variables that name a proxy for https, the first one set wins: curl and Python order them so. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY'] as const;

/** The variable that names a proxy; undefined where none does. */
export function proxyVariable(environment: Environment): string | undefined {
  return PROXY_VARIABLES.find((name) => (environment[name] ?? '').trim() !== '');
}

interface BundleSources {
  readonly environment: Environment;
  readonly homeDirectory: string;
  readonly settings?: () => NetworkSettings;
}

/**
 * The root certificates of a call: AWS_CA_BUNDLE, else what the call's profile names, else the
 * settings; undefined where nobody names any. `~/` at the start of a path is the home folder.
 */
export function chooseCaBundle(
  ofProfile: CaBundle | undefined,
  { environment, homeDirectory, settings }: BundleSources,
): CaBundle | undefined {
  const fromSettings = settings?.().caBundle;
  const chosen = environment.AWS_CA_BUNDLE
    ? { path: environment.AWS_CA_BUNDLE, from: 'AWS_CA_BUNDLE' }
    : (ofProfile ?? (fromSettings ? bundleOfSettings(fromSettings) : undefined));
  if (chosen === undefined) return undefined;
  return { ...chosen, path: expandHome(chosen.path, homeDirectory) };
}

/** A bundle as the settings name it. */
export function bundleOfSettings(path: string): CaBundle {
  return { path, from: 'the CA bundle of the settings' };
}

/** A path with `~/` at its start in the home folder. */
export function expandHome(path: string, homeDirectory: string): string {
  return /^~[/\\]/.test(path) ? join(homeDirectory, path.slice(2)) : path;
}
