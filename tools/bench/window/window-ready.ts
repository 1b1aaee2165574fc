/**
 * The window's start: from main's first line to the first paint of the list, without what the runtime
 * itself takes. The built app on the stand-in beside the stand-in's bare app with one line, which is
 * handed a snapshot too: the stand-in writes every message as JSON in three processes, where Electron
 * clones it.
 */
import { appendFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { launchStandIn } from '../../../e2e/desktop/fixture/stand-in-desktop.ts';
import { desktopEnvironment } from '../../../e2e/desktop/fixture/test.ts';
import { makeValet, type Valet } from '../../../e2e/valet.ts';
import { largeSnapshot } from '../../../electron/contract/testing/sample-snapshot.ts';
import { startKeyring } from '../../with-keyring.ts';
import { configText } from '../sample-files.ts';
import { median } from '../statistics.ts';
import type { BenchContext, Measure, Result } from '../types.ts';
import { whyNoChromium } from './bench-browser.ts';
import { firstPaintScript, timedMain } from './start-marks.ts';

const TARGET_MS = 400;
const REPOSITORY = join(import.meta.dirname, '../../..');
const SIZES = [10, 5000];

/** An app that tells when it started and when it was drawn. */
interface Timed {
  readonly name: string;
  readonly mainPath: string;
  readonly environment: Record<string, string>;
}

export const windowReadyMeasure: Measure = {
  name: 'window-ready',
  line: 'window ready: first paint of the list after main starts, without the runtime’s own start',
  limitSeconds: 240,
  run: async (context) => {
    const reason = whyNoChromium();
    if (reason !== undefined) return { target: `under ${TARGET_MS} ms`, notMeasured: reason };
    const keyring = await startKeyring();
    const valets = await Promise.all(SIZES.map(() => makeValet(keyring.environment)));
    try {
      const mainPath = await builtApp(context.folder);
      const apps: Timed[] = [];
      for (const [index, valet] of valets.entries()) {
        const size = SIZES[index] ?? 0;
        await writeHome(valet, size);
        const environment = await desktopEnvironment(valet);
        apps.push({ name: `${size.toLocaleString('en-GB')} roles`, mainPath, environment });
        apps.push(await bareApp(context.folder, size));
      }
      const medians = (await inTurn(context, apps)).map(
        (all) => [median(all), all.length] as const,
      );
      const [line] = medians[1] ?? [Number.NaN];
      return SIZES.map((size, index): Result => {
        const [whole, samples] = medians[index * 2] ?? [Number.NaN, 0];
        const [bare] = medians[index * 2 + 1] ?? [Number.NaN];
        return {
          what: `window ready: list drawn after main starts, ${size.toLocaleString('en-GB')} roles`,
          ours: whole - bare,
          theirs: bare,
          rival: 'a bare app with one line that is handed as large a snapshot, taken off',
          target: `under ${TARGET_MS} ms`,
          holds: whole - bare < TARGET_MS,
          unit: 'ms',
          samples,
          note:
            `${whole.toFixed(0)} ms with the runtime’s share; ` +
            `${(whole - line).toFixed(0)} ms beyond a bare app that is handed 10 roles`,
        };
      });
    } finally {
      for (const valet of valets) {
        await valet.sts.close();
        await rm(valet.folder, { recursive: true, force: true });
      }
      await keyring.stop();
    }
  },
};

/** Starts the apps in turn; milliseconds of each start. The first start of each fills caches. */
async function inTurn(context: BenchContext, apps: readonly Timed[]): Promise<number[][]> {
  const times = apps.map((): number[] => []);
  const rounds = context.rounds(7);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, app] of apps.entries()) {
      context.say(`${app.name}, ${round < 0 ? 'warm-up' : `start ${round + 1} of ${rounds}`}`);
      const time = await startOnce(app);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times;
}

/**
 * Main's script, and from `ready` to the first paint. Between both main waits for the runtime, which is
 * the stand-in's Chromium here.
 */
async function startOnce({ mainPath, environment }: Timed): Promise<number> {
  const app = await launchStandIn({ mainPath, environment });
  try {
    const handle = await app.page.waitForFunction(() => Reflect.get(window, 'benchFirstPaint'));
    const painted = (await handle.jsonValue()) as number;
    const marks = new Map(
      [...app.output().matchAll(/^bench (\w+) ([\d.]+)$/gm)].map(([, name = '', at]) => [
        name,
        Number(at),
      ]),
    );
    const at = (name: string): number => {
      const found = marks.get(name);
      if (found === undefined) throw new Error(`main has not told ${name}: ${app.output()}`);
      return found;
    };
    return at('evaluated') - at('start') + painted - at('ready');
  } finally {
    await app.close();
  }
}

/** A copy of the built app, its own files unchanged but for a mark at the end of the preload script. */
async function builtApp(folder: string): Promise<string> {
  const root = join(folder, 'built');
  await cp(join(REPOSITORY, 'out'), join(root, 'out'), { recursive: true });
  for (const name of ['assets', 'node_modules', 'package.json']) {
    await symlink(join(REPOSITORY, name), join(root, name));
  }
  await appendFile(join(root, 'out/preload/preload.cjs'), firstPaintScript('[data-profile]'));
  const mainPath = join(root, 'out/main/timed-main.js');
  await writeFile(mainPath, timedMain('./main.js'));
  return mainPath;
}

/** The stand-in's proof of itself: a page with one line that main answered, and here a snapshot before it. */
async function bareApp(folder: string, size: number): Promise<Timed> {
  const root = join(folder, `bare-${size}`);
  const home = join(folder, `bare-home-${size}`);
  await mkdir(home);
  await cp(join(REPOSITORY, 'e2e/stand-in/testing/proof'), root, { recursive: true });
  await symlink(join(REPOSITORY, 'package.json'), join(root, 'package.json'));
  await appendFile(join(root, 'preload.cjs'), firstPaintScript('#answer'));
  const pagePath = join(root, 'page/page.js');
  const page = await readFile(pagePath, 'utf8');
  const parts = page.split('const answer = ');
  if (parts.length !== 2) throw new Error('the page of the bare app has changed');
  await writeFile(pagePath, parts.join("await proof.invoke('bulk');\nconst answer = "));
  const bulkPath = join(root, 'bulk.json');
  await writeFile(bulkPath, JSON.stringify(largeSnapshot(size)));
  const mainPath = join(root, 'timed-main.js');
  await writeFile(mainPath, timedMain('./main.ts', bulkPath));
  const environment = { HOME: home, PATH: dirname(process.execPath) };
  return { name: `a bare app, ${size.toLocaleString('en-GB')} roles`, mainPath, environment };
}

async function writeHome(valet: Valet, size: number): Promise<void> {
  await writeFile(valet.configPath, configText(size));
  await mkdir(valet.home, { mode: 0o700 });
  // Else it would show the welcome of a first run instead of the list.
  const settings = JSON.stringify({ version: 1, hasActed: true });
  await writeFile(join(valet.home, 'settings.json'), settings);
}
