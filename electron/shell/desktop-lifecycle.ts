import { SNAPSHOT_CHANNEL } from '../contract/names.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Desktop } from '../core/app/desktop/desktop.ts';
import type { ClipboardKeeper } from './clipboard.ts';
import type { DesktopAgent } from './desktop-agent.ts';
import type { DesktopStart } from './desktop-parts.ts';
import type { WindowShortcut } from './global-shortcut.ts';
import type { MainWindow } from './main-window.ts';
import type { Notifier } from './notifications.ts';
import type { PowerHandlers, PowerWatch } from './power-events.ts';
import { QuitSequence } from './quit.ts';
import type { TrayKeeper } from './tray-keeper.ts';

/** How long all that must be tidied up may hold a quit, milliseconds. */
const QUIT_LIMIT_MS = 2_000;

/** What sleep, wake, lock and unlock mean for the app. */
export function powerHandlers(
  desktop: Desktop,
  clipboard: ClipboardKeeper,
  tray: TrayKeeper,
): PowerHandlers {
  return {
    sleep: () => undefined,
    // Timers slept too: what ended meanwhile must not be shown as live.
    wake: async () => {
      await clipboard.checkNow();
      await desktop.wake();
      tray.checkNow();
    },
    lock: async () => {
      await clipboard.clearIfOurs();
    },
    unlock: () => desktop.wake(),
    lockEventsChanged: () => desktop.publish(),
  };
}

/**
 * Window and tray mirror every snapshot. A person's new question brings the window up: they have just
 * acted. A program's does not: it would take the focus from whatever they are doing.
 *
 * The page asks for its first snapshot by itself: one of `askedFor`, the revision since which verbs
 * answer, is not sent a second time. With thousands of roles that is a tenth of a second.
 */
export function followSnapshots(
  desktop: Desktop,
  window: MainWindow,
  tray: TrayKeeper,
  askedFor: number,
): void {
  let shownQuestion: number | undefined;
  const show = (snapshot: Snapshot): void => {
    if (snapshot.revision !== askedFor) window.send(SNAPSHOT_CHANNEL, snapshot);
    tray.update(snapshot);
    const { question } = snapshot;
    if (question?.askedBy === 'person' && question.id !== shownQuestion) {
      shownQuestion = question.id;
      window.show();
    }
  };
  desktop.onSnapshot(show);
  show(desktop.snapshot);
}

/** What has to be tidied up. */
export interface Closing {
  /** It may still be opening when the user quits. */
  readonly agent: Promise<DesktopAgent>;
  readonly clipboard: ClipboardKeeper;
  readonly window: MainWindow;
  readonly desktop: Desktop;
  readonly tray: TrayKeeper;
  readonly power: PowerWatch;
  readonly shortcut: WindowShortcut;
  readonly notifier: Notifier;
}

/** Holds the first quit, for two seconds at most, until nothing of ours is left behind. */
export function quitTidily(
  { electron, clock, logger }: DesktopStart,
  { agent, desktop, clipboard, window, tray, power, shortcut, notifier }: Closing,
): QuitSequence {
  const { app } = electron;
  // Without a listener Electron would quit with the last window.
  app.on('window-all-closed', () => undefined);
  app.on('will-quit', () => window.destroy());
  return new QuitSequence({
    app,
    clock,
    logger,
    totalLimitMs: QUIT_LIMIT_MS,
    steps: [
      {
        name: 'clipboard',
        run: () => clipboard.clearIfOurs().then(() => undefined),
        limitMs: 1_500,
      },
      { name: 'agent', run: async () => (await agent).close(), limitMs: 500 },
      { name: 'desktop', run: () => desktop.close(), limitMs: 1_500 },
      { name: 'tray', run: () => tray.close(), limitMs: 500 },
      { name: 'power', run: () => power.stop(), limitMs: 500 },
      { name: 'shortcut', run: () => shortcut.stop(), limitMs: 200 },
      { name: 'notifications', run: () => notifier.dismissAll(), limitMs: 200 },
      // Closing would only hide it.
      { name: 'window', run: () => window.destroy(), limitMs: 500 },
    ],
  });
}
