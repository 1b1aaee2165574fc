import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { withManyRoles } from './testing/many-roles.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

const ROLE = 'many-0';
const HUB = 'hub-0';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp((sample) => withManyRoles(sample, 1, 1));
  const prompt = { ask: async () => practice.code() };
  await obtainSession(practice.app, await loadContext(practice.app), ROLE, { prompt });
  await practice.app.sessions.remove(({ kind }) => kind === 'role');
});
afterEach(() => practice.close());

/** The app with something that happens before a session is kept. */
function keeping(before: (session: StoredSession) => Promise<void>): App {
  const { app } = practice;
  const put: App['sessions']['put'] = async (session, now) => {
    await before(session);
    await app.sessions.put(session, now);
  };
  return { ...app, sessions: { ...app.sessions, put } };
}

const obtain = async (app: App) => obtainSession(app, await loadContext(app), ROLE, {});
const keptProfiles = async () =>
  (await practice.app.sessions.live(0)).map(({ profile }) => profile).sort();

test('the next call waits for no disk, and the answer for all of it', async () => {
  const called = Promise.withResolvers<void>();
  const app = keeping(async ({ profile }) => {
    // Kept only when the next call is through: would it wait for this, nothing would go on.
    if (profile === HUB) await called.promise;
    else called.resolve();
  });
  const before = practice.sts.calls.length;
  const { session } = await obtain(app);
  expect(session.profile).toBe(ROLE);
  expect(practice.sts.calls).toHaveLength(before + 2);
  expect(await keptProfiles()).toEqual(expect.arrayContaining([HUB, ROLE]));
});

test.each([HUB, ROLE])('a session of %s that can’t be kept is a failure, once', async (profile) => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    const full = new RoleValetError('DISK_FULL', 'the disk is full', 'Make room.');
    const app = keeping(async (session) => {
      if (session.profile === profile) throw full;
    });
    await expect(obtain(app)).rejects.toBe(full);
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    process.off('unhandledRejection', hear);
  }
  expect(unheard).toEqual([]);
  expect((await keptProfiles()).includes(profile)).toBe(false);
});

test('a refused call leaves what was made before it kept', async () => {
  const app = keeping(async ({ profile }) => {
    if (profile === HUB) await new Promise((resolve) => setTimeout(resolve, 30));
  });
  const refused = { ...app.sts, assumeRole: app.sts.assumeRole };
  refused.assumeRole = async (caller, input) => {
    if (input.roleArn.endsWith('/hub-0')) return await app.sts.assumeRole(caller, input);
    throw new RoleValetError('STS_ACCESS_DENIED', 'no', 'Ask.');
  };
  await expect(obtain({ ...app, sts: refused })).rejects.toMatchObject({
    code: 'STS_ACCESS_DENIED',
  });
  expect(await keptProfiles()).toContain(HUB);
});

test('a hub that is asked for while another chain makes it is active all the same', async () => {
  const { app } = practice;
  const context = await loadContext(app);
  for (const order of [
    [ROLE, HUB],
    [HUB, ROLE],
  ]) {
    await app.sessions.remove(({ kind }) => kind === 'role');
    const found = await Promise.all(order.map((role) => obtainSession(app, context, role, {})));
    expect(found.map(({ session }) => session.asked)).toEqual([true, true]);
    const live = await app.sessions.live(0);
    const asked = live.filter((one) => one.kind === 'role' && one.asked).map((one) => one.profile);
    expect(asked.sort()).toEqual([HUB, ROLE]);
  }
});
