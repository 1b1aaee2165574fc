import { type ErrorValue, isRoleValetError } from '../../contract/errors.ts';
import { loadSharedConfig } from '../aws-config/shared-config.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { keychainNamesAsked } from '../chain/keychain-names.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import type { App } from './app.ts';

/** The files as they are now, with what the keychain adds. */
export interface LoadedContext extends ChainContext {
  /** Set where the keychain could not be read: roles can be listed and planned all the same. */
  readonly keychainProblem?: ErrorValue;
}

/**
 * Reads config, credentials file and the names of the base keys. An unreachable keychain does not
 * stop it: what needs a key says so itself later. `known` is what the files say, where the caller
 * knows that they have not changed.
 */
export async function loadContext(
  app: App,
  region?: string,
  known?: SharedConfig,
): Promise<LoadedContext> {
  const [config, owned, keychain] = await Promise.all([
    known ?? loadSharedConfig(app.files, app),
    ownedTargets(app),
    keyNames(app),
  ]);
  return {
    config,
    keychainProfiles: new Set(keychain.names),
    environment: app.environment,
    ownTargets: new Set(owned.map(({ target }) => target)),
    ...(region === undefined ? {} : { regionOverride: region }),
    ...(keychain.problem === undefined ? {} : { keychainProblem: keychain.problem }),
  };
}

/**
 * As `loadContext`, for one profile known by its exact name: asks the keychain only about the
 * profiles that matter to it, which is much quicker than listing it.
 */
export async function loadContextFor(app: App, profile: string): Promise<LoadedContext> {
  const [config, owned] = await Promise.all([loadSharedConfig(app.files, app), ownedTargets(app)]);
  const context = {
    config,
    environment: app.environment,
    ownTargets: new Set(owned.map(({ target }) => target)),
  };
  const names = keychainNamesAsked(context, profile);
  const keys = await Promise.all(names.map((name) => app.keys.get(name)));
  const found = names.filter((_, index) => keys[index] !== undefined);
  return { ...context, keychainProfiles: new Set(found) };
}

async function keyNames(app: App): Promise<{ names: readonly string[]; problem?: ErrorValue }> {
  try {
    return { names: await app.keys.names() };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { names: [], problem: error.toValue() };
    }
    throw error;
  }
}
