import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { formatDuration } from '../chain/duration.ts';
import { placeText } from '../chain/fault.ts';
import { planSession } from '../chain/plan-session.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { Chain, Plan } from '../chain/types.ts';
import { baseShape, planShapes } from '../sessions/session-identity.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App, SessionWish } from './app.ts';
import { CALLER_MARGIN_MS, leastLeft, longestLive } from './live-sessions.ts';
import type { PlanRun } from './make-step.ts';
import { type OpenBase, openBase } from './open-base.ts';
import {
  type Remembered,
  readRemembered,
  refusedSeconds,
  remember,
  withClockOffset,
  withRefusal,
} from './remembered.ts';
import { serverTime } from './server-time.ts';

/** Credentials that were made or found, and how. */
export interface Obtained {
  readonly session: StoredSession;
  readonly chain: Chain;
  readonly plan: Plan;
  /** True where no STS call was needed. */
  readonly reused: boolean;
  /** Sentences for the user. */
  readonly warnings: readonly string[];
  /** Time by AWS's clock when this was answered, epoch milliseconds. */
  readonly now: number;
}

/**
 * Gives a live session for a role or a base: a kept one where it lasts long enough, else a new one
 * by the plan's STS calls, reusing every live hop on the way.
 *
 * Hands out at least 15 minutes where renewal is possible. Where it is not (a code is needed and
 * nobody can be asked, or STS can't be reached), a live session with less is better than none, and
 * a warning says so.
 *
 * Throws whatever stands in the way: chain and plan errors, MFA_, KEYCHAIN_, STS_ and NETWORK_.
 */
export async function obtainSession(
  app: App,
  context: ChainContext,
  profile: string,
  wish: SessionWish,
): Promise<Obtained> {
  const chain = resolveChain(context, profile);
  const base = await openBase(app, context, chain.base);
  const now = await serverTime(app);
  const [live, remembered] = await Promise.all([app.sessions.live(now), readRemembered(app)]);
  const known = { live, remembered, baseIdentity: base.identity };
  const plan = planFor(app, chain, wish, known);
  const run: PlanRun = { plan, base, shapes: shapesOf(plan, base), wish };

  const last = plan.steps.at(-1);
  const kept =
    last && longestLive(live, run.shapes.at(-1), now + leastLeft(wish, last.durationSeconds));
  if (kept !== undefined) {
    return {
      session: await markAsked(app, kept, wish),
      chain,
      plan,
      reused: true,
      warnings: warningsOf(app, chain, plan),
      now,
    };
  }
  try {
    return last === undefined ? await ownTrio(app, run) : await made(app, run, remembered);
  } catch (error) {
    if (isRoleValetError(error, 'STS_MAX_SESSION_DURATION')) {
      return await afterDurationRefusal(app, run, error);
    }
    const short =
      wish.requestedSeconds === undefined && wish.isRenewal !== true
        ? longestLive(live, run.shapes.at(-1), now + CALLER_MARGIN_MS)
        : undefined;
    if (short !== undefined && isPassing(error)) {
      const left = formatDuration(Math.floor((short.credentials.expiration - now) / 1000));
      const warning = `only ${left} left, and it could not be renewed: ${error.message}`;
      const warnings = [...warningsOf(app, chain, plan), warning];
      return { session: short, chain, plan, reused: true, warnings, now };
    }
    throw error;
  }
}

/** What a plan depends on besides the files. */
export interface PlanKnowledge {
  readonly live: readonly StoredSession[];
  readonly remembered: Remembered;
  readonly baseIdentity: string;
}

/** The plan for a wish, knowing what is live and which durations the role refused before. */
export function planFor(
  app: Pick<App, 'clock' | 'user'>,
  chain: Chain,
  wish: SessionWish,
  { live, remembered, baseIdentity }: PlanKnowledge,
): Plan {
  const wanted = wish.requestedSeconds ?? chain.hops.at(-1)?.durationSeconds ?? 0;
  const plan = (hasMfaSession: boolean): Plan =>
    planSession(chain, {
      ...(wish.requestedSeconds === undefined ? {} : { requestedSeconds: wish.requestedSeconds }),
      canAsk:
        wish.prompt !== undefined || wish.mfaCode !== undefined || chain.mfa?.process !== undefined,
      hasMfaSession,
      learntMaximum: (roleArn) => {
        const refused = refusedSeconds(remembered, roleArn, app.clock.now());
        return refused !== undefined && wanted >= refused ? 3600 : undefined;
      },
      sessionNameContext: { ...app.user, role: chain.hops.at(-1)?.roleName ?? chain.profile },
    });
  const first = plan(false);
  if (chain.mfa === undefined) {
    return first;
  }
  const mfaSessions = live.filter((session) => session.kind === 'mfa');
  const shapes = new Set(planShapes(first, baseIdentity));
  return mfaSessions.some((session) => shapes.has(session.shape)) ? plan(true) : first;
}

