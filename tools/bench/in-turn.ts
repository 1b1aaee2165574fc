/**
 * Runs each of `rivals` once a round, so that what else the machine does falls on all alike; every other
 * round in reverse, so that none always comes after the same one. The first `warmUp` rounds do not
 * count. Gives the times in milliseconds, by name. `prepare` runs before each, outside of the times.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  warmUp: number,
  rivals: Readonly<Record<Name, () => unknown>>,
  prepare: () => unknown = () => undefined,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(rivals) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await prepare();
      const started = performance.now();
      await rivals[name]();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  return times;
}
