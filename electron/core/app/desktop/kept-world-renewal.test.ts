import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BaseKey } from '../../keys/types.ts';
import { ownedTargets } from '../../outputs/credentials-file/ownership.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Straight from a key without MFA. */
const PLAIN = 'shop-dev-readonly';
/** Over a hub, behind an MFA session. */
const CHAINED = 'shop-dev-deployer';

let valet: PracticeDesktop;
beforeEach(async () => {
  valet = await practiceDesktop();
});
afterEach(() => valet.close());

async function switchTo(profile: string, code = false): Promise<void> {
  const switching = valet.verbs.switchRole(profile, false);
  if (code) await valet.answer(valet.practice.code());
  expect(await switching).toMatchObject({ ok: true });
}

/** What AWS tools find in a role's target now. */
async function targetText(profile: string): Promise<string> {
  const text = await readFile(valet.practice.app.credentialsPath, 'utf8');
  return /\[([^\]]*)\][^[]*/g.exec(text.slice(text.indexOf(`[${profile}-session]`)))?.[0] as string;
}

function keyIdIn(text: string): string | undefined {
  return /aws_access_key_id = (\S+)/.exec(text)?.[1];
}

/** Minutes that the target's session still lasts by AWS's clock. */
async function minutesLeft(profile: string): Promise<number> {
  const targets = await ownedTargets(valet.practice.app);
  const end = targets.find(({ role }) => role === profile)?.expiration ?? 0;
  const { app, sts } = valet.practice;
  return (end - (app.clock.now() + sts.faults.clockOffset)) / MINUTE;
}

describe('a target that is kept alive', () => {
  test('is renewed in place for twelve hours, with its expiry, and never has less than 14 minutes', async () => {
    await switchTo(PLAIN);
    const keys = new Set([keyIdIn(await targetText(PLAIN))]);
    for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
      await valet.live(10 * MINUTE);
      expect(await minutesLeft(PLAIN)).toBeGreaterThan(13.9);
      keys.add(keyIdIn(await targetText(PLAIN)));
      expect(valet.role(PLAIN)?.state).toBe('active');
    }
    expect(keys.size).toBeGreaterThanOrEqual(15);
    expect(keys.size).toBeLessThanOrEqual(17);
    expect(valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole')).toHaveLength(
      keys.size,
    );
    expect(valet.notices).toEqual([]);
  });

  test('is not renewed once it was stopped, here or by another process', async () => {
    await switchTo(PLAIN);
    await valet.verbs.stopRole(PLAIN);
    await valet.live(3 * HOUR);
    expect(valet.role(PLAIN)?.state).toBe('idle');
    expect(valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole')).toHaveLength(
      1,
    );
  });

  test('a role that was only copied is not renewed: its end is told beforehand, once', async () => {
    await valet.verbs.copyExports(PLAIN, 'sh');
    await valet.live(54 * MINUTE);
    expect(valet.notices).toEqual([]);
    await valet.live(90_000);
    expect(valet.notices).toMatchObject([
      { title: `${PLAIN} ends in 5 min`, action: { label: 'Renew' } },
    ]);
    await valet.notices[0]?.action?.run();
    expect(valet.role(PLAIN)?.state).toBe('active');
    await valet.live(30 * MINUTE);
    expect(valet.notices).toHaveLength(1);
  });
});

