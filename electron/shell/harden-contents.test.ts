import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { expect, test } from 'vitest';
import { hardenAllContents } from './harden-contents.ts';
import { recordedLog } from './testing/recorded-log.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

class FakeContents extends EventEmitter {
  openHandler: OpenHandler | undefined;
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  wantWindow(url: string) {
    return this.openHandler?.({ url } as Electron.HandlerDetails);
  }
}

class FakeApp extends EventEmitter {
  isSandboxed = false;
  enableSandbox(): void {
    this.isSandboxed = true;
  }
}

/** Hardens an app and makes some contents in it. */
function hardened() {
  const app = new FakeApp();
  const opened: string[] = [];
  const log = recordedLog();
  hardenAllContents(app, { openLink: (link) => opened.push(link), logger: log });
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return { app, contents, opened, log };
}

test('every page is sandboxed, whatever its own preferences say', () => {
  expect(hardened().app.isSandboxed).toBe(true);
});

test('the handlers that keep a page in place are these', () => {
  expect(hardened().contents.eventNames().sort()).toEqual([
    'will-attach-webview',
    'will-frame-navigate',
    'will-navigate',
    'will-redirect',
  ]);
});

test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
  '%s is prevented wherever it leads',
  (name) => {
    const { contents, opened, log } = hardened();
    const urls = [
      'https://evil.test/?token=planted-secret',
      'https://docs.aws.amazon.com/',
      'app://role-valet/index.html',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'about:blank',
    ];
    let prevented = 0;
    for (const url of urls) {
      contents.emit(name, { url, preventDefault: () => (prevented += 1) }, url);
    }
    expect(prevented).toBe(urls.length);
    expect(opened).toEqual([]);
    expect(log.lines).toHaveLength(urls.length);
    expect(log.text()).not.toContain('planted');
  },
);

test.each([
  ['https://docs.aws.amazon.com/cli/', ['https://docs.aws.amazon.com/cli/']],
  ['https://evil.test/?token=planted-secret', []],
  ['https://docs.aws.amazon.com.evil.test/', []],
  ['https://me@docs.aws.amazon.com/', []],
  ['javascript:alert(1)', []],
  ['file:///etc/passwd', []],
  ['smb://evil.test/x', []],
  ['app://role-valet/index.html', []],
  ['about:blank', []],
])('no window opens for %s', (url, expected) => {
  const { contents, opened, log } = hardened();
  expect(contents.wantWindow(url)).toEqual({ action: 'deny' });
  expect(opened).toEqual(expected);
  expect(log.text()).not.toContain('planted');
});
