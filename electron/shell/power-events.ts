import type { Logger } from '../core/ports.ts';
import type { Logind } from './logind.ts';

type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen';

/** The part of Electron's `powerMonitor` that is used, after `ready`. */
export interface PowerMonitor {
  on(event: PowerEvent, listener: () => void): unknown;
  off(event: PowerEvent, listener: () => void): unknown;
}

/** What is to happen. Each may be called twice in a row, and failures are logged. */
export interface PowerHandlers {
  readonly sleep: () => void | Promise<void>;
  readonly wake: () => void | Promise<void>;
  readonly lock: () => void | Promise<void>;
  readonly unlock: () => void | Promise<void>;
  /** `lockEvents` changed: on Linux it is known only once logind answered. */
  readonly lockEventsChanged: (lockEvents: boolean) => void;
}

export interface PowerWatch {
  /** False where this system does not tell of lock and unlock, so that settings can say so. */
  readonly lockEvents: boolean;
  stop(): void;
}

/**
 * Tells of sleep, wake, lock and unlock. Electron tells of sleep on all systems and of locks on macOS
 * and Windows; on Linux `logind` tells of locks, and of sleep a second time, which is not passed on.
 */
export function watchPower(options: {
  readonly powerMonitor: PowerMonitor;
  readonly platform: NodeJS.Platform;
  readonly logind: Logind;
  readonly logger: Logger;
  readonly on: PowerHandlers;
}): PowerWatch {
  const { powerMonitor, platform, logind, logger, on } = options;
  const isLinux = platform === 'linux';
  let lockEvents = !isLinux;
  let isLocked = false;
  const sleeping = new SleepState();

  const tell = (name: 'sleep' | 'wake' | 'lock' | 'unlock'): void => {
    // Within a promise, so that a handler that throws at once can't end the others.
    void (async () => on[name]())().catch((error: unknown) => {
      logger.error('what was to be done on a power event failed', {
        event: name,
        reason: String(error),
      });
    });
  };
  const lock = (): void => {
    isLocked = true;
    tell('lock');
  };
  const unlock = (): void => {
    if (isLocked) tell('unlock');
    isLocked = false;
  };
  const fall = (): void => {
    if (sleeping.fall()) tell('sleep');
  };
  const rise = (source: SleepSource) => (): void => {
    if (sleeping.rise(source)) tell('wake');
  };

  const wanted: [PowerEvent, () => void][] = [
    ['suspend', fall],
    ['resume', rise('electron')],
  ];
  if (!isLinux) wanted.push(['lock-screen', lock], ['unlock-screen', unlock]);
  for (const [event, listener] of wanted) powerMonitor.on(event, listener);
  const stopLogind = isLinux
    ? logind({
        lock,
        unlock,
        // Follows most requests to lock, and is all that some desktops give.
        lockedHint: (isHintLocked) => {
          if (!isHintLocked) unlock();
          else if (!isLocked) lock();
        },
        sleep: fall,
        wake: rise('logind'),
        works: (isWorking) => {
          if (isWorking === lockEvents) return;
          lockEvents = isWorking;
          on.lockEventsChanged(isWorking);
        },
      })
    : undefined;

  return {
    get lockEvents() {
      return lockEvents;
    },
    stop: () => {
      for (const [event, listener] of wanted) powerMonitor.off(event, listener);
      stopLogind?.();
    },
  };
}

type SleepSource = 'electron' | 'logind';

/** Two tell of one sleep: whoever comes second is not passed on. */
class SleepState {
  #isAsleep = false;
  #wokenBy: SleepSource | undefined;

  /** True where it is news. */
  fall(): boolean {
    const isNews = !this.#isAsleep;
    this.#isAsleep = true;
    return isNews;
  }

  /** True where it is news. A wake without a sleep before it is, too: better once too often. */
  rise(source: SleepSource): boolean {
    const isEcho = !this.#isAsleep && this.#wokenBy !== undefined && this.#wokenBy !== source;
    this.#isAsleep = false;
    this.#wokenBy = isEcho ? undefined : source;
    return !isEcho;
  }
}
