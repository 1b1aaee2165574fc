import { RoleValetError } from '../../contract/errors.ts';
import type { Chain } from '../chain/types.ts';
import { checkTarget } from '../outputs/credentials-file/target-rules.ts';
import { type WriteTargetResult, writeTarget } from '../outputs/credentials-file/write-target.ts';
import type { App } from './app.ts';
import type { LoadedContext } from './load-context.ts';
import type { Obtained } from './obtain-session.ts';

/** What a write would change, known before any STS call is made. */
export interface WritePlan {
  readonly target: string;
  /** Roles that would start from the written session; only for `default`, which then asks first. */
  readonly startsFromIt: readonly string[];
  /** Settings of the role's profile that do not follow into the target. */
  readonly lostSettings: readonly string[];
}

/** Settings of a profile that tools read there, and that a written trio can't carry. */
const SETTINGS_THAT_STAY = ['s3', 's3api', 'endpoint_url', 'services', 'ca_bundle', 'output'];

/**
 * Checks the target before anything is asked of AWS. Throws TARGET_REFUSED or
 * LONG_TERM_KEY_IN_TARGET with the reason.
 */
export function planWrite(context: LoadedContext, chain: Chain, target?: string): WritePlan {
  const name = target ?? chain.defaultTarget;
  if (context.keychainProfiles.has(name)) {
    throw new RoleValetError(
      'TARGET_REFUSED',
      `"${name}" cannot be a target: a base key is kept under that name, and chains start from it`,
      `Leave the target out to use "${chain.defaultTarget}", or name another one`,
    );
  }
  const verdict = checkTarget(context.config, name, chain.profile);
  const profile = context.config.profiles.get(chain.profile);
  return {
    target: name,
    startsFromIt: verdict.needsConfirmation?.roles ?? [],
    lostSettings: SETTINGS_THAT_STAY.filter(
      (key) => profile?.properties.has(key) === true || profile?.nested.has(key) === true,
    ),
  };
}

/** Writes a session's trio into its target. Throws as `writeTarget` does. */
export async function writeRole(
  app: App,
  context: LoadedContext,
  obtained: Obtained,
  plan: WritePlan,
): Promise<WriteTargetResult> {
  const { chain, session } = obtained;
  const result = await writeTarget(app, {
    config: context.config,
    credentialsPath: app.credentialsPath,
    target: plan.target,
    role: chain.profile,
    credentials: session.credentials,
    confirmedDefaultSource: plan.startsFromIt.length > 0,
    ...(chain.outputRegion === undefined ? {} : { region: chain.outputRegion }),
  });
  app.logger.info('target written', { target: plan.target, profile: chain.profile });
  return result;
}
