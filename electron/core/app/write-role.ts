import { RoleValetError } from '../../contract/errors.ts';
import { strictFaults } from '../aws-config/strict-check.ts';
import type { Chain } from '../chain/types.ts';
import { putBackDropped } from '../outputs/credentials-file/put-back.ts';
import { checkTarget } from '../outputs/credentials-file/target-rules.ts';
import {
  type WriteTargetRequest,
  type WriteTargetResult,
  writeTarget,
} from '../outputs/credentials-file/write-target.ts';
import type { App } from './app.ts';
import type { LoadedContext } from './load-context.ts';
import type { Obtained } from './obtain-session.ts';
import { atServerTime, serverTime } from './server-time.ts';

/** What a write would change, known before any STS call is made. */
export interface WritePlan {
  readonly target: string;
  /** Roles that would start from the written session; only for `default`, which then asks first. */
  readonly startsFromIt: readonly string[];
  /** Settings of the role's profile that do not follow into the target. */
  readonly lostSettings: readonly string[];
  /** True where the app renews by itself: then the section must still be the role's. */
  readonly isRenewal?: boolean;
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

/** What the user should know about settings that do not follow into the target, if there are any. */
export function lostSettings(plan: WritePlan, role: string): readonly string[] {
  return plan.lostSettings.length === 0
    ? []
    : [
        `settings of ${role} that do not follow into [${plan.target}]: ${plan.lostSettings.join(', ')}; AWS tools keep them with role-valet manage ${role}`,
      ];
}

/**
 * Stops where roles would start from the written session and nobody has agreed to that. Throws
 * CONFIRMATION_REQUIRED, naming them. Call it before anything is asked of AWS.
 */
export function requireConfirmedSource(plan: WritePlan, isConfirmed: boolean): void {
  if (plan.startsFromIt.length > 0 && !isConfirmed) {
    throw new RoleValetError(
      'CONFIRMATION_REQUIRED',
      `these roles would then start from the session in [${plan.target}]: ${plan.startsFromIt.join(', ')}`,
      'Add --yes if you mean it, or leave the target out.',
    );
  }
}

/**
 * Why the AWS CLI can't read the files as they are, one sentence a file. It refuses a whole file for
 * one line, so a session that was written well is of no use to it until that line is mended.
 */
export async function whatStopsAwsCli(app: App): Promise<readonly string[]> {
  const kinds = [
    ['credentials', app.credentialsPath],
    ['config', app.configPath],
  ] as const;
  const sentences = await Promise.all(
    kinds.map(async ([kind, path]) => {
      const [fault] = strictFaults((await app.files.read(path)).bytes, kind);
      return fault === undefined
        ? []
        : [`the AWS CLI can't read ${path} until line ${fault.line} is mended: ${fault.message}`];
    }),
  );
  return sentences.flat();
}

/** A written target, and a look back at it. */
export interface WrittenRole {
  readonly result: WriteTargetResult;
  /**
   * Looks a moment later whether another program, which had read the file before our write, has
   * dropped the section with its own; if so, puts it back, once. Gives sentences for the user.
   */
  lookBack(): Promise<readonly string[]>;
}

/** Programs that rewrite the file, such as `aws configure set`, hold what they read about this long. */
const LOOK_BACK_MS = 150;

/** Writes a session's trio into its target. Throws as `writeTarget` does. */
export async function writeRole(
  app: App,
  context: LoadedContext,
  obtained: Pick<Obtained, 'chain' | 'session'>,
  plan: WritePlan,
): Promise<WrittenRole> {
  const { chain, session } = obtained;
  const request: WriteTargetRequest = {
    config: context.config,
    credentialsPath: app.credentialsPath,
    target: plan.target,
    role: chain.profile,
    credentials: session.credentials,
    confirmedDefaultSource: plan.startsFromIt.length > 0,
    ...(plan.isRenewal === true ? { isRenewal: true } : {}),
    ...(chain.outputRegion === undefined ? {} : { region: chain.outputRegion }),
  };
  const result = await writeTarget(atServerTime(app, await serverTime(app)), request);
  app.logger.info('target written', { target: plan.target, profile: chain.profile });
  return {
    result,
    lookBack: async () => {
      await app.clock.sleep(LOOK_BACK_MS);
      return (await putBackDropped(atServerTime(app, await serverTime(app)), request, result))
        .notices;
    },
  };
}
