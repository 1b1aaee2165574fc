import { connect, type Socket } from 'node:net';
import { busEndpoints } from '../bus-address.ts';

/** What of the library a service needs. */
interface Server {
  readonly connection: { on(event: 'error', listener: (error: unknown) => void): void };
  exportInterface(object: object, path: string, description: object): void;
  setMethodCallHandler(
    path: string,
    face: string,
    member: string,
    handler: [(argument: unknown) => unknown, string],
  ): void;
  requestName(name: string, flags: number, callback: (error: unknown) => void): void;
  sendSignal(path: string, face: string, name: string, signature: string, body: unknown[]): void;
}

export const SESSION_PATH = '/org/freedesktop/login1/session/_32';
const LOGIN = 'org.freedesktop.login1';
const MANAGER_PATH = '/org/freedesktop/login1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

export interface FakeLogind {
  readonly asked: string[];
  /** Sends a signal of the session, of another session, or of the manager. */
  session(member: 'Lock' | 'Unlock', path?: string): void;
  hint(isLocked: boolean, path?: string): void;
  prepareForSleep(isStarting: boolean): void;
  stop(): void;
}

/**
 * Serves org.freedesktop.login1 on a bus, as far as it is used. `knows` says by which ways the
 * session can be found.
 */
export async function fakeLogind(
  address: string,
  knows: { readonly byProcess: boolean; readonly byId?: string; readonly isLocked?: boolean },
): Promise<FakeLogind> {
  const [endpoint] = busEndpoints(address);
  if (endpoint === undefined) throw new Error(`can not connect to ${address}`);
  const stream: Socket = connect(endpoint);
  const loaded: unknown = await import('@homebridge/dbus-native');
  const library = (loaded as { default: { createClient(options: object): Server } }).default;
  const bus = library.createClient({ stream, authMethods: ['EXTERNAL'] });
  bus.connection.on('error', () => stream.destroy());
  const asked: string[] = [];
  const noSession = Object.assign(new Error('no session'), { dbusName: `${LOGIN}.NoSuchSession` });

  const answers = {
    GetSessionByPID: {
      signature: 'o',
      answer: (processId: unknown) => {
        asked.push(`process ${processId}`);
        return knows.byProcess ? SESSION_PATH : noSession;
      },
    },
    GetSession: {
      signature: 'o',
      answer: (id: unknown) => {
        asked.push(`session ${id}`);
        return id === knows.byId ? SESSION_PATH : noSession;
      },
    },
  };
  for (const [member, { answer, signature }] of Object.entries(answers)) {
    bus.setMethodCallHandler(MANAGER_PATH, `${LOGIN}.Manager`, member, [answer, signature]);
  }
  // The library answers `Get` by itself for what is exported.
  bus.exportInterface({ LockedHint: knows.isLocked === true }, SESSION_PATH, {
    name: `${LOGIN}.Session`,
    properties: { LockedHint: 'b' },
  });
  await new Promise<void>((resolve, reject) => {
    bus.requestName(LOGIN, 0, (error) => (error ? reject(error) : resolve()));
  });
  return {
    asked,
    session: (member, path = SESSION_PATH) =>
      bus.sendSignal(path, `${LOGIN}.Session`, member, '', []),
    hint: (isLocked, path = SESSION_PATH) =>
      bus.sendSignal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [
        `${LOGIN}.Session`,
        [
          ['IdleHint', ['b', true]],
          ['LockedHint', ['b', isLocked]],
        ],
        [],
      ]),
    prepareForSleep: (isStarting) =>
      bus.sendSignal(MANAGER_PATH, `${LOGIN}.Manager`, 'PrepareForSleep', 'b', [isStarting]),
    stop: () => stream.destroy(),
  };
}
