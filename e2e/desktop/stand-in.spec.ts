/**
 * Proof of the stand-in itself, by a small app of its own (e2e/stand-in/testing/proof): what the
 * other specs rely on, and that it is as strict as Electron. It never runs on the real one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { DesktopApp } from './fixture/desktop.ts';
import { eventually } from './fixture/eventually.ts';
import { launchStandIn } from './fixture/stand-in-desktop.ts';

const MAIN = join(import.meta.dirname, '..', 'stand-in', 'testing', 'proof', 'main.ts');

const test = base.extend<{ home: string; proof: DesktopApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants an object pattern here.
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'role-valet-proof-'));
    await use(home);
    await rm(home, { recursive: true, force: true });
  },
  proof: async ({ home }, use) => {
    const app = await launch(home);
    await use(app);
    await app.close();
  },
});

function launch(home: string, argv: readonly string[] = ['--from-spec']): Promise<DesktopApp> {
  return launchStandIn({
    mainPath: MAIN,
    environment: { HOME: home, PATH: process.env.PATH ?? '' },
    argv,
  });
}

/** Calls the exposed bridge in the page. */
function invoke(app: DesktopApp, channel: string, ...values: unknown[]): Promise<unknown> {
  return app.page.evaluate(
    async (call) => {
      const { proof } = globalThis as unknown as {
        proof: { invoke(channel: string, ...values: unknown[]): Promise<unknown> };
      };
      try {
        return await proof.invoke(call.channel, ...call.values);
      } catch (error) {
        return `thrown: ${(error as Error).message}`;
      }
    },
    { channel, values },
  );
}

async function says(app: DesktopApp, text: string): Promise<void> {
  await eventually(
    text,
    () => {
      if (!app.output().split('\n').includes(text)) throw new Error(`not said: ${text}`);
    },
    app,
  );
}

// Second tries are for tests with a keyring.
test.describe.configure({ retries: 0 });

test('runs main, preload and page, and carries values both ways', async ({ proof }) => {
  await expect(proof.page.locator('#answer')).toHaveText(
    'hello true 5 true app://proof app://proof/index.html',
  );
  expect(await proof.window.title()).toBe('Proof');
  await expect.poll(() => proof.window.isVisible()).toBe(true);
  expect(proof.bridgeMessages().join()).toContain('hello');
  expect(proof.problems()).toEqual([]);
  expect(proof.outsideRequests()).toEqual([]);
});

