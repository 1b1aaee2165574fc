import type { Page } from '@playwright/test';
import type { RoleView } from '../../../electron/contract/roles.ts';
import type { Snapshot } from '../../../electron/contract/snapshot.ts';
import type { MarkedWindow } from './page-marks.ts';

/** A part of a day, in hours, and how many snapshots main pushes in it. */
export interface DayPart {
  readonly from: number;
  readonly to: number;
  readonly snapshots: number;
}

/**
 * Pushes what main pushes while the first 200 roles are live for an hour each and are renewed in
 * turn, the day's clock running with it (`clockOffsetMs`), and draws every snapshot.
 */
export async function pushHours(page: Page, part: DayPart): Promise<void> {
  await page.evaluate(async ({ from, to, snapshots }) => {
    const LIVE = 200;
    const HOUR = 3_600_000;
    const { fakeBridge, roleValet } = window as unknown as MarkedWindow & {
      roleValet: { snapshot(): Promise<{ value: Snapshot }> };
    };
    let { value: last } = await roleValet.snapshot();
    for (let index = 0; index < snapshots; index += 1) {
      const passed = (from + ((to - from) * index) / snapshots) * HOUR;
      const now = Date.now() + passed;
      const roles = last.roles.map((role, place): RoleView => {
        if (place >= LIVE) return role;
        // Each is renewed at a moment of its own in the hour.
        const renewedAt = Math.floor(passed / HOUR - place / LIVE) * HOUR + (place / LIVE) * HOUR;
        return {
          ...role,
          state: (index + place) % LIVE === 0 ? 'renewing' : 'active',
          expiresAt: now - passed + renewedAt + HOUR,
          lifeSeconds: 3600,
          targets: [{ name: role.switchTarget, state: 'ours' }],
        };
      });
      last = { ...last, roles, clockOffsetMs: passed, revision: last.revision + 1 };
      fakeBridge.push(last);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    }
    // The specs' record of what the page asked for is no memory of the page's.
    fakeBridge.sent.length = 0;
  }, part);
}
