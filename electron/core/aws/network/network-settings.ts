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
    : (ofProfile ??
      (fromSettings ? { path: fromSettings, from: 'the CA bundle of the settings' } : undefined));
  if (chosen === undefined) return undefined;
  const { path } = chosen;
  return /^~[/\\]/.test(path) ? { ...chosen, path: join(homeDirectory, path.slice(2)) } : chosen;
}
