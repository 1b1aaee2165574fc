import { type ErrorCode, isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import type { Explanation } from '../../contract/explanation.ts';
import { type CallEvidence, RefusedCall } from '../aws/sts/refused-call.ts';
import type { StsCaller } from '../aws/sts/types.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { explain, type Findings } from '../reasons/explain.ts';
import type { App } from './app.ts';
import type { LoadedContext } from './load-context.ts';
import { openBase } from './open-base.ts';
import { makeChecks } from './reason-checks.ts';
import { serverTime } from './server-time.ts';

/** Refusals that a look at the caller or the role can tell more about. */
const WORTH_A_LOOK: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'STS_ACCESS_DENIED',
  'STS_MAX_SESSION_DURATION',
  'STS_MFA_DEVICE_INVALID',
]);

/**
 * Why a profile's call failed, ranked by what is known. With `check`, what the refused credentials may
 * look at themselves is looked at: who they are (always allowed), the role where it is of the same
 * account, and an encoded message. Makes no call that changes anything, and sends no code.
 *
 * A look that fails is none: it never takes the place of the failure that is explained.
 */
export async function explainRefusal(
  app: App,
  context: LoadedContext,
  profile: string,
  error: RoleValetError,
  options: { readonly check: boolean },
): Promise<Explanation> {
  const findings =
    options.check && error instanceof RefusedCall && WORTH_A_LOOK.has(error.code)
      ? await look(app, context, profile, error.evidence).catch(noFindings)
      : undefined;
  return explain(error, findings ?? { checks: [] });
}

/** What stands in the way of a look (a locked keychain, a changed file) says nothing of the refusal. */
function noFindings(error: unknown): undefined {
  if (!isRoleValetError(error)) throw error;
  return undefined;
}

async function look(
  app: App,
  context: LoadedContext,
  profile: string,
  evidence: CallEvidence,
): Promise<Findings | undefined> {
  const { base, hops } = resolveChain(context, profile);
  const hop = hops.find((candidate) => candidate.profile === evidence.place?.at);
  const at = hop ?? base.getSessionToken;
  const credentials = await refusedCredentials(app, context, profile, evidence);
  if (at === undefined || credentials === undefined) return undefined;
  const { region, endpoint, caBundle } = at;
  return await makeChecks(app, context, {
    evidence,
    caller: { region, endpoint, ...(caBundle === undefined ? {} : { caBundle }), credentials },
    profile: hop?.profile ?? base.profile,
    ...(hop?.externalId === undefined ? {} : { externalId: hop.externalId }),
  });
}

/**
 * The session that called, where it still lives; the base's credentials where they called and are at
 * hand. To look costs no second run of a person's command, and no second sign-in.
 */
async function refusedCredentials(
  app: App,
  context: LoadedContext,
  profile: string,
  { place }: CallEvidence,
): Promise<StsCaller['credentials'] | undefined> {
  if (place?.callerSession === undefined) {
    const { base } = resolveChain(context, profile);
    return await (await openBase(app, context, base)).credentialsAtHand();
  }
  const live = await app.sessions.live(await serverTime(app));
  return live.find(({ identity }) => identity === place.callerSession)?.credentials;
}
