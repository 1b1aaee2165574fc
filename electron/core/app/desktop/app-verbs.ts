import type { Done, Settings, Snapshot } from '../../../contract/types.ts';
import { answering } from './answering.ts';
import { noPractice } from './copy-verbs.ts';
import type { Desktop } from './desktop.ts';
import { openOwnWorld, openPracticeWorld } from './world.ts';

/** The app itself: what it shows, its settings, codes, the practice organisation, its end. */
export function appVerbs(desktop: Desktop) {
  const { ports } = desktop;
  return answering(desktop, {
    snapshot: async (): Promise<Snapshot> => desktop.snapshot,
    answerMfa: async (question: number, code: string): Promise<null> => {
      desktop.questions.answer(question, code);
      return null;
    },
    dismissMfa: async (question: number): Promise<null> => {
      desktop.questions.dismiss(question);
      return null;
    },
    saveSettings: (changes: Partial<Settings>) => saveSettings(desktop, changes),
    openPractice: async (): Promise<Done> => {
      if (desktop.world.practice === undefined) {
        await desktop.enter(await openPracticeWorld(ports));
      }
      return {
        message: 'This is the practice organisation: nothing in it is real',
        notices: [],
      };
    },
    leavePractice: async (): Promise<Done> => {
      await leavePractice(desktop);
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
  const before = settings.current.settings;
  const { settings: after } = await settings.change((stored) => ({
    ...stored,
    hasActed: true,
    settings: { ...stored.settings, ...changes },
  }));
  const notices = await ports.applySettings(after);
  if (after.keepSessions !== before.keepSessions && desktop.world.practice === undefined) {
    await reopenOwn(desktop);
  }
  desktop.publish();
  return { message: 'Saved', notices };
}

async function leavePractice(desktop: Desktop): Promise<void> {
  const { practice } = desktop.world;
  if (practice !== undefined) {
    await reopenOwn(desktop);
    await practice.close();
  }
}

/** Wires the user's own world anew. Without a keychain it comes back without one, and says so. */
async function reopenOwn(desktop: Desktop): Promise<void> {
  const { settings, isMemoryOnly: memoryOnly } = desktop;
  const { keepSessions } = settings.current.settings;
  await desktop.enter(await openOwnWorld(desktop.ports, { memoryOnly, keepSessions, settings }));
}
