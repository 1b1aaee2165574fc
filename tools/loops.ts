/**
 * The one place that says how often the long loops run (kills, races, fuzz, random texts):
 * `./test` runs a share that keeps the whole under 12 minutes on two cores, `./test --full` (which
 * sets ROLE_VALET_FULL=1) runs the counts that were promised.
 */
const isFull = process.env.ROLE_VALET_FULL === '1';

/** `full` under `./test --full`, else `share`. */
export function loopCount(full: number, share: number): number {
  return isFull ? full : share;
}

/** All of `choices` under `./test --full`, else one of them: another one each day, and for each index. */
export function chosenOf<Choice>(choices: readonly Choice[], index: number): readonly Choice[] {
  const first = (loopSeed() + index) % choices.length;
  return isFull ? choices : choices.slice(first, first + 1);
}

/**
 * The seed of this run's random loops, printed by `./test`; set ROLE_VALET_SEED to repeat a run.
 * The default changes daily, so that the share covers new ground without being unrepeatable.
 */
export function loopSeed(): number {
  const given = Number(process.env.ROLE_VALET_SEED);
  return Number.isSafeInteger(given) && given > 0 ? given : Math.floor(Date.now() / 86_400_000);
}