/** What is looked for among the live sessions: without a call to make it is the base's own trio. */
function shapesOf(plan: Plan, base: OpenBase): readonly string[] {
  return plan.steps.length === 0
    ? [baseShape(plan.chain.base.kind, base.identity)]
    : planShapes(plan, base.identity);
}

/** The profile is a base that gives credentials of its own: no STS call is made. */
async function ownTrio(app: App, { plan, base, wish }: PlanRun): Promise<Obtained> {
  const { session, isNew } = await base.ownTrio(wish);
  const { chain } = plan;
  const warnings = warningsOf(app, chain, plan);
  return { session, chain, plan, reused: !isNew, warnings, now: await serverTime(app) };
}

/** A session that was made on the way to another role is this role's own from now on. */
async function markAsked(
  app: App,
  session: StoredSession,
  wish: SessionWish,
): Promise<StoredSession> {
  if (session.asked === true || wish.isForOthers === true) return session;
  const asked = { ...session, asked: true };
  await app.sessions.put(asked, await serverTime(app));
  return asked;
}

async function made(app: App, run: PlanRun, remembered: Remembered): Promise<Obtained> {
  const { plan } = run;
  // Loaded here: most requests are answered by what is kept.
  const { runPlan } = await import('./run-plan.ts');
  const session = await runPlan(app, run).finally(async () => {
    // After a refusal too: it may have been about the clock.
    const learnt = (before: Remembered) => withClockOffset(before, app.sts.clockOffset());
    if (learnt(remembered).clockOffsetMs !== remembered.clockOffsetMs) await remember(app, learnt);
  });
  return {
    // Another chain that goes over this role may have made it meanwhile, for itself.
    session: await markAsked(app, session, run.wish),
    chain: plan.chain,
    plan,
    reused: false,
    warnings: warningsOf(app, plan.chain, plan),
    now: await serverTime(app),
  };
}

/**
 * AWS never says how long a role may last, only that what was asked is too long. The refusal is
 * remembered; a wish from the file is tried again at one hour (a new plan, so a spent code is never
 * sent again), a wish from the command line is not bent in silence.
 */
async function afterDurationRefusal(
  app: App,
  run: PlanRun,
  refusal: RoleValetError,
): Promise<Obtained> {
  const { chain } = run.plan;
  const hop = chain.hops.at(-1);
  const asked = run.plan.steps.at(-1)?.durationSeconds;
  if (hop === undefined || asked === undefined || asked <= 3600) {
    throw refusal;
  }
  await remember(app, (before) => withRefusal(before, hop.roleArn, asked, app.clock.now()));
  if (run.wish.requestedSeconds !== undefined) {
    throw refusal;
  }
  const { mfaCode: _, ...wish } = run.wish;
  const live = await app.sessions.live(await serverTime(app));
  const remembered = await readRemembered(app);
  const plan = planFor(app, chain, wish, { live, remembered, baseIdentity: run.base.identity });
  const again = { ...run, plan, wish, shapes: shapesOf(plan, run.base) };
  const result = await made(app, again, remembered);
  const warning = `the role does not allow ${formatDuration(asked)}; it was assumed for ${formatDuration(result.session.durationSeconds)}`;
  return { ...result, warnings: [...result.warnings, warning] };
}

/** Failures that say nothing about the session at hand: it is still good. */
function isPassing(error: unknown): error is RoleValetError {
  return isRoleValetError(
    error,
    'MFA_REQUIRED',
    'SIGN_IN_REQUIRED',
    'BASE_UNAVAILABLE',
    'NETWORK_UNREACHABLE',
    'NETWORK_TIMEOUT',
    'STS_UNAVAILABLE',
    'STS_THROTTLED',
    'LOCK_TIMEOUT',
  );
}

function warningsOf(app: App, chain: Chain, plan: Plan): string[] {
  const found = chain.warnings.map((warning) => warning.message);
  return [...found, ...plan.warnings, ...plainKeyWarning(app, chain)];
}

/** A long-term key in a file works, and every program can read it. */
function plainKeyWarning({ sealer }: App, { base }: Chain): string[] {
  // Without a keychain there is nowhere to move it.
  if (sealer === undefined || base.kind !== 'key' || base.storage !== 'file') return [];
  const place = base.at === undefined ? 'the files' : placeText(base.at);
  return [
    `the long-term key of ${base.profile} lies in plain text in ${place}; this moves it into the keychain: role-valet keys adopt ${base.profile}`,
  ];
}
