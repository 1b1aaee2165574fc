import { growthExponent, lastExponent } from './statistics.ts';
import type { Curve, Measured } from './types.ts';

/** Linear growth, with room for noise. */
const MOST_EXPONENT = 1.1;

/**
 * The row of a curve of CPU times: the time at its largest size, and whether it grows linearly at most,
 * or no faster than the `floor`, which does the same work without us.
 */
export function growthRow(curve: Curve, samples: number, floor?: Curve): Measured {
  const last = curve.points.at(-1);
  if (last === undefined) throw new Error(`the curve of ${curve.name} is empty`);
  // A fit over few points takes a fixed cost that sinks with the size for a bend; the last step does not.
  const exponent = Math.min(growthExponent(curve.points), lastExponent(curve.points));
  const most =
    floor === undefined ? MOST_EXPONENT : Math.max(MOST_EXPONENT, growthExponent(floor.points));
  const shown = curve.points.map(([size, time]) => `${size}: ${time.toPrecision(3)}`).join(', ');
  return {
    what: `CPU of ${curve.name} over ${curve.over}: at ${last[0].toLocaleString('en-GB')}`,
    ours: last[1],
    target: `exponent ${exponent.toFixed(2)}, at most ${most.toFixed(2)}`,
    holds: exponent <= most,
    unit: 'ms',
    note: `ms by size: ${shown}`,
    ...(floor === undefined ? {} : { theirs: floor.points.at(-1)?.[1] ?? 0, rival: floor.name }),
    samples,
    curve,
  };
}
