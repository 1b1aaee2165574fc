/** Lets many callers share one piece of work: all waiters get its result, or its refusal. */
export class SingleFlight {
  readonly #running = new Map<string, Promise<unknown>>();

  /** Runs `work`, or joins the run under way for the same `key`. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running !== undefined) {
      return running as Promise<T>;
    }
    const started = work().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}
