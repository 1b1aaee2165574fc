import { afterEach, describe, expect, test } from 'vitest';
import type { PracticeVisit } from './ports.ts';
import { type PracticeDesktop, practiceDesktop } from './testing/practice-desktop.ts';

let valet: PracticeDesktop;
afterEach(() => valet.close());

/** Practice organisations that count how many of them are open. */
function countedPractices() {
  const counts = { opened: 0, closed: 0 };
  const open = async (): Promise<PracticeVisit> => {
    counts.opened += 1;
    return {
      environment: {},
      memoryOnly: false,
      accounts: [
        { id: '111122223333', name: 'security' },
        { id: '333344445555', name: 'shop-prod' },
      ],
      code: (now) => ({ code: '123456', endsAt: now + 1_000 }),
      terminalSetUp: (format) => `lines for ${format}`,
      close: async () => {
        counts.closed += 1;
      },
    };
  };
  return { counts, open };
}

describe('the practice organisation', () => {
  test('is another world, with the names of its accounts, and ends when it is left', async () => {
    const { counts, open } = countedPractices();
    valet = await practiceDesktop({ openPractice: open });
    expect(valet.desktop.snapshot).toMatchObject({ isPractice: false, isFirstRun: true });
    await valet.verbs.openPractice();
    expect(valet.desktop.snapshot).toMatchObject({ isPractice: true, isFirstRun: false });
    expect(valet.desktop.snapshot.accounts).toContainEqual({
      id: '333344445555',
      name: 'shop-prod',
      colour: 'red',
    });
    expect(await valet.verbs.practiceCode()).toMatchObject({ value: { code: '123456' } });
    await valet.verbs.copyPracticeSetUp();
    expect(valet.copied.at(-1)?.text).toBe('lines for sh');

    await valet.verbs.leavePractice();
    expect(valet.desktop.snapshot.isPractice).toBe(false);
    expect(counts).toEqual({ opened: 1, closed: 1 });
    expect(await valet.verbs.practiceCode()).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });

  test('is left for the same world as before, with what was live in memory alone', async () => {
    valet = await practiceDesktop({ openPractice: countedPractices().open });
    await valet.verbs.saveSettings({ keepSessions: false });
    await valet.verbs.copyExports('shop-dev-readonly', 'sh');
    await valet.verbs.openPractice();
    await valet.verbs.leavePractice();
    expect(valet.desktop.snapshot.isPractice).toBe(false);
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'active' });
  });

  test('leaves a setting about kept sessions to the user’s own world', async () => {
    valet = await practiceDesktop({ openPractice: countedPractices().open });
    await valet.verbs.copyExports('shop-dev-readonly', 'sh');
    await valet.verbs.openPractice();
    await valet.verbs.saveSettings({ keepSessions: false });
    await valet.verbs.leavePractice();
    expect(valet.role('shop-dev-readonly')).toMatchObject({ state: 'active' });
    expect(await valet.practice.restarted().sessions.live(0)).toEqual([]);
  });

  test('is opened once, however often it is asked for', async () => {
    const { counts, open } = countedPractices();
    valet = await practiceDesktop({ openPractice: open });
    await Promise.all([valet.verbs.openPractice(), valet.verbs.openPractice()]);
    await Promise.all([valet.verbs.leavePractice(), valet.verbs.leavePractice()]);
    expect(counts).toEqual({ opened: 1, closed: 1 });
  });

  test('opened too late for a quit, it is closed again', async () => {
    const { counts, open } = countedPractices();
    valet = await practiceDesktop({ openPractice: open });
    const opening = valet.verbs.openPractice();
    await valet.desktop.close();
    await opening;
    expect(counts).toEqual({ opened: 1, closed: 1 });
  });

  test('keeps its own keys from the verbs about the user’s keychain', async () => {
    valet = await practiceDesktop({ openPractice: countedPractices().open });
    await valet.verbs.openPractice();
    expect(await valet.verbs.useMemoryOnly()).toMatchObject({ ok: false });
    expect(valet.desktop.snapshot.isPractice).toBe(true);
  });

  test('that can’t be opened leaves everything as it was', async () => {
    valet = await practiceDesktop({
      openPractice: async () => {
        throw new Error('no port');
      },
    });
    expect(await valet.verbs.openPractice()).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL' },
    });
    expect(valet.desktop.snapshot.isPractice).toBe(false);
    expect((await valet.verbs.switchRole('shop-dev-readonly', false)).ok).toBe(true);
  });
});
