/**
 * Idle: the built app with many live sessions and a hidden window, beside an empty Node process.
 * Prints CPU and wake-ups of the main process over a minute. The window's page is Chromium's own
 * affair; it is hidden, and main sends it nothing while nothing changes.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchDesktop } from '../../e2e/desktop/fixture/launch.ts';
import { desktopEnvironment } from '../../e2e/desktop/fixture/test.ts';
import { makeValet } from '../../e2e/valet.ts';
import { loadContext } from '../../electron/core/app/load-context.ts';
import { obtainSession } from '../../electron/core/app/obtain-session.ts';
import { withManyRoles } from '../../electron/core/app/testing/many-roles.ts';
import { planWrite, writeRole } from '../../electron/core/app/write-role.ts';
import { wireApp } from '../../electron/node/wire-app.ts';
import { totpCode } from '../../electron/practice/totp.ts';
import { startKeyring } from '../with-keyring.ts';
import { findProcesses, processUse } from './processes.ts';

const ROLES = Number(process.env.ROLE_VALET_BENCH_ROLES ?? 200);
const SECONDS = Number(process.env.ROLE_VALET_BENCH_SECONDS ?? 60);

const keyring = await startKeyring();
Object.assign(process.env, keyring.environment);
const valet = await makeValet(keyring.environment, (sample) => withManyRoles(sample, 8, ROLES));
const empty = spawn(process.execPath, ['-e', 'setInterval(() => {}, 2 ** 30)'], {
  stdio: 'ignore',
});
try {
  await switchToAll();
  const desktop = await launchDesktop({
    environment: await desktopEnvironment(valet),
    until: 'tray',
  });
  await desktop.openPage();
  await desktop.window.pressClose();
  // The first looks, and the watch's own settling, are no idling.
  await sleep(10_000);
  const [main] = await findProcesses(valet.folder, 'main.js');
  if (main === undefined || empty.pid === undefined) throw new Error('a process is missing');
  const before = await Promise.all([processUse(main), processUse(empty.pid)]);
  await sleep(SECONDS * 1000);
  const after = await Promise.all([processUse(main), processUse(empty.pid)]);
  const tooltip = await desktop.tray.tooltip();
  for (const [index, name] of [`${ROLES} live sessions`, 'an empty Node process'].entries()) {
    const cpu = (after[index]?.cpuSeconds ?? 0) - (before[index]?.cpuSeconds ?? 0);
    const wakeUps = (after[index]?.wakeUps ?? 0) - (before[index]?.wakeUps ?? 0);
    console.log(
      `${name}: ${((cpu / SECONDS) * 100).toFixed(2)} % CPU, ${(wakeUps / SECONDS).toFixed(2)} wake-ups a second`,
    );
  }
  console.log(`runtime: ${desktop.runtime}; tray: ${tooltip}`);
  await desktop.quit();
} finally {
  empty.kill();
  await valet.sts.close();
  await rm(valet.folder, { recursive: true, force: true });
  await keyring.stop();
}

/** Keys, the MFA session and every role, as the command line would make them. */
async function switchToAll(): Promise<void> {
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
