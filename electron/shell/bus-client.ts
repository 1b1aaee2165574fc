import type { EventEmitter } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Clock } from '../core/ports.ts';
import { withTimeLimit } from './time-limit.ts';

/** A message of D-Bus, as far as it is read here. */
export interface BusMessage {
  readonly type?: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly body?: readonly unknown[];
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** A connection to a bus. */
export interface BusClient {
  /** The first value of the answer. Rejects with the bus's error, or after the time limit. */
  call(call: BusCall): Promise<unknown>;
  /** Asks the bus for the signals that a match rule describes. */
  subscribe(rule: string): Promise<void>;
  /** Ends it, also while it is still connecting. May be called twice. */
  close(): void;
}

export interface BusOptions {
  readonly endpoint: NetConnectOpts;
  readonly clock: Clock;
  readonly onSignal: (message: BusMessage) => void;
  /** Told once where the connection ends and `close` was not called. */
  readonly onLost: (reason: string) => void;
}

/** The part of `@homebridge/dbus-native` that is used; its own types leave out most of it. */
interface Library {
  createClient(options: { stream: Socket; authMethods: readonly string[] }): {
    readonly connection: EventEmitter;
    invoke(call: object, callback: (error: unknown, value?: unknown) => void): void;
  };
}

const SIGNAL = 4;
const CALL_LIMIT_MS = 3_000;

/**
 * Connects to a bus and says hello. The library is loaded here, on Linux alone. The socket is our
 * own, since the library can be neither closed at once nor told to stop waiting. Rejects with the
 * reason where there is no bus.
 */
export async function connectBus(options: BusOptions): Promise<BusClient> {
  const { clock, endpoint } = options;
  const library = await loadLibrary();
  const stream = await openSocket(endpoint, clock);
  const client = library.createClient({ stream, authMethods: ['EXTERNAL'] });
  let isOver = false;
  const lost = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    stream.destroy();
    options.onLost(reason);
  };
  client.connection.on('error', (error: unknown) => lost(String(error)));
  stream.on('close', () => lost('the bus closed the connection'));
  client.connection.on('message', (message: BusMessage) => {
    if (message.type === SIGNAL && !isOver) options.onSignal(message);
  });
  const call = (message: BusCall): Promise<unknown> => {
    if (isOver) return Promise.reject(new Error('the connection to the bus is over'));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    client.invoke({ ...message }, (error, value) =>
      error ? reject(asError(error)) : resolve(value),
    );
    return withTimeLimit(clock, CALL_LIMIT_MS, promise, () => {
      throw new Error(`${message.member} got no answer in time`);
    });
  };
  return {
    call,
    subscribe: async (rule) => {
      await call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
    },
    close: () => {
      isOver = true;
      stream.destroy();
    },
  };
}

const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

async function loadLibrary(): Promise<Library> {
  const loaded: unknown = await import('@homebridge/dbus-native');
  return (loaded as { default: Library }).default;
}

async function openSocket(endpoint: NetConnectOpts, clock: Clock): Promise<Socket> {
  const stream = connect(endpoint);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.once('connect', resolve);
  stream.once('error', reject);
  try {
    await withTimeLimit(clock, CALL_LIMIT_MS, promise, () => {
      throw new Error('the bus did not let us connect in time');
    });
    return stream;
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

/** The library's own errors are plain objects with a name and a message. */
function asError(error: unknown): Error {
  const { name, message } = error as { name?: string; message?: string };
  return error instanceof Error ? error : new Error(`${name ?? 'an error'}: ${message ?? ''}`);
}
