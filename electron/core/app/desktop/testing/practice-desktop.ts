import { ContainerEndpoints } from '../../../../agent/container/container-endpoints.ts';
import type { ShowRequest } from '../../../../contract/show-request.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import type { Verbs } from '../../../../contract/verbs.ts';
import { systemRandom } from '../../../../node/random.ts';
import { watchFiles } from '../../../../node/watch-files.ts';
import { openSettings } from '../../../settings/settings-store.ts';
import type { App } from '../../app.ts';
import { type PracticeApp, practiceApp } from '../../testing/practice-app.ts';
import { Desktop } from '../desktop.ts';
import type { DesktopNotice, DesktopPorts, PracticeVisit, WireRequest } from '../ports.ts';
import { desktopVerbs } from '../verbs.ts';

/** The desktop's use cases on a practice app, with a shell that only writes down what it is told. */
export interface PracticeDesktop {
  readonly practice: PracticeApp;
  readonly desktop: Desktop;
  readonly verbs: Verbs;
  readonly copied: { text: string; clearAfterSeconds: number | undefined }[];
  readonly notices: DesktopNotice[];
  /** Ids of notices that were taken back. */
  readonly dismissed: string[];
  readonly shown: (ShowRequest | undefined)[];
  /** Pages and links that went to the browser. */
  readonly opened: string[];
  readonly wired: WireRequest[];
  /** The row of a profile now. */
  role(profile: string): Snapshot['roles'][number] | undefined;
  /** Resolves with the first snapshot from now on, this one included, for which `matches` is true. */
  until(matches: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** Answers the next question that is open with `code`. */
  answer(code: string): Promise<void>;
  /** Lets `milliseconds` go by from timer to timer, as they do while the machine runs. */
  live(milliseconds: number): Promise<void>;
  /** Runs the timers that are due after `milliseconds` more, late, and looks at everything. */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface PracticeDesktopOptions {
  /** Changes how the app is wired: another keychain, say. */
  readonly wire?: (request: WireRequest, app: App) => App;
  readonly openPractice?: () => Promise<PracticeVisit>;
  readonly memoryOnly?: boolean;
  readonly organisation?: Parameters<typeof practiceApp>[0];
  readonly before?: (practice: PracticeApp) => Promise<void>;
}

export async function practiceDesktop(
  options: PracticeDesktopOptions = {},
): Promise<PracticeDesktop> {
  const practice = await practiceApp(options.organisation);
  await options.before?.(practice);
  const copied: PracticeDesktop['copied'] = [];
  const notices: DesktopNotice[] = [];
  const dismissed: string[] = [];
  const shown: (ShowRequest | undefined)[] = [];
  const opened: string[] = [];
  const wired: WireRequest[] = [];
  const timers = new Set<{ at: number; run: () => void }>();
  const { clock } = practice.app;

  const ports: DesktopPorts = {
    version: '0.1.0',
    platform: 'linux',
    environment: practice.app.environment,
    wire: async (request) => {
      wired.push(request);
      const app = practice.restarted();
      return options.wire?.(request, app) ?? app;
    },
    ownCommand: async () => ({
      words: ['/opt/role-valet/role-valet'],
      platform: 'linux',
    }),
    openSettings: (app) => openSettings({ ...app, platform: 'linux', environment: {} }),
    openPractice:
      options.openPractice ??
      (() => {
        throw new Error('this test has no practice organisation to open');
      }),
    watch: watchFiles,
    after: (delayMs, run) => {
      const timer = { at: clock.now() + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    applySettings: async () => [],
    system: () => ({
      shortcut: 'off',
      lockEvents: false,
      screenCaptureProtection: false,
      loginItem: true,
    }),
    clipboard: {
      copySecret: async (text, clearAfterSeconds) => {
        copied.push({ text, clearAfterSeconds });
      },
      copyPlain: async (text) => {
        copied.push({ text, clearAfterSeconds: undefined });
      },
    },
    browser: {
      open: async (url) => {
        opened.push(url);
      },
      handOver: async (link) => {
        opened.push(link);
      },
    },
    window: { show: (request) => shown.push(request), hide: () => undefined },
    notify: (notice) => notices.push(notice),
    dismissNotice: (id) => dismissed.push(id),
    openEndpoints: ({ credentials, now }) =>
      new ContainerEndpoints({
        random: systemRandom(),
        logger: practice.app.logger,
        clock: { now },
        credentials,
      }),
    uptime: () => clock.now() - practice.clockJump(),
    random: () => 0.5,
    quit: () => undefined,
  };

  const desktop = await Desktop.open(ports, options.memoryOnly === true);
  const verbs = desktopVerbs(desktop);
  const until = (matches: (snapshot: Snapshot) => boolean): Promise<Snapshot> =>
    new Promise((resolve) => {
      if (matches(desktop.snapshot)) {
        resolve(desktop.snapshot);
        return;
      }
      const end = desktop.onSnapshot((snapshot) => {
        if (matches(snapshot)) {
          end();
          resolve(snapshot);
        }
      });
    });
  const settled = async (): Promise<void> => {
    await desktop.kept.settled();
    await desktop.own.settled();
  };
  return {
    practice,
    desktop,
    verbs,
    copied,
    notices,
    dismissed,
    shown,
    opened,
    wired,
    until,
    role: (profile) => desktop.snapshot.roles.find((role) => role.profile === profile),
    answer: async (code) => {
      const { question } = await until(
        (snapshot) => snapshot.question !== undefined && !snapshot.question.isChecking,
      );
      await verbs.answerMfa(question?.id ?? 0, code);
    },
    live: async (milliseconds) => {
      const end = clock.now() + milliseconds;
      for (;;) {
        await settled();
        const [next] = [...timers].sort((one, other) => one.at - other.at);
        if (next === undefined || next.at > end) break;
        practice.pass(Math.max(0, next.at - clock.now()));
        timers.delete(next);
        next.run();
      }
      practice.pass(Math.max(0, end - clock.now()));
      await desktop.refreshLive();
      await settled();
    },
    pass: async (milliseconds) => {
      practice.pass(milliseconds);
      for (const timer of [...timers].filter(({ at }) => at <= clock.now())) {
        timers.delete(timer);
        timer.run();
      }
      await desktop.refresh();
      await settled();
    },
    close: async () => {
      await desktop.close();
      await practice.close();
    },
  };
}
