import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App, SessionWish } from './app.ts';
import { loadContext } from './load-context.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';

const HOUR = 3_600_000;
const STEP = 30_000;

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

async function obtain(
  role: string,
  wish: SessionWish = {},
  app: App = practice.app,
): Promise<Obtained> {
  return obtainSession(app, await loadContext(app), role, wish);
}

const withCode = (more: SessionWish = {}): SessionWish => ({ mfaCode: practice.code(), ...more });
const actions = (): string[] => practice.sts.calls.map(({ action }) => action);
const left = ({ session, now }: Obtained): number => session.credentials.expiration - now;

describe('reuse', () => {
  test('a chain is made once; after that no call is needed, in another process either', async () => {
    const first = await obtain('shop-dev-deployer', withCode());
    expect(actions()).toEqual(['GetSessionToken', 'AssumeRole', 'AssumeRole']);
    const again = await obtain('shop-dev-deployer', {}, practice.restarted());
    expect(again.reused).toBe(true);
    expect(again.session.credentials).toEqual(first.session.credentials);
    expect(actions()).toHaveLength(3);
  });

  test('a hub is assumed once for all roles behind it, asked for at once or one by one', async () => {
    await obtain('hub', withCode());
    await Promise.all([
      obtain('shop-dev-deployer'),
      obtain('shop-prod-deployer'),
      obtain('data-prod-readonly'),
      obtain('shop-dev-deployer', {}, practice.restarted()),
    ]);
    // One for the hub, one for each of the three roles.
    expect(actions().filter((action) => action === 'AssumeRole')).toHaveLength(4);
  });

  test('below 15 minutes a session is renewed, without another code', async () => {
    await obtain('shop-dev-deployer', withCode());
    practice.pass(44 * 60_000);
    expect((await obtain('shop-dev-deployer')).reused).toBe(true);
    practice.pass(2 * 60_000);
    const renewed = await obtain('shop-dev-deployer');
    expect(renewed.reused).toBe(false);
    expect(left(renewed)).toBeGreaterThan(59 * 60_000);
  });

  test('what was asked for must be there, less the margin', async () => {
    const wish = { requestedSeconds: 7200 };
    await obtain('shop-dev-admin', withCode(wish));
    practice.pass(14 * 60_000);
    expect((await obtain('shop-dev-admin', wish)).reused).toBe(true);
    practice.pass(2 * 60_000);
    const renewed = await obtain('shop-dev-admin', withCode(wish));
    expect(renewed.reused).toBe(false);
    expect(left(renewed)).toBeGreaterThan(119 * 60_000);
  });

  test('a long session made with a code serves those who ask for nothing', async () => {
    await obtain('shop-dev-admin', withCode({ requestedSeconds: 4 * 3600 }));
    practice.pass(3 * HOUR);
    const served = await obtain('shop-dev-admin', {}, practice.restarted());
    expect(served.reused).toBe(true);
    expect(left(served)).toBeGreaterThan(59 * 60_000);
  });
});

describe('expiry', () => {
  test('an expired session is never handed out', async () => {
    await obtain('shop-dev-readonly');
    practice.pass(HOUR + 1_000);
    practice.sts.faults.order('unavailable', 9);
    await expect(obtain('shop-dev-readonly')).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
  });

  test('where STS is away, a session with little left is better than none, and says so', async () => {
    await obtain('shop-dev-readonly');
    practice.pass(50 * 60_000);
    practice.sts.faults.order('unavailable', 9);
    const short = await obtain('shop-dev-readonly');
    expect(left(short)).toBeGreaterThan(9 * 60_000);
    expect(short.warnings.join()).toMatch(/only 9m .*left, and it could not be renewed/);
  });

  test('when the MFA session is over, a code is needed again', async () => {
    await obtain('shop-dev-deployer', withCode());
    practice.pass(12 * HOUR + 1_000);
    await expect(obtain('shop-dev-deployer')).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    expect((await obtain('shop-dev-deployer', withCode())).reused).toBe(false);
  });

  test('a kept hop that AWS no longer takes is dropped, and made anew without another code', async () => {
    await obtain('hub', withCode());
    // The kept sessions look alive, but this STS has never heard of them.
    for (const session of await practice.app.sessions.live(0)) {
      if (session.kind === 'role') {
        const credentials = { ...session.credentials, sessionToken: 'unknown' };
        await practice.app.sessions.put({ ...session, credentials }, 0);
      }
    }
    const made = await obtain('shop-dev-deployer');
    expect(made.session.assumedRoleArn).toContain(':assumed-role/deployer/');
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1);
  });
});

