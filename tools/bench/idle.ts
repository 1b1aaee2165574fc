import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchDesktop } from '../../e2e/desktop/fixture/launch.ts';
import { desktopEnvironment } from '../../e2e/desktop/fixture/test.ts';
import { makeValet, type Valet } from '../../e2e/valet.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { obtainSession } from '../../electron/core/app/obtain-session.ts';
import { withManyRoles } from '../../electron/core/app/testing/many-roles.ts';
import { planWrite, writeRole } from '../../electron/core/app/write-role.ts';
import { wireApp } from '../../electron/node/wire-app.ts';
import { totpCode } from '../../electron/practice/totp.ts';
import { startKeyring } from '../with-keyring.ts';
import { findProcesses, type ProcessUse, processUse } from './processes.ts';
import type { Measure } from './types.ts';

const ROLES = 200;
const SECONDS = 30;
/** The first looks, and the watch's own settling, are no idling. */
const SETTLE_SECONDS = 8;
const MOST_PERCENT = 0.5;
/** Two are the keychain library's, one is for the stand-in's channel and Node's own housekeeping. */
const MOST_WAKE_UPS = 4;

/**
 * The built app with many live sessions and a hidden window, beside an empty Node process: CPU and
 * wake-ups of the main process. The window's page is Chromium's own affair; it is hidden, and main
 * sends it nothing while nothing changes.
 */
export const idleMeasure: Measure = {
  name: 'idle',
  line: 'idle, 200 live sessions, window hidden',
  run: async (context) => {
    if (process.platform !== 'linux') {
      const notMeasured = 'CPU and wake-ups are read from Linux’s /proc';
      return { target: `under ${MOST_PERCENT} % CPU`, notMeasured };
    }
    const keyring = await startKeyring();
    Object.assign(process.env, keyring.environment);
    const valet = await makeValet(keyring.environment, (sample) => withManyRoles(sample, 8, ROLES));
    const empty = spawn(process.execPath, ['-e', 'setInterval(() => {}, 2 ** 30)'], {
      stdio: 'ignore',
    });
    try {
      await switchToAll(valet);
      const desktop = await launchDesktop({
        environment: await desktopEnvironment(valet),
        until: 'tray',
      });
      await desktop.openPage();
      await desktop.window.pressClose();
      await sleep(SETTLE_SECONDS * 1000);
      const [main] = await findProcesses(valet.folder, 'main.js');
      if (main === undefined || empty.pid === undefined) throw new Error('a process is missing');
      const before = await Promise.all([processUse(main), processUse(empty.pid)]);
      const seconds = Math.max(10, context.rounds(SECONDS));
      await sleep(seconds * 1000);
      const after = await Promise.all([processUse(main), processUse(empty.pid)]);
      context.say(`runtime: ${desktop.runtime}; tray: ${await desktop.tray.tooltip()}`);
      await desktop.quit();
      return rows(before, after, seconds);
    } finally {
      empty.kill();
      await valet.sts.close();
      await rm(valet.folder, { recursive: true, force: true });
      await keyring.stop();
    }
  },
};

type Uses = readonly [ours: ProcessUse, empty: ProcessUse];

function rows(before: Uses, after: Uses, seconds: number) {
  const share = (index: 0 | 1): number =>
    ((after[index].cpuSeconds - before[index].cpuSeconds) / seconds) * 100;
  const wakeUps = (index: 0 | 1): number =>
    (after[index].wakeUps - before[index].wakeUps) / seconds;
  const shared = { rival: 'an empty Node', samples: 1 };
  return [
    {
      ...shared,
      what: 'idle, 200 live sessions, window hidden: CPU of main',
      ours: share(0),
      theirs: share(1),
      target: `under ${MOST_PERCENT} %`,
      holds: share(0) < MOST_PERCENT,
      unit: '%',
    },
    {
      ...shared,
      what: 'the same: wake-ups a second, all threads of main',
      ours: wakeUps(0),
      theirs: wakeUps(1),
      target: 'no timer of ours but the next event',
      holds: wakeUps(0) < MOST_WAKE_UPS,
      unit: '/s',
      note: 'two a second are the keychain library’s idle thread, the rest Node’s housekeeping and the runtime’s channel',
    },
  ];
}

/** Keys, the MFA session and every role, as the command line would make them. */
async function switchToAll(valet: Valet): Promise<void> {
  const app = await wireApp({
    environment: valet.environment,
    platform: process.platform,
    memoryOnly: false,
  });
  for (const { profile, keys } of valet.organisation.users) {
    const [key] = keys;
    if (key === undefined) continue;
    const { accessKeyId, secretAccessKey } = key;
    await app.keys.put(profile, { accessKeyId, secretAccessKey, createdAt: Date.now() });
  }
  const device = valet.organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
  const prompt = { ask: async () => totpCode(device?.secret ?? new Uint8Array(), Date.now()) };
  const context = await loadContext(app);
  for (let index = 0; index < ROLES; index += 1) {
    const obtained = await obtainSession(app, context, `many-${index}`, { prompt });
    await writeRole(app, context, obtained, planWrite(context, obtained.chain));
  }
}
