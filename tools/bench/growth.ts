import { practiceDesktop } from '../../electron/core/app/desktop/testing/practice-desktop.ts';
import { withManyRoles } from '../../electron/core/app/testing/many-roles.ts';
import type { PracticeCall } from '../../electron/practice/practice-sts.ts';
import { median } from './statistics.ts';
import type { Measure } from './types.ts';

const ROLES = 6;
const HOUR = 3_600_000;
const HOURS = 24;
/** In the morning, code is still being compiled and caches fill. A single heap is noisy: each is a median. */
const EARLY_HOURS = [11, 12, 13];
const LATE_HOURS = [22, 23, 24];
/** The MFA session lasts 12 hours; a person gives the next code before it ends. */
const HOURS_A_CODE = 8;
const MEGABYTE = 2 ** 20;
const MOST_GROWTH_MB = 1;

/**
 * A day in which a few roles are kept alive, from timer to timer, and the heap after collection at the
 * beginning and at its end. What the practice STS in the same process remembers of each session it
 * gave out is counted as ours, so they are few.
 */
export const growthMeasure: Measure = {
  name: 'growth',
  line: 'growth of main over 24 hours of renewals',
  run: async () => {
    const valet = await practiceDesktop({
      organisation: (sample) => withManyRoles(sample, 2, ROLES),
    });
    try {
      const calls = valet.practice.sts.calls as PracticeCall[];
      const roles = Array.from({ length: ROLES }, (_, index) => `many-${index}`);
      const unlock = async (): Promise<void> => {
        await valet.verbs.forgetMfaSession('security');
        const unlocking = valet.verbs.unlockBase('security');
        await valet.answer(valet.practice.code());
        await unlocking;
      };
      await unlock();
      for (const role of roles) await valet.verbs.switchRole(role, false);
      const heaps = new Map<number, number>();
      let made = 0;
      for (let hour = 1; hour <= HOURS; hour += 1) {
        if (hour % HOURS_A_CODE === 0) await unlock();
        await valet.live(HOUR);
        made += calls.length;
        // The records of calls and notices are the simulator's.
        calls.length = 0;
        valet.notices.length = 0;
        heaps.set(hour, heapAfterCollection());
      }
      const at = (hours: readonly number[]): number =>
        median(hours.map((hour) => heaps.get(hour) ?? 0)) / MEGABYTE;
      const isAlive = roles.every((name) => valet.role(name)?.state === 'active');
      if (!isAlive) throw new Error('not every role was kept alive over the day');
      const growth = at(LATE_HOURS) - at(EARLY_HOURS);
      return {
        what: 'heap of main at the end of a simulated day of renewals, less that at noon',
        ours: growth,
        target: `none beyond noise (${MOST_GROWTH_MB} MB)`,
        holds: growth < MOST_GROWTH_MB,
        unit: 'MB',
        note: `${made} calls in 24 hours; after hour 2: ${at([2]).toFixed(1)} MB, at noon: ${at(EARLY_HOURS).toFixed(1)} MB, at the end: ${at(LATE_HOURS).toFixed(1)} MB`,
        samples: LATE_HOURS.length,
      };
    } finally {
      await valet.close();
    }
  },
};

function heapAfterCollection(): number {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