test('gives errors as Electron does, and refuses what it refuses', async ({ proof }) => {
  expect(await invoke(proof, 'fail')).toBe(
    "thrown: Error invoking remote method 'fail': TypeError: that is wrong",
  );
  expect(await invoke(proof, 'nobody')).toBe(
    "thrown: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
  expect(await invoke(proof, 'uncloneable')).toContain('An object could not be cloned.');
  expect(await invoke(proof, 'try', 'sandbox')).toContain('before app is ready');
  expect(await invoke(proof, 'try', 'schemes')).toContain('before app is ready');
  expect(await invoke(proof, 'try', 'unknown')).toContain('StandInApp.setBadgeCount');
  expect(await invoke(proof, 'try', 'unknownModule')).toContain('safeStorage');
  expect(await invoke(proof, 'try', 'otherSession')).toBe('false');
  await invoke(proof, 'try', 'external');
  expect(await proof.openedExternally()).toEqual(['https://example.com/console']);
});

test('exposes a frozen bridge and nothing else', async ({ proof }) => {
  const seen = await proof.page.evaluate(async () => {
    const page = window as unknown as {
      proof: Record<string, unknown> & {
        nested: { list: [number, { deep: boolean }]; when: Date };
      };
      strangers: string[];
    };
    const attempt = (work: () => unknown): string => {
      try {
        return String(work());
      } catch (error) {
        return (error as Error).name;
      }
    };
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inFrame = Object.getOwnPropertyNames(frame.contentWindow ?? {});
    return {
      keys: Object.keys(page.proof),
      strangers: page.strangers,
      strangersInFrame: inFrame.filter((name) => /^binding|proof|playwright/i.test(name)),
      frozen: [page.proof, page.proof.nested, page.proof.nested.list].every(Object.isFrozen),
      descriptor: Object.getOwnPropertyDescriptor(page, 'proof')?.configurable,
      date: page.proof.nested.when.getTime(),
      isReplaced: Reflect.set(page, 'proof', 1),
      symbol: attempt(() => (page.proof.invoke as (value: symbol) => unknown)(Symbol('x'))),
      fsError: page.proof.fsError,
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    };
  });
  expect(seen).toEqual({
    keys: ['invoke', 'onSaid', 'fsError', 'nested'],
    strangers: [],
    strangersInFrame: [],
    frozen: true,
    descriptor: false,
    date: 0,
    isReplaced: false,
    symbol: 'Error',
    fsError: 'module not found: node:fs',
    node: ['undefined', 'undefined'],
  });
});

test('keeps the policy, the network and other windows shut, and tells of it', async ({ proof }) => {
  await proof.page.evaluate(async () => {
    const image = new Image();
    image.src = 'https://example.com/pixel.png';
    document.body.append(image);
    await fetch('https://example.com/data').catch(() => undefined);
    try {
      Reflect.set(document.body, 'innerHTML', '<p>');
    } catch {
      document.title = 'trusted types';
    }
    window.open('https://example.com/popup');
  });
  await says(proof, 'open https://example.com/popup');
  await proof.page.evaluate(() => {
    location.href = 'https://example.com/away';
  });
  await says(proof, 'navigate https://example.com/away');
  await expect(proof.page.getByRole('heading', { name: 'Proof' })).toBeVisible();
  expect(await proof.window.title()).toBe('trusted types');
  for (const directive of ['img-src', 'connect-src', 'require-trusted-types-for']) {
    expect(proof.problems().join('\n')).toContain(`securitypolicyviolation: ${directive}`);
  }
  expect(proof.outsideRequests()).toEqual([]);
  const permission = await proof.page.evaluate(() => Notification.requestPermission());
  expect(permission).toBe('denied');
});

test('draws the tray: icon, tooltip, menu, submenu, click', async ({ proof }, info) => {
  await expect(proof.page.locator('#answer')).not.toBeEmpty();
  expect(await proof.tray.icon()).toBe('idle');
  expect(await proof.tray.tooltip()).toBe('clicked 0 times');
  await proof.tray.click('Count (0)');
  await proof.tray.click(/^Count \(1/);
  await expect.poll(() => proof.tray.tooltip()).toBe('clicked 2 times');
  expect(await proof.tray.icon()).toBe('active');
  const items = await proof.tray.items();
  expect(items.map(({ type, label }) => `${type} ${label}`.trim())).toEqual([
    'header Active',
    'normal Count (2)',
    'separator',
    'submenu More & more',
    'normal Not now',
    'normal Quit',
  ]);
  expect(items[3]?.items[0]).toMatchObject({ type: 'checkbox', checked: true });
  await proof.tray.click('More & more', 'Deeper', 'Say');
  await expect(proof.page.locator('#said')).toHaveText('said from tray');
  await proof.tray.open('More & more');
  await proof.tray.screenshot(info.outputPath('tray.png'));
});

test('keeps the clipboard with its formats', async ({ proof }) => {
  expect(await invoke(proof, 'copy')).toBe('copied text');
  expect(await proof.clipboard.text()).toBe('copied text');
  expect(await proof.clipboard.formats()).toEqual(['text/plain', 'x-kde-passwordManagerHint']);
  await invoke(proof, 'clear');
  await expect.poll(() => proof.clipboard.text()).toBe('');
  await proof.clipboard.writeText('from another program');
  expect(await proof.clipboard.formats()).toEqual(['text/plain']);
});

test('sends the events of a desktop', async ({ proof }) => {
  await invoke(proof, 'notify');
  expect(await proof.notifications()).toEqual([
    { title: 'Needs a code', body: 'for prod', actions: [] },
  ]);
  await proof.clickNotification(0);
  await says(proof, 'notification clicked');
  await proof.emitPower('lock-screen');
  await says(proof, 'locked');
  expect(await proof.pressGlobalShortcut('Ctrl+Shift+R')).toBe(true);
  expect(await proof.pressGlobalShortcut('Ctrl+Shift+S')).toBe(false);
  await says(proof, 'shortcut');
  const isDark = () =>
    proof.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await proof.setColorScheme('dark');
  await says(proof, 'dark true');
  expect(await isDark()).toBe(true);
  expect(await invoke(proof, 'theme', 'light')).toBe(false);
  await expect.poll(isDark).toBe(false);
});

test('asks in a message box, and keeps downloads to main', async ({ proof }) => {
  const asked = invoke(proof, 'ask');
  await proof.answerDialog('Cancel');
  expect(await asked).toBe('Cancel');
  expect(await proof.dialogs()).toEqual([]);
  await proof.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['text']));
    link.download = 'text.txt';
    link.click();
  });
  await eventually(
    'the download',
    () => {
      if (!proof.output().includes('download blob:')) throw new Error('main was not asked');
    },
    proof,
  );
  expect(proof.problems()).toEqual([]);
});

test('tells main when the preload script fails', async ({ home }) => {
  const app = await launch(home, ['--bad-preload']);
  try {
    await says(app, 'preload failed: preload.missing is not a function');
    expect(app.problems().join()).toContain('preload: ');
  } finally {
    await app.close();
  }
});

test('hides on close, comes back for a second copy, and quits in order', async ({ proof }) => {
  await expect.poll(() => proof.window.isVisible()).toBe(true);
  await proof.window.pressClose();
  await expect.poll(() => proof.window.isVisible()).toBe(false);
  const copy = await proof.startSecondCopy();
  expect(copy).toEqual({ exitCode: 0, output: 'another copy runs\n' });
  await says(proof, 'second copy --from-spec');
  await expect.poll(() => proof.window.isVisible()).toBe(true);
  await proof.tray.click('Quit');
  expect(await proof.exited).toBe(0);
});

test('survives a kill of main, and the next start takes the lock over', async ({ home, proof }) => {
  await proof.clipboard.writeText('left behind');
  await proof.kill('SIGKILL');
  expect(await proof.exited).toBeNull();
  const next = await launch(home);
  try {
    await expect(next.page.locator('#answer')).toContainText('hello');
    expect(await next.clipboard.text()).toBe('left behind');
    expect(await next.quit()).toBe(0);
  } finally {
    await next.close();
  }
});

test('fails with what main said when it ends too early', async ({ home }) => {
  const launching = launchStandIn({
    mainPath: join(home, 'missing.js'),
    environment: { HOME: home, PATH: process.env.PATH ?? '' },
  });
  await expect(launching).rejects.toThrow(/Cannot find module/);
});
