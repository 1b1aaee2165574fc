import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { expect, test } from 'vitest';
import { APP_PARTITION, appSession } from './harden-session.ts';
import { DENIED_PERMISSIONS, type Permission } from './permissions.ts';
import { recordedLog } from './testing/recorded-log.ts';

type Handler<Name extends keyof Electron.Session> = Electron.Session[Name] extends (
  handler: infer H,
) => void
  ? NonNullable<H>
  : never;
type BeforeRequest = (
  details: { url: string },
  callback: (response: Electron.CallbackResponse) => void,
) => void;

class FakeSession extends EventEmitter {
  request: Handler<'setPermissionRequestHandler'> | null = null;
  check: Handler<'setPermissionCheckHandler'> | null = null;
  device: Handler<'setDevicePermissionHandler'> | null = null;
  display: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0] = null;
  spells: boolean | undefined;
  before: BeforeRequest | undefined;

  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: typeof this.display): void {
    this.display = handler;
  }
  setSpellCheckerEnabled(isOn: boolean): void {
    this.spells = isOn;
  }
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.before = listener;
    },
  };
}

function hardened() {
  const asked: unknown[][] = [];
  const log = recordedLog();
  const made = new FakeSession();
  const given = appSession(
    {
      fromPartition: (...parameters) => {
        asked.push(parameters);
        return made;
      },
    },
    log,
  );
  expect(given).toBe(made);
  return { session: made, asked, log };
}

const names = Object.keys(DENIED_PERMISSIONS) as Permission[];
const contents = {} as Electron.WebContents;

test('the session is in memory, without cache and without spelling', () => {
  const { session, asked } = hardened();
  expect(asked).toEqual([['role-valet', { cache: false }]]);
  expect(APP_PARTITION.startsWith('persist:')).toBe(false);
  expect(session.spells).toBe(false);
});

test.each([...names, 'a-later-permission' as Permission])('%s is denied', (name) => {
  const { session, log } = hardened();
  const answers: boolean[] = [];
  const details = { isMainFrame: true, requestingUrl: 'app://role-valet/index.html' };
  session.request?.(contents, name, (isGranted) => answers.push(isGranted), details);
  expect(answers).toEqual([false]);
  expect(session.check?.(contents, name, 'app://role-valet', details)).toBe(false);
  expect(log.lines.map(({ fields }) => fields.permission)).toEqual([name]);
});

test('devices and screens are denied', () => {
  const { session } = hardened();
  const device = { deviceType: 'usb' } as Electron.DevicePermissionHandlerHandlerDetails;
  expect(session.device?.(device)).toBe(false);
  const streams: unknown[] = [];
  session.display?.({} as Electron.DisplayMediaRequestHandlerHandlerRequest, (stream) =>
    streams.push(stream),
  );
  expect(streams).toEqual([null]);
});

test('a download is prevented', () => {
  const { session, log } = hardened();
  let prevented = 0;
  session.emit('will-download', { preventDefault: () => (prevented += 1) }, {}, contents, null);
  expect(prevented).toBe(1);
  expect(log.lines).toHaveLength(1);
});

test.each([
  ['app://role-valet/index.html', false],
  ['app://other/index.html', true],
  ['http://127.0.0.1:1/', true],
  ['https://docs.aws.amazon.com/?token=planted-secret', true],
  ['file:///etc/passwd', true],
  ['ws://localhost/', true],
  ['data:text/html,planted-secret', true],
  ['blob:app://role-valet/1', true],
  ['ftp://x/', true],
  ['chrome-extension://x/', true],
  ['not a url', true],
])('%s is cancelled: %s', (url, isCancelled) => {
  const { session, log } = hardened();
  const answers: Electron.CallbackResponse[] = [];
  session.before?.({ url }, (answer) => answers.push(answer));
  expect(answers).toEqual([{ cancel: isCancelled }]);
  expect(log.lines).toHaveLength(isCancelled ? 1 : 0);
  expect(log.text()).not.toContain('planted');
});
