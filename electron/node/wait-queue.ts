/** First come, first served, per key, within this process. */
export interface WaitQueue {
  /**
   * Waits for one's turn and gives the function that ends it; undefined where the turn did not come
   * within `timeoutMs`.
   */
  enter(key: string, timeoutMs: number): Promise<(() => void) | undefined>;
}

/** Makes an empty queue. It spares waiters of one process the polling that processes need. */
export function waitQueue(): WaitQueue {
  const tails = new Map<string, Promise<void>>();
  return {
    async enter(key, timeoutMs) {
      const previous = tails.get(key) ?? Promise.resolve();
      const turn = Promise.withResolvers<void>();
      const tail = previous.then(() => turn.promise);
      tails.set(key, tail);
      const leave = () => {
        turn.resolve();
        if (tails.get(key) === tail) tails.delete(key);
      };
      if (await isInTime(previous, timeoutMs)) return leave;
      // The place in the queue is given up, but whoever waits behind still waits for `previous`.
      turn.resolve();
      return undefined;
    },
  };
}

async function isInTime(event: Promise<void>, timeoutMs: number): Promise<boolean> {
  const timeout = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => timeout.resolve(false), Math.max(0, timeoutMs));
  try {
    return await Promise.race([event.then(() => true), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