describe('durations', () => {
  test('what the role refuses is remembered, and not asked again', async () => {
    const wish = { requestedSeconds: 6 * 3600 };
    await expect(obtain('data-prod-admin', withCode(wish))).rejects.toMatchObject({
      code: 'STS_MAX_SESSION_DURATION',
    });
    const calls = actions().length;
    practice.pass(STEP);
    await expect(obtain('data-prod-admin', withCode(wish))).rejects.toMatchObject({
      code: 'DURATION_NOT_POSSIBLE',
    });
    expect(actions()).toHaveLength(calls);
    // Less than what was refused may still be allowed.
    practice.pass(STEP);
    const two = await obtain('data-prod-admin', withCode({ requestedSeconds: 7200 }));
    expect(left(two)).toBeGreaterThan(119 * 60_000);
  });

  test('a wish of the file that the role refuses becomes an hour, with a fresh code and a warning', async () => {
    const { app } = practice;
    const context = await loadContext(app);
    const { readFile, writeFile } = await import('node:fs/promises');
    const config = await readFile(app.configPath, 'utf8');
    const longer = config.replace(
      '[profile shop-prod-admin]',
      '[profile shop-prod-admin]\nduration_seconds = 36000',
    );
    await writeFile(app.configPath, longer);
    expect(context.config.profiles.has('shop-prod-admin')).toBe(true);
    const sent: string[] = [];
    const prompt = {
      ask: async () => {
        practice.pass(STEP);
        sent.push(practice.code());
        return sent.at(-1);
      },
    };
    const made = await obtain('shop-prod-admin', { prompt });
    expect(made.session.durationSeconds).toBe(3600);
    expect(made.warnings.join()).toMatch(/does not allow 10h/);
    expect(new Set(sent).size).toBe(sent.length);
  });
});

describe('a wrong clock', () => {
  test.each([-5 * HOUR, 5 * HOUR])('of %i ms is learnt, kept, and corrected for', async (wrong) => {
    practice.setClockWrong(wrong);
    const made = await obtain('shop-dev-readonly');
    expect(left(made)).toBeGreaterThan(59 * 60_000);
    expect(left(made)).toBeLessThan(61 * 60_000);
    const kept = await obtain('shop-dev-readonly', {}, practice.restarted());
    expect(kept.reused).toBe(true);
    practice.pass(HOUR);
    expect((await obtain('shop-dev-readonly', {}, practice.restarted())).reused).toBe(false);
  });

  test('is found out by a first code, and the second one is sent with the right time', async () => {
    practice.setClockWrong(-5 * HOUR);
    await expect(obtain('hub', withCode())).rejects.toMatchObject({ code: 'STS_CLOCK_SKEW' });
    practice.pass(STEP);
    const made = await obtain('hub', withCode(), practice.restarted());
    expect(made.session.assumedRoleArn).toContain(':assumed-role/hub/');
  });

  test('that was set right since does not make dead sessions look alive', async () => {
    practice.setClockWrong(5 * HOUR);
    await obtain('shop-dev-readonly');
    practice.setClockWrong(0);
    practice.pass(HOUR + 1_000);
    expect((await obtain('shop-dev-readonly', {}, practice.restarted())).reused).toBe(false);
  });
});
