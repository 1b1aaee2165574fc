import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeApp, practiceApp } from '../testing/practice-app.ts';
import type { DesktopNotice } from './ports.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

const MINUTE = 60_000;

/** Straight from a key without MFA; both worlds have a role of that name. */
const PLAIN = 'shop-dev-readonly';

const MISSING = `renewal:${PLAIN}:BASE_KEY_MISSING`;

/** The user's own world. */
let valet: PracticeDesktop;
/** The practice organisation, with files, keys and an STS of its own. */
let practised: PracticeApp;
beforeEach(async () => {
  practised = await practiceApp();
  let wired = 0;
  valet = await practiceDesktop({
    wire: (_, app) => {
      wired += 1;
      return wired === 1 ? app : { ...practised.app, clock: app.clock };
    },
    openPractice: async () => ({
      environment: {},
      memoryOnly: false,
      accounts: [],
      code: (now) => ({ code: '123456', endsAt: now + 1_000 }),
      terminalSetUp: () => '',
      close: async () => undefined,
    }),
  });
});
afterEach(async () => {
  await valet.close();
  await practised.close();
});

const assumed = (): number =>
  valet.practice.sts.calls.filter(({ action }) => action === 'AssumeRole').length;

function told(id: string): DesktopNotice {
  const found = valet.notices.filter((notice) => notice.id === id);
  expect(found, valet.notices.map((notice) => notice.id).join()).toHaveLength(1);
  return found[0] as DesktopNotice;
}

async function click(id: string): Promise<void> {
  await told(id).action?.run();
}

test('while somebody practises, the end of their own session is told, and not shown', async () => {
  // Copied: nothing renews it.
  await valet.verbs.copyExports(PLAIN, 'sh');
  await valet.verbs.openPractice();
  await valet.live(56 * MINUTE);
  expect(told(`soon:${PLAIN}`).title).toBe(`${PLAIN} ends in 5 min`);
  await valet.live(6 * MINUTE);
  expect(told(`ended:${PLAIN}`)).toMatchObject({
    title: `${PLAIN} has ended`,
    body: expect.stringContaining('a click leaves the practice organisation'),
  });
  expect(valet.desktop.snapshot.isPractice).toBe(true);
  expect(valet.role(PLAIN)?.state).toBe('idle');

  await click(`ended:${PLAIN}`);
  expect(valet.desktop.snapshot.isPractice).toBe(false);
  expect(valet.shown).toEqual([{ kind: 'role', profile: PLAIN }]);
  expect(valet.role(PLAIN)?.state).toBe('expired');
  await valet.live(MINUTE);
  expect(valet.notices).toHaveLength(2);
});

test('a target that was taken over is told while somebody practises', async () => {
  await valet.verbs.switchRole(PLAIN, false);
  await valet.verbs.writeRole(PLAIN, 'second', false);
  await valet.verbs.openPractice();
  const { credentialsPath } = valet.practice.app;
  const text = await readFile(credentialsPath, 'utf8');
  const at = text.indexOf('[second]');
  await writeFile(
    credentialsPath,
    text.slice(0, at) +
      text
        .slice(at)
        .replaceAll(/^aws_access_key_id = .*$/gm, 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE'),
  );
  await valet.live(50 * MINUTE);
  expect(valet.notices).toMatchObject([
    { title: `${PLAIN} is no longer renewed`, show: { kind: 'role', profile: PLAIN } },
  ]);
  expect(assumed()).toBe(2);
  expect(valet.desktop.snapshot.isPractice).toBe(true);
  expect(valet.role(PLAIN)).toMatchObject({ state: 'idle', targets: [] });
});

test('what keeps a role from being renewed is told once, there and back', async () => {
  await valet.verbs.switchRole(PLAIN, false);
  await valet.practice.app.keys.remove('ci');
  await valet.verbs.openPractice();
  await valet.live(50 * MINUTE);
  expect(told(MISSING).title).toBe(`${PLAIN} could not be renewed`);
  expect(valet.role(PLAIN)?.state).toBe('idle');
  await valet.verbs.leavePractice();
  expect(valet.role(PLAIN)?.state).toBe('failed');
  await valet.verbs.openPractice();
  await valet.live(MINUTE);
  expect(valet.notices).toHaveLength(1);
  expect(valet.dismissed).toEqual([]);
  await valet.verbs.leavePractice();
  await valet.verbs.stopRole(PLAIN);
  await valet.live(MINUTE);
  expect(valet.dismissed).toEqual([MISSING]);
});

test('a click renews the role that was meant, not the one of its name that is practised with', async () => {
  await valet.verbs.copyExports(PLAIN, 'sh');
  await valet.verbs.openPractice();
  await valet.live(56 * MINUTE);
  await click(`soon:${PLAIN}`);
  expect(valet.desktop.snapshot.isPractice).toBe(false);
  expect(assumed()).toBe(2);
  expect(practised.sts.calls).toEqual([]);
  expect(valet.role(PLAIN)?.state).toBe('active');
});

test('the practice organisation takes its notices with it', async () => {
  await valet.verbs.openPractice();
  await valet.verbs.copyExports(PLAIN, 'sh');
  await valet.live(56 * MINUTE);
  const id = `practice:soon:${PLAIN}`;
  expect(told(id).body).not.toContain('practice organisation');
  await valet.verbs.leavePractice();
  expect(valet.dismissed).toEqual([id]);
  await click(id);
  expect(assumed()).toBe(0);
  expect(valet.role(PLAIN)?.state).toBe('idle');
});
