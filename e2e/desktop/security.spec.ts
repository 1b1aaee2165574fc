import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VERB_NAMES } from '../../electron/contract/names.ts';
import { CHAINED_ROLE } from '../practice.ts';
import { textOf } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { openRoles, press, row, switchWithCode } from './steps.ts';

/** What the window may ask for. A new name here is a new way into main: review it. */
const REVIEWED_BRIDGE = [
  'addKey',
  'answerMfa',
  'copyCommand',
  'copyDetail',
  'copyExports',
  'copyPracticeSetUp',
  'copyUnset',
  'dismissMfa',
  'hideWindow',
  'leavePractice',
  'markAccount',
  'markRole',
  'onShow',
  'onSnapshot',
  'openPractice',
  'practiceCode',
  'previewPlan',
  'quit',
  'readRoleForm',
  'removeKey',
  'retryKeychain',
  'saveRole',
  'saveSettings',
  'snapshot',
  'stopAll',
  'stopRole',
  'switchRole',
  'useMemoryOnly',
  'verifyKey',
  'writeRole',
];

test.describe('the content security policy', () => {
  test.use({ pageProblems: 'expected' });

  test('blocks whatever a page could be made to do', async ({ desktop }) => {
    const outcome = await desktop.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        violations.push(effectiveDirective),
      );
      const blocked: Record<string, boolean> = {};
      const attempt = async (name: string, work: () => unknown): Promise<void> => {
        const before = violations.length;
        let hasThrown = false;
        try {
          await work();
        } catch {
          hasThrown = true;
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
        blocked[name] = hasThrown || violations.length > before;
      };
      const add = (tag: string, attributes: Record<string, string>): HTMLElement => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
        return element;
      };
      await attempt('image', () => add('img', { src: 'https://example.com/a.png' }));
      await attempt('data image', () => add('img', { src: 'data:image/png;base64,AAAA' }));
      await attempt('frame', () => add('iframe', { src: 'https://example.com/' }));
      await attempt('stylesheet', () =>
        add('link', { rel: 'stylesheet', href: 'https://example.com/a.css' }),
      );
      await attempt('style element', () => {
        const style = add('style', {});
        style.textContent = 'body { color: red }';
      });
      await attempt('event handler attribute', () =>
        add('div', { onclick: 'document.title = 1' }).click(),
      );
      await attempt('inline script', () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
      });
      await attempt('inner html', () => {
        document.createElement('div').innerHTML = '<b>x</b>';
      });
      await attempt('base', () => add('base', { href: 'https://example.com/' }));
      await attempt('object', () => add('object', { data: 'https://example.com/a' }));
      await attempt('form', () => {
        const form = add('form', { action: 'https://example.com/', method: 'post' });
        (form as HTMLFormElement).submit();
      });
      await attempt('fetch', () => fetch('https://example.com/'));
      await attempt('own fetch', () => fetch('index.html'));
      await attempt('beacon', () => {
        if (!navigator.sendBeacon('https://example.com/')) throw new Error('refused');
      });
      await attempt('web socket', () => new WebSocket('wss://example.com/'));
      await attempt('worker', () => new Worker('https://example.com/w.js'));
      return { blocked, ran: 'ran' in window };
    });
    const open = Object.entries(outcome.blocked).filter(([, isBlocked]) => !isBlocked);
    expect(open).toEqual([]);
    expect(outcome.ran).toBe(false);
    expect(desktop.outsideRequests()).toEqual([]);
  });
});

test('the bridge is a reviewed list, frozen, and all that the page has of main', async ({
  desktop,
}) => {
  const seen = await desktop.page.evaluate(() => {
    const bridge = (window as unknown as { roleValet: object }).roleValet;
    const descriptor = Object.getOwnPropertyDescriptor(window, 'roleValet');
    return {
      keys: Object.keys(bridge).sort(),
      isFrozen: Object.isFrozen(bridge),
      isWritable: descriptor?.writable,
      isConfigurable: descriptor?.configurable,
      leaks: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    };
  });
  expect(seen).toEqual({
    keys: REVIEWED_BRIDGE,
    isFrozen: true,
    isWritable: false,
    isConfigurable: false,
    leaks: [],
  });
  expect([...VERB_NAMES, 'onShow', 'onSnapshot'].sort()).toEqual(REVIEWED_BRIDGE);
});

