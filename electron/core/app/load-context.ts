import { isRoleValetError, type ErrorValue } from '../../contract/errors.ts';
import { loadSharedConfig } from '../aws-config/shared-config.ts';
import type { ChainContext } from '../chain/resolve-chain.ts';
import { ownedTargets } from '../outputs/credentials-file/ownership.ts';
import type { App } from './app.ts';

/** The files as they are now, with what the keychain adds. */
export interface LoadedContext extends ChainContext {
  /** Set where the keychain could not be read: roles can be listed and planned all the same. */
  readonly keychainProblem?: ErrorValue;
}

/**
 * Reads config, credentials file and the names of the base keys. An unreachable keychain does not
 * stop it: what needs a key says so itself later.
 */
export async function loadContext(app: App, region?: string): Promise<LoadedContext> {
  const [config, owned, keychain] = await Promise.all([
    loadSharedConfig(app.files, {
      configPath: app.configPath,
      credentialsPath: app.credentialsPath,
    }),
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

async function keyNames(
  app: App,
): Promise<{ names: readonly string[]; problem?: ErrorValue }> {
  try {
    return { names: await app.keys.names() };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { names: [], problem: error.toValue() };
    }
    throw error;
  }
}
