/** Memory of the window's page over its number of roles, and its growth over a simulated day of renewals. */
import { largeSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import type { Measure, Result } from '../types.ts';
import {
  type BenchBrowser,
  type PageMemory,
  pageMemory,
  withBenchBrowser,
} from './bench-browser.ts';
import { pushHours } from './simulated-day.ts';

const SIZES = [10, 1000, 5000];
/** What a collected heap differs by from one look to the next: compiled code and caches of V8. */
const NOISE_MEGABYTES = 1;
const TARGET = `none beyond noise (${NOISE_MEGABYTES} MB)`;
/** React, our code and what can be seen; then a role's own copy of the snapshot and its search text. */
const BASE_MEGABYTES = 5;
const KILOBYTES_PER_ROLE = 2;
/** Only rows in view are in the page, however many roles there are. */
const MOST_NODES = 600;
const GROWTH_ROLES = 1000;
const SNAPSHOTS = 1500;
const HOURS = 24;

export const windowMemoryMeasure: Measure = {
  name: 'window-memory',
  line: 'memory of the window’s page at 10, 1,000 and 5,000 roles, and its growth over 24 hours',
  run: (context) =>
    withBenchBrowser(TARGET, async (browser) => {
      const results: Result[] = [];
      for (const size of SIZES) {
        context.say(`${size} roles`);
        results.push(await memoryOf(browser, size));
      }
      context.say(`${SNAPSHOTS} snapshots`);
      return [...results, await growth(browser, Math.max(300, context.rounds(SNAPSHOTS)))];
    }),
};

async function memoryOf(browser: BenchBrowser, size: number): Promise<Result> {
  const snapshot = largeSnapshot(size);
  const looks: PageMemory[] = [];
  for (const page of [await browser.openWindow(snapshot), await browser.openBare(snapshot, '')]) {
    looks.push(await pageMemory(await page.context().newCDPSession(page)));
    await page.context().close();
  }
  const [window, bare] = looks as [PageMemory, PageMemory];
  const most = BASE_MEGABYTES + (size * KILOBYTES_PER_ROLE) / 1000;
  return {
    what: `memory of the window’s page at ${size.toLocaleString('en-GB')} roles: heap after collection`,
    ours: window.heapMegabytes,
    theirs: bare.heapMegabytes,
    rival: 'an empty page that holds the snapshot',
    target: `at most ${BASE_MEGABYTES} MB and ${KILOBYTES_PER_ROLE} kB a role beyond that`,
    holds: window.heapMegabytes - bare.heapMegabytes <= most && window.nodes <= MOST_NODES,
    unit: 'MB',
    samples: 1,
    note: `${window.nodes} DOM nodes (${bare.nodes})`,
  };
}

/** Heap after garbage collection in the middle of the day and at its end. */
async function growth(browser: BenchBrowser, snapshots: number): Promise<Result> {
  const page = await browser.openWindow(largeSnapshot(GROWTH_ROLES));
  const session = await page.context().newCDPSession(page);
  const push = (from: number, to: number): Promise<void> =>
    pushHours(page, { from, to, snapshots: (snapshots * (to - from)) / HOURS });
  await push(0, 2);
  const early = await pageMemory(session);
  await push(2, HOURS / 2);
  const middle = await pageMemory(session);
  await push(HOURS / 2, HOURS);
  const end = await pageMemory(session);
  const grown = end.heapMegabytes - middle.heapMegabytes;
  return {
    what: `growth of the window’s page from hour ${HOURS / 2} to hour ${HOURS} of renewals, ${GROWTH_ROLES.toLocaleString('en-GB')} roles`,
    ours: grown,
    target: TARGET,
    holds: grown < NOISE_MEGABYTES && end.nodes <= middle.nodes * 1.1,
    unit: 'MB',
    samples: Math.round(snapshots),
    note: [early, middle, end]
      .map(
        ({ heapMegabytes, nodes }, index) =>
          `hour ${[2, HOURS / 2, HOURS][index]}: ${heapMegabytes.toFixed(2)} MB, ${nodes} nodes`,
      )
      .join('; '),
  };
}
