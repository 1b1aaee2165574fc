import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserCommand, openBrowser, reasonAgainstBrowser } from './open-browser.ts';

const URL_WITH_ALL = 'https://oidc.example/authorize?a=1&b=%20$(x)`y`;z';

test('a browser opens where the person sits', () => {
  expect(reasonAgainstBrowser({ DISPLAY: ':0' }, 'linux')).toBeUndefined();
  expect(reasonAgainstBrowser({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeUndefined();
  expect(reasonAgainstBrowser({}, 'darwin')).toBeUndefined();
  expect(reasonAgainstBrowser({}, 'win32')).toBeUndefined();
  expect(reasonAgainstBrowser({}, 'linux')).toContain('no display');
  expect(reasonAgainstBrowser({ DISPLAY: ':0', SSH_TTY: '/dev/pts/1' }, 'linux')).toContain('SSH');
  expect(reasonAgainstBrowser({ SSH_CONNECTION: 'a b' }, 'darwin')).toContain('SSH');
  expect(reasonAgainstBrowser({ SSH_CONNECTION: 'a b', BROWSER: 'w3m' }, 'linux')).toBeUndefined();
});

test('the program of the system, or that of BROWSER, with the address as one word', () => {
  const url = URL_WITH_ALL;
  expect(browserCommand(url, {}, 'linux')).toEqual(['xdg-open', url]);
  expect(browserCommand(url, {}, 'darwin')).toEqual(['open', url]);
  expect(browserCommand(url, {}, 'win32')).toEqual([
    'rundll32',
    'url.dll,FileProtocolHandler',
    url,
  ]);
  expect(browserCommand(url, { BROWSER: 'firefox:chromium' }, 'linux')).toEqual(['firefox', url]);
  expect(browserCommand(url, { BROWSER: "'my browser' --new=%s" }, 'linux')).toEqual([
    'my browser',
    `--new=${url}`,
  ]);
});

test.skipIf(process.platform === 'win32')('no shell reads the address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-browser-'));
  try {
    const program = join(folder, 'browser');
    await writeFile(program, `#!/bin/sh\nprintf '%s' "$1" > "${folder}/seen"\n`);
    await chmod(program, 0o700);
    const environment = { PATH: process.env.PATH, BROWSER: program };
    expect(await openBrowser(URL_WITH_ALL, environment, 'linux')).toBe(true);
    expect(await readFile(join(folder, 'seen'), 'utf8')).toBe(URL_WITH_ALL);
    const missing = { BROWSER: join(folder, 'missing') };
    expect(await openBrowser(URL_WITH_ALL, missing, 'linux')).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
