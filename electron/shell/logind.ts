import type { Clock, Environment, Logger } from '../core/ports.ts';
import { busEndpoints, SYSTEM_BUS_ADDRESS } from './bus-address.ts';
import { type BusClient, type BusMessage, connectBus } from './bus-client.ts';
import { ownSession } from './logind-session.ts';

/** What logind tells about the own session and the machine. */
export interface LogindListeners {
  /** Somebody asked for a lock or unlock of the session. */
  readonly lock: () => void;
  readonly unlock: () => void;
  /** The desktop says that it is locked or not; many only set this. */
  readonly lockedHint: (isLocked: boolean) => void;
  readonly sleep: () => void;
  readonly wake: () => void;
  /** Whether lock and unlock are told from now on. */
  readonly works: (isWorking: boolean) => void;
}

export interface LogindOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts listening to logind; gives the function that ends it at once. */
export type Logind = (listeners: LogindListeners) => () => void;

const LOGIN = 'org.freedesktop.login1';
const MANAGER = { path: '/org/freedesktop/login1', interface: `${LOGIN}.Manager` };
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** Pauses before the tries after a lost connection, in a whole run. A bus that comes back does so soon. */
const PAUSES_MS = [1_000, 10_000, 60_000];

/**
 * Listens to systemd-logind on the system bus
 * (https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html). Electron
 * tells of locks on macOS and Windows alone. Never throws: where there is no bus or no logind, the
 * log says why and `works` is told false.
 */
export function logind(options: LogindOptions): Logind {
  return (listeners) => {
    const watch = new LogindWatch(options, listeners);
    void watch.run();
    return () => watch.stop();
  };
}

class LogindWatch {
  readonly #options: LogindOptions;
  readonly #listeners: LogindListeners;
  #bus: BusClient | undefined;
  #session: string | undefined;
  #isStopped = false;

  constructor(options: LogindOptions, listeners: LogindListeners) {
    this.#options = options;
    this.#listeners = listeners;
  }

  stop(): void {
    this.#isStopped = true;
    this.#bus?.close();
  }

  /** Connects, and again where the connection was lost; gives up where connecting failed. */
  async run(): Promise<void> {
    const { clock, logger } = this.#options;
    let tries = 0;
    while (!this.#isStopped) {
      const ended = Promise.withResolvers<string>();
      try {
        await this.#connect(ended.resolve);
      } catch (error) {
        this.#bus?.close();
        ended.resolve(String(error));
        // Where it never was, it won't come.
        if (tries === 0) tries = PAUSES_MS.length;
      }
      const reason = await ended.promise;
      if (this.#isStopped) return;
      this.#listeners.works(false);
      const pause = PAUSES_MS[tries];
      if (pause === undefined) {
        logger.warn('lock and unlock of the screen are not told on this system', { reason });
        return;
      }
      logger.info('the connection to logind ended', { reason });
      tries += 1;
      await clock.sleep(pause);
    }
  }

  async #connect(onLost: (reason: string) => void): Promise<void> {
    const { environment, clock } = this.#options;
    const onSignal = (message: BusMessage): void => this.#hear(message);
    const address = environment.DBUS_SYSTEM_BUS_ADDRESS || SYSTEM_BUS_ADDRESS;
    const bus = await connectFirst(address, (endpoint) =>
      connectBus({ endpoint, clock, onSignal, onLost }),
    );
    this.#bus = bus;
    // Stopped while it was connecting.
    if (this.#isStopped) bus.close();
    await bus.subscribe(rule(MANAGER.path, MANAGER.interface));
    this.#session = await ownSession(bus, environment);
    await bus.subscribe(rule(this.#session, `${LOGIN}.Session`));
    await bus.subscribe(rule(this.#session, PROPERTIES));
    const isLocked = await bus.call({
      destination: LOGIN,
      path: this.#session,
      interface: PROPERTIES,
      member: 'Get',
      signature: 'ss',
      body: [`${LOGIN}.Session`, 'LockedHint'],
    });
    this.#listeners.works(true);
    this.#listeners.lockedHint(variant(isLocked) === true);
  }

  #hear({ path, interface: face, member, body = [] }: BusMessage): void {
    if (this.#isStopped) return;
    if (path === MANAGER.path && face === MANAGER.interface && member === 'PrepareForSleep') {
      if (body[0] === true) this.#listeners.sleep();
      else this.#listeners.wake();
    } else if (path !== this.#session) {
      return;
    } else if (face === `${LOGIN}.Session` && member === 'Lock') {
      this.#listeners.lock();
    } else if (face === `${LOGIN}.Session` && member === 'Unlock') {
      this.#listeners.unlock();
    } else if (face === PROPERTIES && member === 'PropertiesChanged') {
      const isLocked = changedHint(body);
      if (isLocked !== undefined) this.#listeners.lockedHint(isLocked);
    }
  }
}

/** Only logind's own signals of one object. */
function rule(path: string, face: string): string {
  return `type='signal',sender='${LOGIN}',path='${path}',interface='${face}'`;
}

async function connectFirst(
  address: string,
  open: (endpoint: ReturnType<typeof busEndpoints>[number]) => Promise<BusClient>,
): Promise<BusClient> {
  let problem: unknown = new Error(`no usable D-Bus address in ${JSON.stringify(address)}`);
  for (const endpoint of busEndpoints(address)) {
    try {
      return await open(endpoint);
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

/** `PropertiesChanged(s interface, a{sv} changed, as invalidated)`. */
function changedHint([face, changed]: readonly unknown[]): boolean | undefined {
  if (face !== `${LOGIN}.Session` || !Array.isArray(changed)) return undefined;
  const found = changed.find((pair) => Array.isArray(pair) && pair[0] === 'LockedHint');
  const value = variant(found?.[1]);
  return typeof value === 'boolean' ? value : undefined;
}

/** The library gives a variant as `[its type, [its value]]`. */
function variant(value: unknown): unknown {
  return Array.isArray(value) && Array.isArray(value[1]) ? value[1][0] : undefined;
}
