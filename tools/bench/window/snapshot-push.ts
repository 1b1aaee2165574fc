/** A snapshot of 5,000 roles: from its arrival in the page to the row drawn anew, and its size on the way. */
import { serialize } from 'node:v8';
import type { Page } from '@playwright/test';
import type { Snapshot } from '../../../electron/contract/snapshot.ts';
import { largeSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import { median, percentile } from '../statistics.ts';
import type { Measure, Result } from '../types.ts';
import { withBenchBrowser } from './bench-browser.ts';
import type { MarkedWindow } from './page-marks.ts';

/** A longer task would be felt: the limit of Chromium's own long tasks. */
const LIMIT_MS = 50;
const TARGET = `under ${LIMIT_MS} ms`;
const BYTES_PER_ROLE = 600;
const LIST = '<p id="row"></p>';

export const snapshotPushMeasure: Measure = {
  name: 'window-push',
  line: '5,000 roles in the window: from a new snapshot to the painted row, median',
  run: (context) =>
    withBenchBrowser(TARGET, async (browser) => {
      const snapshot = largeSnapshot(5000);
      const window = await browser.openWindow(snapshot);
      const bare = await browser.openBare(snapshot, LIST);
      await bare.evaluate(() => {
        const row = document.querySelector('#row');
        const { roleValet } = globalThis as unknown as BridgeWindow;
        roleValet.onSnapshot(({ roles, revision }) => {
          if (row !== null) row.textContent = `${revision} ${roles[0]?.state}`;
        });
      });
      const times: number[][] = [[], []];
      const rounds = context.rounds(40);
      for (let round = -5; round < rounds; round += 1) {
        for (const [index, page] of [window, bare].entries()) {
          const time = await pushOne(page);
          if (round >= 0) times[index]?.push(time);
        }
      }
      const [ours = [], theirs = []] = times;
      return [
        {
          ours: median(ours),
          theirs: median(theirs),
          rival: 'a page with one line',
          target: TARGET,
          holds: median(ours) < LIMIT_MS,
          unit: 'ms',
          samples: ours.length,
          note: `95th percentile ${percentile(ours, 95).toFixed(1)} ms; both with the bridge's copy of the snapshot`,
        },
        sizeOf(snapshot),
      ];
    }),
};

type BridgeWindow = {
  readonly roleValet: { onSnapshot(listener: (snapshot: Snapshot) => void): void };
};

/** Pushes a snapshot in which the first row of the list has another state; milliseconds until it is drawn. */
async function pushOne(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { benchMarks, fakeBridge, roleValet } = window as unknown as MarkedWindow & {
      roleValet: { snapshot(): Promise<{ value: Snapshot }> };
    };
    const { value: last } = await roleValet.snapshot();
    const first = document.querySelector<HTMLElement>('[data-profile]')?.dataset.profile;
    const roles = last.roles.map((role) =>
      role.profile === (first ?? last.roles[0]?.profile)
        ? { ...role, favourite: !role.favourite }
        : role,
    );
    benchMarks.keepDrawing(true);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    benchMarks.start(performance.now());
    fakeBridge.push({ ...last, roles, revision: last.revision + 1 });
    const time = await benchMarks.settled();
    benchMarks.keepDrawing(false);
    return time;
  });
}

/** What Electron sends: the structured clone's bytes, as V8 writes them in every process. */
function sizeOf(snapshot: Snapshot): Result {
  const bytes = serialize(snapshot).byteLength;
  return {
    what: 'a snapshot of 5,000 roles on its way to the window',
    ours: bytes / 1e6,
    theirs: Buffer.byteLength(JSON.stringify(snapshot)) / 1e6,
    rival: 'the same as JSON',
    target: `at most ${BYTES_PER_ROLE} bytes a role`,
    holds: bytes <= BYTES_PER_ROLE * snapshot.roles.length,
    unit: 'MB',
    samples: 1,
  };
}
