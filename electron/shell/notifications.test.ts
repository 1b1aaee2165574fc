import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { expect, test, vi } from 'vitest';
import { type Notice, type NotificationClass, Notifier } from './notifications.ts';
import { lineLogger } from './testing/memory-mark.ts';

/** Compiles only while Electron's class is what the notifier takes. */
type IsElectrons = typeof Electron.Notification extends NotificationClass ? true : never;

class FakeNotification extends EventEmitter {
  static supported = true;
  static all: FakeNotification[] = [];
  static isSupported = () => FakeNotification.supported;
  isOpen = false;
  readonly options: Electron.NotificationConstructorOptions;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
    FakeNotification.all.push(this);
  }
  show(): void {
    this.isOpen = true;
  }
  close(): void {
    this.isOpen = false;
    this.emit('close');
  }
}

function setUp(platform: NodeJS.Platform = 'linux') {
  FakeNotification.supported = true;
  FakeNotification.all = [];
  const logger = lineLogger();
  const notifier = new Notifier({ Notification: FakeNotification, platform, logger });
  const run = vi.fn<() => void>();
  const notice: Notice = {
    id: 'mfa',
    title: 'Admin needs an MFA code',
    body: 'Account 111122223333',
    action: { label: 'Enter code', run },
  };
  return { notifier, notice, run, logger, all: FakeNotification.all };
}

test("Electron's own class fits", () => {
  const fits: IsElectrons = true;
  expect(fits).toBe(true);
});

test.each(['linux', 'win32', 'darwin'] as const)('a plain click does it on %s', (platform) => {
  const { notifier, notice, run, all } = setUp(platform);
  expect(notifier.notify(notice)).toBe(true);
  expect(all[0]?.options).toEqual({
    title: notice.title,
    body: notice.body,
    ...(platform === 'darwin' ? { actions: [{ type: 'button', text: 'Enter code' }] } : {}),
  });
  all[0]?.emit('click');
  expect(run).toHaveBeenCalledTimes(1);
});

test('the button does the same, and both together do it once', () => {
  const { notifier, notice, run, all } = setUp('darwin');
  notifier.notify(notice);
  all[0]?.emit('action', {}, 0);
  all[0]?.emit('click');
  expect(run).toHaveBeenCalledTimes(1);
});

test('the same id takes the place of the earlier one, another id does not', () => {
  const { notifier, notice, all } = setUp();
  notifier.notify(notice);
  notifier.notify({ ...notice, body: 'again' });
  notifier.notify({ ...notice, id: 'other' });
  expect(all.map(({ isOpen }) => isOpen)).toEqual([false, true, true]);
  // A late event of the earlier one doesn't drop the later one.
  all[0]?.emit('close');
  notifier.dismiss('mfa');
  expect(all.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  notifier.dismissAll();
  expect(all.map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
});

test('no support is logged once and never thrown', () => {
  const { notifier, notice, logger, all } = setUp();
  FakeNotification.supported = false;
  expect(notifier.notify(notice)).toBe(false);
  expect(notifier.notify(notice)).toBe(false);
  expect(all).toHaveLength(0);
  expect(logger.lines).toHaveLength(1);
});

test('what fails is logged: showing, and the action', async () => {
  const shown = setUp();
  shown.notifier.notify(shown.notice);
  shown.all[0]?.emit('failed', {}, 'no permission');
  expect(shown.logger.lines.join()).toContain('no permission');
  const acted = setUp();
  acted.notifier.notify({
    ...acted.notice,
    action: { label: 'Go', run: () => Promise.reject(new Error('the window is gone')) },
  });
  acted.all[0]?.emit('click');
  await vi.waitFor(() => expect(acted.logger.lines.join()).toContain('the window is gone'));
});

test('a secret that slipped into a text is masked', () => {
  const { notifier, notice, all } = setUp();
  notifier.notify({ ...notice, body: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' });
  expect(JSON.stringify(all[0]?.options)).not.toContain('wJalr');
});
