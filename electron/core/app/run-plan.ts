import { isRoleValetError } from '../../contract/errors.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { CALLER_MARGIN_MS, longestLive } from './live-sessions.ts';
import { type Caller, makeStep, type PlanRun } from './make-step.ts';
import { atStep } from './refused-step.ts';
import { serverTime } from './server-time.ts';

/**
 * Makes the STS calls of a plan that are still needed, from the last live hop on. Each hop is made
 * once however many ask for it: waiters in this process share the flight, other processes wait for
 * the lock and then find the session kept.
 *
 * A kept session that AWS no longer accepts is dropped, and the chain goes on from the next one
 * before it: a dead hub costs a call, not another code.
 */
export async function runPlan(app: App, run: PlanRun): Promise<StoredSession> {
  const { step, caller } = await startFrom(app, run);
  try {
    return await makeSteps(app, run, step, caller);
  } catch (error) {
    const isStale = isRoleValetError(error, 'STS_EXPIRED_TOKEN', 'STS_KEY_INVALID');
    if (!isStale || !(await drop(app, run, caller))) {
      throw error;
    }
    // Each round has one kept session fewer, so it ends.
    return await runPlan(app, run);
  }
}

/**
 * Drops what AWS no longer takes, and nothing that another chain behind it has made anew meanwhile.
 * False where another try would not help.
 */
async function drop(app: App, run: PlanRun, { session, credentials }: Caller): Promise<boolean> {
  const { accessKeyId } = credentials;
  if (session === undefined) return await run.base.forget(accessKeyId);
  await app.sessions.remove(
    (kept) => kept.identity === session.identity && kept.credentials.accessKeyId === accessKeyId,
  );
  return true;
}

function callerOf(session: StoredSession): Caller {
  return { session, credentials: session.credentials };
}

/**
 * The first step to make, and who signs it. A base that must be fetched is fetched here: before
 * anybody is asked for a code, and while no step's lock makes others wait.
 */
async function startFrom(app: App, run: PlanRun): Promise<{ step: number; caller: Caller }> {
  const now = await serverTime(app);
  const live = await app.sessions.live(now);
  for (let step = run.plan.steps.length - 1; step > 0; step -= 1) {
    const session = longestLive(live, run.shapes[step - 1], now + CALLER_MARGIN_MS);
    if (session !== undefined) {
      return { step, caller: callerOf(session) };
    }
  }
  return { step: 0, caller: { credentials: await run.base.credentials() } };
}

async function makeSteps(
  app: App,
  run: PlanRun,
  first: number,
  from: Caller,
): Promise<StoredSession> {
  const kept: Promise<StoredSession>[] = [];
  let caller = from;
  try {
    for (let index = first; index < run.plan.steps.length; index += 1) {
      const by = caller;
      const step = await makeStep(app, run, index, by).catch((error: unknown) => {
        throw atStep(error, run.plan, index, by.session);
      });
      kept.push(step.kept);
      caller = callerOf(step.session);
    }
    const session = (await Promise.all(kept)).at(-1);
    if (session !== undefined) return session;
  } finally {
    // Whoever drops a session that AWS refused must find it kept.
    await Promise.allSettled(kept);
  }
  throw new TypeError(`the plan of ${run.plan.profile} has no call to make`);
}
