import { createHash } from 'node:crypto';
import type { StsCaller } from '../aws/sts/types.ts';
import type { MfaDevice, Plan, PlanStep } from '../chain/types.ts';
import type { SigningCredentials } from '../credentials.ts';
import { sessionIdentity } from '../sessions/session-identity.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App, SessionWish } from './app.ts';
import { CALLER_MARGIN_MS, leastLeft, longestLive } from './live-sessions.ts';
import { withMfaCode } from './mfa-code.ts';
import type { OpenBase } from './open-base.ts';
import { readRemembered } from './remembered.ts';
import { serverTime } from './server-time.ts';

/** A plan about to run. */
export interface PlanRun {
  readonly plan: Plan;
  readonly base: OpenBase;
  /** The shape of what each step yields, in the order of the steps. */
  readonly shapes: readonly string[];
  readonly wish: SessionWish;
}

/** Whose credentials sign a step: those of a session of the chain, or without one the base's. */
export interface Caller {
  readonly credentials: SigningCredentials;
  readonly session?: StoredSession;
}

/** How long a process waits for another one that may be asking a person for a code. */
const WAIT_FOR_PERSON_MS = 5 * 60_000;
const WAIT_FOR_CALL_MS = 60_000;

/** AWS refuses signatures that are 15 minutes off; well before that it is worth a call to know. */
const FAR_OFF_MS = 4 * 60_000;

/** A step's session is good for the next call before it is kept for the next process. */
export interface MadeStep {
  readonly session: StoredSession;
  readonly kept: Promise<StoredSession>;
}

/**
 * Makes one step of a plan, or finds it kept: once however many ask for it. Throws what its STS call
 * throws, MFA_ errors, LOCK_TIMEOUT, and the KEYCHAIN_ errors before a code is used.
 */
export async function makeStep(
  app: App,
  run: PlanRun,
  index: number,
  caller: Caller,
): Promise<MadeStep> {
  const step = run.plan.steps[index] as PlanStep;
  const shape = run.shapes[index] as string;
  const identity = sessionIdentity(shape, step.durationSeconds);
  const isLast = index === run.plan.steps.length - 1;
  const leastMs = isLast ? leastLeft(run.wish, step.durationSeconds) : CALLER_MARGIN_MS;
  const lock =
    step.mfaSerial === undefined
      ? { name: `hop-${identity.slice(0, 32)}`, waitMs: WAIT_FOR_CALL_MS }
      : { name: `mfa-${hash(step.mfaSerial)}`, waitMs: WAIT_FOR_PERSON_MS };

  const called = Promise.withResolvers<StoredSession>();
  // Only those who sign alike share a call: else they would not know whose trio AWS refused.
  const kept = app.flights.run(`${identity} ${caller.credentials.accessKeyId}`, () =>
    app.locks.withLock(
      lock.name,
      async () => {
        const now = await serverTime(app);
        const made = longestLive(await app.sessions.live(now), shape, now + leastMs);
        return (
          made ??
          (await callSts(app, run, step, {
            shape,
            identity,
            caller,
            asked: isLast && run.wish.isForOthers !== true,
            onCalled: called.resolve,
          }))
        );
      },
      run.wish.waitMs ?? lock.waitMs,
    ),
  );
  return { session: await Promise.race([called.promise, kept]), kept };
}

interface StepPlace {
  readonly shape: string;
  readonly identity: string;
  readonly caller: Caller;
  readonly asked: boolean;
  /** Hears of the session before it is kept. */
  readonly onCalled: (session: StoredSession) => void;
}

async function callSts(
  app: App,
  run: PlanRun,
  step: PlanStep,
  place: StepPlace,
): Promise<StoredSession> {
  // A code is worth too much to find out afterwards that its session can't be kept.
  await app.sealer?.seal('probe', new Uint8Array());
  if (step.mfaSerial !== undefined) {
    await learnClock(app, step, place.caller);
  }
  const session =
    step.mfaSerial === undefined
      ? await call(app, run, step, place, undefined)
      : await withMfaCode(
          app,
          {
            device: run.plan.chain.mfa as MfaDevice,
            baseProfile: run.plan.chain.base.profile,
            role: run.plan.profile,
            wish: run.wish,
          },
          (code) => call(app, run, step, place, code),
        );
  place.onCalled(session);
  await app.sessions.put(session, await serverTime(app));
  app.logger.info('session made', {
    action: step.action,
    profile: session.profile,
    roleArn: session.roleArn,
    route: run.plan.route,
    seconds: step.durationSeconds,
  });
  return session;
}

/**
 * A call with a code is sent once, so it must be signed with the right time at once. Where an earlier
 * run found the machine's clock far off, a call that costs nothing teaches this one by how much.
 */
async function learnClock(app: App, step: PlanStep, { credentials }: Caller): Promise<void> {
  const { clockOffsetMs = 0 } = await readRemembered(app);
  if (app.sts.clockOffset() === 0 && Math.abs(clockOffsetMs) > FAR_OFF_MS) {
    await app.sts.getCallerIdentity(callerAt(step, credentials));
  }
}

function callerAt(
  { region, endpoint, caBundle }: PlanStep,
  credentials: SigningCredentials,
): StsCaller {
  return { region, endpoint, credentials, ...(caBundle === undefined ? {} : { caBundle }) };
}

async function call(
  app: App,
  run: PlanRun,
  step: PlanStep,
  place: StepPlace,
  code: string | undefined,
): Promise<StoredSession> {
  const { chain } = run.plan;
  const caller = callerAt(step, place.caller.credentials);
  const mfa =
    code === undefined || step.mfaSerial === undefined
      ? {}
      : { mfa: { serial: step.mfaSerial, code } };
  const common = {
    identity: place.identity,
    shape: place.shape,
    asked: place.asked,
    baseProfile: chain.base.profile,
    durationSeconds: step.durationSeconds,
    ...(step.mfaSerial === undefined ? {} : { mfaSerial: step.mfaSerial }),
  };
  const { hop } = step;
  if (hop === undefined) {
    const credentials = await app.sts.getSessionToken(caller, {
      durationSeconds: step.durationSeconds,
      ...mfa,
    });
    const kind = step.mfaSerial === undefined ? 'base' : 'mfa';
    return { ...common, kind, profile: chain.base.profile, createdAt: stsNow(app), credentials };
  }
  const assumed = await app.sts.assumeRole(caller, {
    roleArn: hop.roleArn,
    sessionName: step.sessionName ?? hop.roleName,
    durationSeconds: step.durationSeconds,
    ...(hop.externalId === undefined ? {} : { externalId: hop.externalId }),
    ...mfa,
    tags: hop.tags,
    transitiveTagKeys: hop.transitiveTagKeys,
    ...(step.sourceIdentity === undefined ? {} : { sourceIdentity: step.sourceIdentity }),
    policyArns: hop.policyArns,
  });
  return {
    ...common,
    kind: 'role',
    profile: hop.profile,
    roleArn: hop.roleArn,
    assumedRoleArn: assumed.assumedRoleArn,
    createdAt: stsNow(app),
    credentials: assumed.credentials,
  };
}

function stsNow(app: App): number {
  return app.clock.now() + app.sts.clockOffset();
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