describe('trouble', () => {
  test('STS down for ten minutes around a renewal: the session is renewed before it ends', async () => {
    await switchTo(PLAIN);
    await valet.live(44 * MINUTE);
    valet.practice.sts.faults.order('unavailable', 10_000);
    await valet.live(10 * MINUTE);
    expect(valet.role(PLAIN)).toMatchObject({
      state: 'renewing',
      failure: { code: 'STS_UNAVAILABLE' },
    });
    valet.practice.sts.faults.clear();
    await valet.live(5 * MINUTE);
    expect(valet.role(PLAIN)).toMatchObject({ state: 'active' });
    expect(valet.role(PLAIN)?.failure).toBeUndefined();
    expect(await minutesLeft(PLAIN)).toBeGreaterThan(50);
    expect(valet.notices.map(({ id }) => id)).not.toContain(`ended:${PLAIN}`);
  });

  test('STS down for longer than the session: it ends, says why, and comes back by itself', async () => {
    await switchTo(PLAIN);
    valet.practice.sts.faults.order('unavailable', 10_000);
    await valet.live(62 * MINUTE);
    expect(valet.role(PLAIN)).toMatchObject({
      state: 'expired',
      failure: { code: 'STS_UNAVAILABLE' },
      targets: [{ state: 'expired' }],
    });
    expect(valet.notices.map(({ id }) => id)).toEqual([`soon:${PLAIN}`, `ended:${PLAIN}`]);
    valet.practice.sts.faults.clear();
    await valet.live(6 * MINUTE);
    expect(valet.role(PLAIN)).toMatchObject({ state: 'active', targets: [{ state: 'ours' }] });
  });

  test('throttling is waited out, with ever longer waits', async () => {
    await switchTo(PLAIN);
    await valet.live(44 * MINUTE);
    const before = valet.practice.sts.calls.length;
    valet.practice.sts.faults.throttle(10_000);
    await valet.live(4 * MINUTE);
    // The SDK tries a few times each; without back-off there would be hundreds.
    expect(valet.practice.sts.calls.length - before).toBeLessThan(60);
    valet.practice.sts.faults.clear();
    await valet.live(5 * MINUTE);
    expect(valet.role(PLAIN)?.state).toBe('active');
  });

  test.each([
    ['removed from the keychain', 'BASE_KEY_MISSING'],
    ['deactivated at AWS', 'STS_KEY_INVALID'],
  ])(
    'a base key that is %s under a live session: said once, the session goes on',
    async (how, code) => {
      await switchTo(PLAIN);
      if (how.startsWith('removed')) {
        await valet.practice.app.keys.remove('ci');
      } else {
        const { app, sts } = valet.practice;
        const { accessKeyId, secretAccessKey } = (await app.keys.get('ci')) as BaseKey;
        const credentials = { accessKeyId, secretAccessKey };
        const caller = { region: 'us-east-1', endpoint: sts.url, credentials };
        await app.iam.setAccessKeyActive(caller, 'ci', accessKeyId, false);
      }
      await valet.live(50 * MINUTE);
      expect(valet.role(PLAIN)).toMatchObject({ state: 'failed', failure: { code } });
      expect(valet.role(PLAIN)?.expiresAt).toBeDefined();
      expect(valet.notices).toHaveLength(1);
      expect(valet.notices[0]?.title).toContain('could not be renewed');
      expect(await minutesLeft(PLAIN)).toBeGreaterThan(9);
      await valet.live(2 * HOUR);
      const assumed = valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole');
      // One try, however often the SDK itself asks for that.
      expect(assumed.length).toBeLessThan(5);
    },
  );
});

describe('sleep and clocks', () => {
  test('asleep across expiry: renewed at once on waking, and no dead session is shown alive', async () => {
    await switchTo(PLAIN);
    await valet.live(10 * MINUTE);
    valet.practice.sleep(9 * HOUR);
    const states: (string | undefined)[] = [];
    const end = valet.desktop.onSnapshot(() => states.push(valet.role(PLAIN)?.state));
    await valet.desktop.wake();
    await valet.desktop.kept.settled();
    end();
    expect(states).not.toContain('failed');
    expect(states.indexOf('active')).toBeGreaterThan(states.indexOf('renewing'));
    expect(valet.role(PLAIN)?.state).toBe('active');
    expect(await minutesLeft(PLAIN)).toBeGreaterThan(50);
  });

  test.each([5 * HOUR, -5 * HOUR])(
    'the machine’s clock is wrong by %d ms from the start',
    async (wrong) => {
      valet.practice.setClockWrong(wrong);
      await switchTo(PLAIN);
      expect(valet.role(PLAIN)?.state).toBe('active');
      for (let count = 0; count < 12; count += 1) {
        await valet.live(10 * MINUTE);
        expect(await minutesLeft(PLAIN)).toBeGreaterThan(13.9);
        expect(valet.role(PLAIN)?.state).toBe('active');
      }
    },
  );

  test.each([5 * HOUR, -5 * HOUR])(
    'the machine’s clock is set by %d ms meanwhile',
    async (jump) => {
      await switchTo(PLAIN);
      await valet.live(10 * MINUTE);
      const calls = valet.practice.sts.calls.length;
      valet.practice.setClock(jump);
      valet.desktop.checkClock();
      await valet.desktop.kept.settled();
      expect(valet.role(PLAIN)?.state).toBe('active');
      expect(valet.practice.sts.calls.slice(calls).map(({ action }) => action)).not.toContain(
        'AssumeRole',
      );
      expect(await minutesLeft(PLAIN)).toBeGreaterThan(49);
      for (let count = 0; count < 12; count += 1) {
        await valet.live(10 * MINUTE);
        expect(await minutesLeft(PLAIN)).toBeGreaterThan(13.9);
      }
    },
  );
});

