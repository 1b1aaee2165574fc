import { practiceDesktop } from '../../electron/core/app/desktop/testing/practice-desktop.ts';
import { withManyRoles } from '../../electron/core/app/testing/many-roles.ts';
import type { Measure, Result } from './types.ts';

const ROLES = 200;
const HUBS = 8;
const HOPS = ROLES + HUBS;
const MINUTE = 60_000;

/** 200 sessions over 8 hubs that end together, counted at the practice STS. */
export const renewalsMeasure: Measure = {
  name: 'renewals',
  line: '200 sessions expiring together',
  run: async () => {
    const valet = await practiceDesktop({
      organisation: (sample) => withManyRoles(sample, HUBS, ROLES),
    });
    try {
      const { sts } = valet.practice;
      const unlock = async (): Promise<void> => {
        const unlocking = valet.verbs.unlockBase('security');
        await valet.answer(valet.practice.code());
        await unlocking;
      };
      const questions = new Set<number>();
      valet.desktop.onSnapshot(({ question }) => {
        if (question !== undefined) questions.add(question.id);
      });
      const roles = Array.from({ length: ROLES }, (_, index) => `many-${index}`);
      const allActive = (): boolean => roles.every((name) => valet.role(name)?.state === 'active');
      await unlock();
      for (const role of roles) await valet.verbs.switchRole(role, false);
      if (!allActive()) throw new Error('not every role was switched to');

      // Awake: from timer to timer, over the time when all are due.
      let before = sts.calls.length;
      questions.clear();
      await valet.live(50 * MINUTE);
      const made = sts.calls.length - before;
      const soon = valet.practice.app.clock.now() + 40 * MINUTE;
      if (!roles.every((name) => (valet.role(name)?.expiresAt ?? 0) > soon)) {
        throw new Error('not every role was renewed');
      }

      // Asleep until long after all of them, hubs included, have ended.
      const sleepOver = async (): Promise<void> => {
        valet.practice.sleep(100 * MINUTE);
        await valet.desktop.wake();
        await valet.desktop.kept.settled();
      };
      before = sts.calls.length;
      await sleepOver();
      const madeAwakened = sts.calls.length - before;
      if (!allActive()) throw new Error('not every role was renewed after the sleep');
      const asked = questions.size;

      await valet.verbs.forgetMfaSession('security');
      await sleepOver();
      questions.clear();
      before = sts.calls.length;
      await unlock();
      await valet.desktop.kept.settled();
      const madeWithCode = sts.calls.length - before;
      if (!allActive()) throw new Error('not every role came back');
      return [
        count(
          `${ROLES} sessions due together: STS calls`,
          made,
          ROLES,
          'the roles; their hubs last',
        ),
        count(
          `${ROLES} sessions and their hubs ended in a sleep: STS calls`,
          madeAwakened,
          HOPS + 1,
          `${HOPS} distinct hops, and one for the time`,
        ),
        count('both: codes asked for', asked, 0, 'none while the MFA session lasts'),
        count(
          'the same with the MFA session over: STS calls',
          madeWithCode,
          HOPS + 1,
          `${HOPS} distinct hops and the MFA session`,
        ),
        count('the same: codes asked for', questions.size, 1, 'one for all'),
      ];
    } finally {
      await valet.close();
    }
  },
};

/** A row of counted calls beside the least that is possible. */
export function count(what: string, ours: number, least: number, why: string): Result {
  return {
    what,
    ours,
    theirs: least,
    rival: 'least',
    target: why,
    holds: ours <= least,
    unit: '',
    samples: 1,
  };
}
