import { practiceDesktop } from '../../electron/core/app/desktop/testing/practice-desktop.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { obtainSession } from '../../electron/core/app/obtain-session.ts';
import { renewRole } from '../../electron/core/app/renew-role.ts';
import { practiceApp } from '../../electron/core/app/testing/practice-app.ts';
import { planWrite, writeRole } from '../../electron/core/app/write-role.ts';
import { count } from './renewals.ts';
import type { Measure } from './types.ts';

const MINUTE = 60_000;
const CHAINED = 'shop-dev-deployer';
const SAME_HUB = 'shop-prod-deployer';

/** How many calls AWS gets, counted at the practice STS, beside the least that can do. */
export const callsMeasure: Measure = {
  name: 'calls',
  line: 'STS calls, beside the least that is possible',
  run: async () => {
    const practice = await practiceApp();
    const { app, sts } = practice;
    const prompt = { ask: async () => practice.code() };
    const during = async (act: () => Promise<unknown>): Promise<number> => {
      const before = sts.calls.length;
      await act();
      const made = sts.calls.slice(before);
      if (made.some(({ outcome }) => outcome !== 'OK')) throw new Error('a call was refused');
      return made.length;
    };
    const switchTo = async (profile: string, toApp = app): Promise<void> => {
      const context = await loadContext(toApp);
      const obtained = await obtainSession(toApp, context, profile, { prompt });
      await writeRole(toApp, context, obtained, planWrite(context, obtained.chain));
    };
    const renew = async (): Promise<unknown> => renewRole(app, await loadContext(app), CHAINED, {});
    try {
      const cold = await during(() => switchTo(CHAINED));
      const hub = await during(() => switchTo(SAME_HUB));
      const session = await during(() => switchTo(CHAINED));
      const restarted = await during(() => switchTo(CHAINED, practice.restarted()));
      practice.pass(50 * MINUTE);
      const renewal = await during(renew);
      practice.pass(100 * MINUTE);
      const late = await during(renew);
      const second = await during(() => switchTo(SAME_HUB));
      const start = await coldStart();
      return [
        count('calls of a switch over a hub, nothing kept', cold, 3, 'MFA session, hub, role'),
        count('calls of a switch over a warm hub', hub, 1, 'the role'),
        count('calls of a switch to a live session', session, 0, 'none'),
        count('calls of the same in a new process', restarted, 0, 'none'),
        count('calls of a renewal, the hub still lasts', renewal, 1, 'the role'),
        count('calls of a renewal, the hub has ended too', late, 2, 'hub and role'),
        count('calls of the next role behind that hub', second, 1, 'the role'),
        count('calls of the app’s start with a warm store', start, 0, 'none'),
      ];
    } finally {
      await practice.close();
    }
  },
};

/** The desktop app on a home whose sessions are live and written. */
async function coldStart(): Promise<number> {
  let before = 0;
  const desktop = await practiceDesktop({
    before: async (practice) => {
      const { app } = practice;
      const context = await loadContext(app);
      const prompt = { ask: async () => practice.code() };
      const obtained = await obtainSession(app, context, CHAINED, { prompt });
      await writeRole(app, context, obtained, planWrite(context, obtained.chain));
      before = practice.sts.calls.length;
    },
  });
  try {
    await desktop.desktop.kept.settled();
    if (desktop.role(CHAINED)?.state !== 'active') throw new Error('the session was not found');
    return desktop.practice.sts.calls.length - before;
  } finally {
    await desktop.close();
  }
}
