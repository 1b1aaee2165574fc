import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveChain } from '../chain/resolve-chain.ts';
import type { SessionWish } from './app.ts';
import { loadContext } from './load-context.ts';
import { obtainSession } from './obtain-session.ts';
import { readStatus } from './status.ts';
import { type StoppedRole, stopRole, unlockedBases } from './stop-role.ts';
import { type PracticeApp, practiceApp } from './testing/practice-app.ts';
import { planWrite, writeRole } from './write-role.ts';

let practice: PracticeApp;
beforeEach(async () => {
  practice = await practiceApp();
});
afterEach(async () => {
  await practice.close();
});

const obtain = async (role: string, wish: SessionWish = {}) =>
  obtainSession(practice.app, await loadContext(practice.app), role, wish);
const stop = async (role: string): Promise<StoppedRole> =>
  stopRole(practice.app, await loadContext(practice.app), role);
const liveProfiles = async (): Promise<string[]> =>
  (await readStatus(practice.app)).sessions
    .map(({ profile, asked }) => `${profile}${asked ? '' : ' (hop)'}`)
    .sort();

async function write(role: string, target?: string): Promise<void> {
  const { app } = practice;
  const context = await loadContext(app);
  const plan = planWrite(context, resolveChain(context, role), target);
  await writeRole(app, context, await obtain(role), plan);
}

test('a role ends; the hop that others use and the MFA session stay', async () => {
  await obtain('hub', { mfaCode: practice.code() });
  await obtain('shop-dev-deployer');
  await obtain('shop-prod-deployer');
  await stop('shop-dev-deployer');
  expect(await liveProfiles()).toEqual(['hub', 'security (hop)', 'shop-prod-deployer']);

  // The hub was asked for itself too: stopped, it stays as a hop, without a call later.
  await stop('hub');
  expect(await liveProfiles()).toEqual(['hub (hop)', 'security (hop)', 'shop-prod-deployer']);
  const calls = practice.sts.calls.length;
  await obtain('shop-dev-deployer');
  expect(practice.sts.calls.length).toBe(calls + 1);

  // With the last role behind it the hop ends too; the MFA session stays.
  await stop('shop-dev-deployer');
  await stop('shop-prod-deployer');
  expect(await liveProfiles()).toEqual(['security (hop)']);
});

test('stopping the base itself ends its MFA session, asked for or not', async () => {
  for (const first of ['security', 'hub']) {
    await obtain(first, { mfaCode: practice.code() });
    const stopped = await stop('security');
    expect(stopped.copiesValidUntil).toBeGreaterThan(practice.app.clock.now());
    expect(await unlockedBases(practice.app)).toEqual([]);
    await stop('hub');
    await expect(obtain('shop-dev-deployer')).rejects.toMatchObject({ code: 'MFA_REQUIRED' });
    practice.pass(30_000);
  }
});

test('every target of the role goes, and says until when copies last', async () => {
  await write('shop-dev-readonly');
  await write('shop-dev-readonly', 'mine');
  const stopped = await stop('shop-dev-readonly');
  expect([...stopped.removedTargets].sort()).toEqual(['mine', 'shop-dev-readonly-session']);
  expect(stopped.copiesValidUntil).toBeGreaterThan(practice.app.clock.now() + 3_000_000);
  expect((await readFile(practice.app.credentialsPath, 'utf8')).trim()).toBe('');
});

test('stopping default says what tools without a profile now find', async () => {
  await write('shop-dev-readonly', 'default');
  const stopped = await stop('shop-dev-readonly');
  expect(stopped.removedTargets).toEqual(['default']);
  expect(stopped.notices.join()).toMatch(/tools without a profile now find no credentials/);
});

test('a target has one owner: the new one ends the claim of the old', async () => {
  await write('shop-dev-readonly', 'mine');
  await obtain('hub', { mfaCode: practice.code() });
  await write('shop-prod-readonly', 'mine');
  expect((await stop('shop-dev-readonly')).removedTargets).toEqual([]);
  expect((await stop('shop-prod-readonly')).removedTargets).toEqual(['mine']);
});
