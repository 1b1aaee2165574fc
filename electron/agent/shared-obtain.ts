import type { Obtained } from '../core/app/obtain-session.ts';
import type { AgentServices, ObtainRequest } from './services.ts';

interface Flight {
  readonly result: Promise<Obtained>;
  readonly abort: AbortController;
  waiters: number;
}

/**
 * Lets all programs that want one profile at the same time share one piece of work. Unlike
 * `core/sessions/single-flight.ts`, a caller may leave before the end, and when the last one has left
 * the work is told so. What it then does is its own affair: the app leaves a question for a code open,
 * so that the answer serves the next call.
 */
export class SharedObtain {
  readonly #obtain: AgentServices['obtain'];
  readonly #flights = new Map<string, Flight>();

  constructor(obtain: AgentServices['obtain']) {
    this.#obtain = obtain;
  }

  /** Joins the work under way for an equal request, or starts it. Rejects when `signal` fires. */
  async run(request: Omit<ObtainRequest, 'signal'>, signal: AbortSignal): Promise<Obtained> {
    const key = JSON.stringify(Object.entries(request).sort());
    const flight = this.#flights.get(key) ?? this.#start(key, request);
    flight.waiters += 1;
    try {
      return await untilAborted(flight.result, signal);
    } finally {
      flight.waiters -= 1;
      if (flight.waiters === 0) {
        // Whoever comes now starts anew: this one is told to end.
        this.#forget(key, flight);
        flight.abort.abort();
      }
    }
  }

  #start(key: string, request: Omit<ObtainRequest, 'signal'>): Flight {
    const abort = new AbortController();
    const run = async () => this.#obtain({ ...request, signal: abort.signal });
    const flight: Flight = { result: run(), abort, waiters: 0 };
    this.#flights.set(key, flight);
    const forget = (): void => this.#forget(key, flight);
    flight.result.then(forget, forget);
    return flight;
  }

  #forget(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
  }
}

/** The result of `work`, or a rejection as soon as `signal` fires. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) {
      leave();
    }
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
