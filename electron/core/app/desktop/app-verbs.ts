import type { Done } from '../../../contract/results.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { Snapshot } from '../../../contract/snapshot.ts';
import { serverTime } from '../server-time.ts';
import { answering } from './answering.ts';
import { noPractice } from './copy-verbs.ts';
import type { Desktop } from './desktop.ts';
import { openPracticeWorld } from './world.ts';

/** The app itself: what it shows, its settings, codes, the practice organisation, its end. */
export function appVerbs(desktop: Desktop) {
  const { ports } = desktop;
  return answering(desktop, {
    snapshot: async (): Promise<Snapshot> => desktop.snapshot,
    saveSettings: (changes: Partial<Settings>) => saveSettings(desktop, changes),
    openPractice: async (): Promise<Done> => {
      await desktop.goTo(async ({ practice }) =>
        practice === undefined ? await openPracticeWorld(ports) : undefined,
      );
      return {
        message: 'This is the practice organisation: nothing in it is real',
        notices: [],
      };
    },
    leavePractice: async (): Promise<Done> => {
      await desktop.goBack();
      return { message: 'Back to your own roles', notices: [] };
    },
    practiceCode: async (): Promise<{ code: string; endsAt: number }> => {
      const { app, practice } = desktop.world;
      if (practice === undefined) {
        throw noPractice();
      }
      return practice.code(app.clock.now());
    },
    hideWindow: async (): Promise<null> => {
      ports.window.hide();
      return null;
    },
    quit: async (): Promise<null> => {
      ports.quit();
      return null;
    },
  });
}

async function saveSettings(desktop: Desktop, changes: Partial<Settings>): Promise<Done> {
  const { settings, ports } = desktop;
  const { settings: after } = await settings.change((stored) => ({
    ...stored,
    hasActed: true,
    settings: { ...stored.settings, ...changes },
  }));
  const notices = await ports.applySettings(after);
  try {
    if (changes.keepSessions !== undefined) {
      const { app } = desktop.own.watched.world;
      // Also where the setting was so already: an earlier try may have failed half-way.
      await app.sessions.keep?.(changes.keepSessions, await serverTime(app));
    }
  } finally {
    desktop.publish();
  }
  return { message: 'Saved', notices };
}
