/**
 * What `work` settles with, or a throw of the signal's reason if that comes first. The work itself
 * goes on and its result is dropped.
 */
export async function settledBefore<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    // Not before the race, which also keeps a later failure of the work from being nobody's.
    if (signal.aborted) giveUp();
  });
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
