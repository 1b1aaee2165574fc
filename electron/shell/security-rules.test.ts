import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTest } from '../../tools/rules/layers.ts';

interface SecurityRule {
  readonly reason: string;
  readonly pattern: RegExp;
  /** The files that may. */
  readonly exceptIn?: readonly string[];
  /** A line that breaks the rule. */
  readonly sample: string;
}

const RULES: readonly SecurityRule[] = [
  {
    reason: 'a crash report holds memory, and so secrets',
    pattern: /\bcrashReporter\b/,
    sample: "import { crashReporter } from 'electron';",
  },
  {
    reason: 'pages come from app:, which has no rights on the disk',
    pattern: /\bfile:\/\/|\bloadFile\(/,
    sample: "window.loadURL('file:///index.html');",
  },
  {
    reason: 'links are opened in one place, which knows the list',
    // As a permission's name it has a sentence behind it.
    pattern: /\bopenExternal\b(?!: ')/,
    exceptIn: ['electron/shell/web-links.ts'],
    sample: 'shell.openExternal(url);',
  },
  {
    reason: 'main never puts code into a page',
    pattern: /\b(executeJavaScript\w*|insertCSS|insertText)\b/,
    sample: "contents.executeJavaScript('1');",
  },
  {
    reason: 'no text becomes code',
    pattern: /\beval\(|\bnew Function\(|from 'node:vm'/,
    sample: 'eval(text);',
  },
  {
    reason: 'the page has verbs, not the machine',
    pattern: /@electron\/remote|\b(electron|app)\.remote\b|\benableRemoteModule\b/,
    sample: "import { initialize } from '@electron/remote/main';",
  },
  {
    reason: 'a guard of the window is loosened (security table, items 1 to 4)',
    pattern:
      /\b(contextIsolation|sandbox|webSecurity|safeDialogs)\b['"]?\s*[:=]\s*(false|!1)|\b(nodeIntegration(In\w+)?|allowRunningInsecureContent|experimentalFeatures|webviewTag|plugins|navigateOnDragDrop|spellcheck|enableDeprecatedPaste|bypassCSP|allowServiceWorkers)\b['"]?\s*[:=]\s*(true|!0)/,
    sample: 'webPreferences: { nodeIntegrationInWorker: true }',
  },
  {
    reason: 'no feature of the engine is switched on, and no switch of it touched',
    pattern:
      /\b(enableBlinkFeatures|disableBlinkFeatures|appendSwitch|appendArgument)\b|--no-sandbox|--disable-web-security/,
    sample: "app.commandLine.appendSwitch('no-sandbox');",
  },
  {
    reason: 'developer tools are off where the app is packaged, and nobody opens them',
    pattern:
      /\b(open|toggle)DevTools\b|devTools:\s*true|role: '(toggleDevTools|reload|forceReload)'/i,
    sample: 'window.webContents.openDevTools();',
  },
  {
    reason: 'the session leaves nothing on the disk',
    pattern: /['"]persist:|\bdefaultSession\b/,
    sample: "session.fromPartition('persist:role-valet');",
  },
  {
    reason: 'channels are made from the contract, by the router and the preload script',
    pattern: /\bipc(Main|Renderer)\.(on|once|handle|handleOnce|send|sendSync|invoke)\(/,
    exceptIn: ['electron/shell/ipc-router.ts', 'electron/preload.ts'],
    sample: "ipcMain.on('secret', () => undefined);",
  },
];

/** Rules that one file breaks, with their lines. Comments count too: an example gets copied. */
function brokenRules(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      RULES.filter(
        ({ pattern, exceptIn }) => exceptIn?.includes(file) !== true && pattern.test(line),
      ).map(({ reason }) => `${file}:${index + 1} ${reason}`),
    );
}

const root = join(import.meta.dirname, '..', '..');
const files = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
  .map((name) => `electron/${name.replaceAll('\\', '/')}`)
  .filter((file) => /\.(ts|js|cjs|mjs)$/.test(file) && !isTest(file))
  .sort();

describe('the source of the desktop app', () => {
  test('is found', () => {
    expect(files).toContain('electron/main.ts');
    expect(files).toContain('electron/preload.ts');
    expect(files).toContain('electron/shell/window-options.ts');
    expect(files.length).toBeGreaterThan(100);
  });

  test('breaks no rule of the security table', () => {
    const broken = files.flatMap((file) =>
      brokenRules(file, readFileSync(join(root, file), 'utf8')),
    );
    expect(broken).toEqual([]);
  });
});

describe('the rules themselves', () => {
  test.each(RULES)('$sample is found', ({ sample, reason }) => {
    expect(brokenRules('electron/shell/a.ts', sample)).toEqual([`electron/shell/a.ts:1 ${reason}`]);
  });

  test('the exceptions are files that use what they may', () => {
    for (const { exceptIn, pattern } of RULES) {
      for (const file of exceptIn ?? []) {
        expect(readFileSync(join(root, file), 'utf8'), file).toMatch(pattern);
      }
    }
  });

  test.each([
    'contextIsolation: true',
    'sandbox: true',
    'nodeIntegration: false',
    'devTools: !isPackaged',
    'const line = `eval "$(role-valet env prod)"`;',
    "role: 'close'",
  ])('%s is fine', (line) => {
    expect(brokenRules('electron/shell/a.ts', line)).toEqual([]);
  });
});