describe('codes', () => {
  test('an MFA session that ends while many roles depend on it: one notice, one question', async () => {
    const roles = [
      'hub',
      CHAINED,
      'shop-prod-readonly',
      'shop-prod-deployer',
      'data-prod-readonly',
    ];
    await switchTo(roles[0] ?? '', true);
    for (const role of roles.slice(1)) await switchTo(role);
    await valet.live(12 * HOUR - 30 * MINUTE);
    for (const role of roles) expect(valet.role(role)?.state, role).toBe('active');
    // What was assumed last lives on from its hub for a while.
    await valet.live(3 * HOUR);
    for (const role of roles) expect(valet.role(role)?.state, role).toBe('needs-mfa');
    expect(valet.notices.filter(({ title }) => title.includes('MFA code'))).toHaveLength(1);
    expect(valet.desktop.snapshot.question).toBeUndefined();

    const [notice] = valet.notices.filter(({ title }) => title.includes('MFA code'));
    const renewing = notice?.action?.run();
    await valet.answer(valet.practice.code());
    await renewing;
    await valet.desktop.kept.settled();
    for (const role of roles) expect(valet.role(role)?.state, role).toBe('active');
    expect(valet.dismissed).toEqual([notice?.id]);
    expect(
      valet.practice.sts.calls.filter(({ action }) => action === 'GetSessionToken'),
    ).toHaveLength(2);
  });

  test('unlock for the day makes the MFA session ahead of need; forgetting it ends that', async () => {
    const unlocking = valet.verbs.unlockBase('security');
    await valet.answer(valet.practice.code());
    expect(await unlocking).toMatchObject({ ok: true });
    expect(valet.role('security')?.state).toBe('idle');
    await switchTo(CHAINED);
    expect(await valet.verbs.forgetMfaSession('security')).toMatchObject({ ok: true });
    expect(
      valet.desktop.snapshot.keys.find(({ profile }) => profile === 'security')?.unlockedUntil,
    ).toBeUndefined();
    expect(valet.role(CHAINED)?.state).toBe('active');
    const switching = valet.verbs.switchRole('shop-dev-admin', false);
    await valet.until(({ question }) => question !== undefined);
    valet.desktop.questions.dismissAll();
    expect(await switching).toMatchObject({ ok: false, error: { code: 'MFA_REQUIRED' } });
  });

  test('an MFA session in its last minute, which helps no more, is tried with once', async () => {
    await switchTo('shop-dev-admin', true);
    await valet.live(44 * MINUTE);
    const { sessions } = valet.practice.app;
    const now = valet.practice.app.clock.now();
    const [session] = (await sessions.live(now)).filter(({ kind }) => kind === 'mfa');
    if (session === undefined) throw new Error('no MFA session');
    const { credentials } = session;
    await sessions.put(
      { ...session, credentials: { ...credentials, expiration: now + 2.2 * MINUTE } },
      now,
    );
    await valet.desktop.refresh();
    let changes = 0;
    const end = valet.desktop.onSnapshot(() => {
      changes += 1;
    });
    // Due at 45.5 minutes, with 42 seconds of the MFA session left.
    await valet.live(1.75 * MINUTE);
    end();
    expect(valet.role('shop-dev-admin')?.state).toBe('needs-mfa');
    expect(changes).toBeLessThan(20);
  });
});
