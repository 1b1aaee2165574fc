import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionWish } from '../core/app/app.ts';
import { loadContext } from '../core/app/load-context.ts';
import { obtainSession } from '../core/app/obtain-session.ts';
import { type PracticeApp, practiceApp } from '../core/app/testing/practice-app.ts';
import { type RenewingCredentials, renewingCredentials } from './renewing-credentials.ts';

const HOUR = 3_600_000;

let practice: PracticeApp;
const told: string[] = [];
beforeEach(async () => {
  practice = await practiceApp();
  told.length = 0;
});
afterEach(() => practice.close());

async function started(role: string, wish: SessionWish): Promise<RenewingCredentials> {
  const { app } = practice;
  const context = await loadContext(app);
  const obtained = await obtainSession(app, context, role, wish);
  return renewingCredentials({ app, context, obtained }, wish, (line) => told.push(line));
}

/** What a person does in another terminal. */
async function assumeElsewhere(role: string, wish: SessionWish): Promise<void> {
  const app = practice.restarted();
  await obtainSession(app, await loadContext(app), role, wish);
}

describe('a role without MFA', () => {
  test('starts with what is at hand, and is renewed without a word', async () => {
    const { first, credentials, clock } = await started('shop-dev-readonly', {});
    expect(first.accountId).toBe('222233334444');
    practice.pass(HOUR - 600_000);
    const second = await credentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(second.expiration).toBeGreaterThan(clock.now() + HOUR / 2);
    expect(told).toEqual([]);
  });

  test('keeps the length that was asked for', async () => {
    const { credentials, clock } = await started('shop-dev-readonly', { requestedSeconds: 7_200 });
    await credentials();
    practice.pass(2 * HOUR - 600_000);
    expect((await credentials()).expiration).toBeGreaterThan(clock.now() + 1.9 * HOUR);
  });

  test("measures by AWS's clock, whatever the machine's says", async () => {
    practice.setClockWrong(30 * 60_000);
    const { first, clock } = await started('shop-dev-readonly', {});
    const left = first.expiration - clock.now();
    expect(Math.abs(left - HOUR)).toBeLessThan(60_000);
  });

  test('whose renewal fails is told once, until it works again', async () => {
    const { credentials } = await started('shop-dev-readonly', {});
    await credentials();
    practice.pass(HOUR - 30_000);
    practice.sts.faults.order('unavailable', 20);
    await expect(credentials()).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    await expect(credentials()).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^role-valet: shop-dev-readonly could not be renewed: .+\.$/);
    practice.sts.faults.clear();
    await credentials();
    practice.pass(HOUR - 30_000);
    practice.sts.faults.order('unavailable', 20);
    await expect(credentials()).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    expect(told).toHaveLength(2);
  });
});

describe('a role with MFA', () => {
  test('is renewed in silence while the MFA session lives; then one line names what helps', async () => {
    const { first, credentials } = await started('hub', { mfaCode: practice.code() });
    practice.pass(HOUR - 600_000);
    expect((await credentials()).accessKeyId).not.toBe(first.accessKeyId);
    expect(told).toEqual([]);

    practice.pass(12 * HOUR);
    await expect(credentials()).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    await expect(credentials()).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('role-valet assume hub --mfa-code CODE');
    expect(told[0]).not.toContain('\n');

    await assumeElsewhere('hub', { mfaCode: practice.code() });
    expect((await credentials()).sessionToken).not.toBe('');
  });

  test('a short session that stays is told once as well', async () => {
    const { credentials } = await started('hub', { mfaCode: practice.code() });
    practice.pass(11.5 * HOUR);
    await credentials();
    const late = await credentials();
    practice.pass(HOUR - 600_000);
    expect((await credentials()).accessKeyId).toBe(late.accessKeyId);
    expect((await credentials()).accessKeyId).toBe(late.accessKeyId);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^note: hub: only .+ left, and it could not be renewed: /);
  });

  test('a length that took a code falls back to a live MFA session', async () => {
    const wish = { requestedSeconds: 4 * 3_600, mfaCode: practice.code() };
    const { credentials, clock } = await started('shop-dev-admin', wish);
    await credentials();
    practice.pass(4 * HOUR - 30_000);
    await expect(credentials()).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    await assumeElsewhere('security', { mfaCode: practice.code() });
    const renewed = await credentials();
    expect(Math.abs(renewed.expiration - clock.now() - HOUR)).toBeLessThan(60_000);
  });

  test('or to what the person has assumed anew, for the same length', async () => {
    const wish = { requestedSeconds: 4 * 3_600, mfaCode: practice.code() };
    const { credentials, clock } = await started('shop-dev-admin', wish);
    await credentials();
    practice.pass(4 * HOUR - 30_000);
    await assumeElsewhere('shop-dev-admin', { ...wish, mfaCode: practice.code() });
    expect((await credentials()).expiration).toBeGreaterThan(clock.now() + 3.9 * HOUR);
    expect(told).toEqual([]);
  });

  test('without a keychain the hint is another one: no other process shares its sessions', async () => {
    const { app } = practice;
    const context = await loadContext(app);
    const obtained = await obtainSession(app, context, 'hub', { mfaCode: practice.code() });
    const alone = { app: { ...app, sealer: undefined }, context, obtained };
    const { credentials } = renewingCredentials(alone, {}, (line) => told.push(line));
    await credentials();
    practice.pass(13 * HOUR);
    await expect(credentials()).rejects.toMatchObject({
      hint: 'End the command and start it again.',
    });
  });
});