test('every verb answers nonsense with a closed error, and echoes nothing of it', async ({
  desktop,
}) => {
  const answers = await desktop.page.evaluate(async (names) => {
    const bridge = (
      window as unknown as { roleValet: Record<string, (...all: unknown[]) => unknown> }
    ).roleValet;
    const nonsense = [
      [{ secret: 'planted-nonsense' }, 1, 2, 3],
      ['planted-nonsense'.repeat(9_000)],
    ];
    const results: [string, unknown][] = [];
    for (const name of names) {
      for (const parameters of nonsense) {
        results.push([name, await bridge[name]?.(...parameters)]);
      }
    }
    return results;
  }, VERB_NAMES);
  expect(answers).toHaveLength(VERB_NAMES.length * 2);
  for (const [name, answer] of answers) {
    expect(answer, name).toMatchObject({ ok: false, error: { code: 'USAGE' } });
    expect(Object.keys((answer as { error: object }).error).sort()).toEqual([
      'code',
      'hint',
      'message',
    ]);
  }
  expect(JSON.stringify(answers)).not.toContain('planted-nonsense');
});

test('the page stays where it is, opens nothing and is allowed nothing', async ({ desktop }) => {
  const { page } = desktop;
  const before = page.url();
  const permissions = await page.evaluate(async () => {
    window.open('https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html');
    window.open('https://docs.aws.amazon.com.example.com/');
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    location.href = 'https://example.com/';
    const denied = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        const answer = await work();
        return answer === 'denied';
      } catch {
        return true;
      }
    };
    return [
      await denied(() => Notification.requestPermission()),
      await denied(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      await denied(() => navigator.clipboard.readText()),
    ];
  });
  expect(permissions).toEqual([true, true, true]);
  await expect.poll(() => desktop.openedExternally()).toHaveLength(1);
  expect((await desktop.openedExternally())[0]).toContain('https://docs.aws.amazon.com/IAM/');
  expect(page.url()).toBe(before);
  await expect(page.getByRole('heading', { name: 'Welcome to Role Valet' })).toBeVisible();
});

test('no planted secret is anywhere but in the keychain, the clipboard and the target', async ({
  launch,
  valet,
}) => {
  const desktop = await openRoles(launch, valet);
  const { page } = desktop;
  const baseSecrets = valet.organisation.users.flatMap(({ keys }) =>
    keys.map(({ secretAccessKey }) => secretAccessKey),
  );
  await switchWithCode(page, valet, CHAINED_ROLE);
  await press(page, CHAINED_ROLE, /^Copy exports/);
  await press(page, CHAINED_ROLE, /^Details/);
  await expect(page.getByRole('heading', { name: 'How it gets there' })).toBeVisible();
  await page.getByRole('button', { name: 'Keys' }).click();
  await page
    .getByRole('listitem', { name: 'ci' })
    .getByRole('button', { name: /^(Check|Verify)/ })
    .click();
  await expect(page.getByText(/automation\/ci/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Roles' }).click();
  await row(page, CHAINED_ROLE);

  const written = await textOf(valet.credentialsPath);
  const sessionSecrets = [
    ...written.matchAll(/^aws_(?:secret_access_key|session_token) = (.+)$/gm),
  ].map(([, value]) => value ?? '');
  expect(sessionSecrets).toHaveLength(2);
  const secrets = [...baseSecrets, ...sessionSecrets];

  const inPage = await page.evaluate(async () =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
      await indexedDB.databases(),
      document.cookie,
    ]),
  );
  const places: Record<string, string> = {
    page: inPage,
    messages: desktop.bridgeMessages().join('\n'),
    notifications: JSON.stringify(await desktop.notifications()),
    'output of main': desktop.output(),
  };
  for (const name of await readdir(valet.folder, { recursive: true })) {
    const path = join(valet.folder, name);
    const isTarget = path === valet.credentialsPath;
    // The stand-in's clipboard and the keychain's own files are where they belong.
    if (!isTarget && !/clipboard|keyring/i.test(name)) places[name] = await readText(path);
  }
  const found = Object.entries(places).flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map(() => place),
  );
  expect(found).toEqual([]);
  expect(Object.keys(places).length).toBeGreaterThan(8);
});

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('latin1');
  } catch (error) {
    // Folders, sockets, and files that went away meanwhile.
    if (['EISDIR', 'ENXIO', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return '';
    throw error;
  }
}
