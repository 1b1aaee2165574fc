/** Wiring of the desktop app, nothing else: what must come before `ready`, then the rest. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as electron from 'electron';
import type { Platform } from './contract/settings.ts';
import type { PracticeVisit } from './core/app/desktop/ports.ts';
import { wantsMemoryOnly } from './core/memory-only.ts';
import { systemClock } from './node/clock.ts';
import { nodeFiles } from './node/files.ts';
import { fileLogger } from './node/logger.ts';
import { systemRandom } from './node/random.ts';
import { openHome } from './node/wire-app.ts';
import { registerAppScheme } from './shell/app-scheme.ts';
import { giveDesktopName } from './shell/desktop-name.ts';
import { hardenAllContents } from './shell/harden-contents.ts';
import { isHiddenStart } from './shell/login-item.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { startDesktop } from './shell/start-desktop.ts';
import { linkOpener } from './shell/web-links.ts';

const { app, dialog, protocol, shell } = electron;
const { env: environment, argv } = process;
const platform = process.platform as Platform;
const clock = systemClock();
const random = systemRandom();
const mainPath = import.meta.dirname;

const { homePath } = await openHome(environment, platform);
const logger = fileLogger({ path: join(homePath, 'log', 'role-valet.log'), clock });
app.setName('Role Valet');
giveDesktopName(app, platform);
// Electron's own files go below the app's home; so does the lock that makes two copies one.
const userDataPath = join(homePath, 'electron');
await mkdir(userDataPath, { recursive: true, mode: 0o700 });
app.setPath('userData', userDataPath);
registerAppScheme(protocol);
hardenAllContents(app, { openLink: linkOpener(shell, logger), logger });

let showWindow: () => void = () => undefined;
if (claimSingleInstance(app, () => showWindow())) {
  app.on('activate', () => showWindow());
  // Awaited here it would never come: Electron is ready only once this module has run.
  app.whenReady().then(start, failed);
} else {
  app.quit();
}

async function start(): Promise<void> {
  try {
    const desktop = await startDesktop({
      electron,
      platform,
      environment,
      homePath,
      builtPath: dirname(mainPath),
      iconsPath: join(app.getAppPath(), 'assets', 'icons'),
      clock,
      random,
      files: nodeFiles(),
      logger,
      memoryOnly: wantsMemoryOnly(environment),
      isHiddenStart: (startHidden) => isHiddenStart({ app, platform, argv, startHidden }),
      startsInPractice: argv.includes('--practice'),
      openPractice,
      ownCommand: async () => {
        const { appCommand } = await import('./node/app-command.ts');
        return await appCommand({
          isPackaged: app.isPackaged,
          mainPath,
          resourcesPath: process.resourcesPath,
          nodePath: process.versions.electron === undefined ? process.execPath : undefined,
          environment,
          platform,
        });
      },
    });
    showWindow = () => desktop.showWindow();
    const { sweepPractices } = await import('./practice/practice-leftovers.ts');
    await sweepPractices({ environment, logger });
  } catch (error) {
    failed(error);
  }
}

function failed(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  logger.error('the app could not start', { error: reason });
  dialog.showErrorBox('Role Valet could not start', reason);
  app.exit(1);
}

/** The simulator is loaded only when somebody practises. */
async function openPractice(): Promise<PracticeVisit> {
  const { openPracticeVisit } = await import('./practice/practice-visit.ts');
  // Packaged, Electron runs no script but its own, so there is no command line to put there.
  const command = app.isPackaged ? {} : { command: [process.execPath, join(mainPath, 'cli.js')] };
  return await openPracticeVisit({ clock, random, environment, ...command });
}
