/**
 * The same promise, for work that is begun now and awaited only after something else: a failure in
 * between is heard then, and is not taken for one that nobody hears of, which would end the process.
 */
export function heardLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
