/** The middle of the numbers, or the mean of both middle ones. Throws where there is none. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50);
}

/** The number that `share` percent of the numbers are not above, between two of them in proportion. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const place = ((sorted.length - 1) * share) / 100;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) {
    throw new Error('There are no numbers to take the middle of.');
  }
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The exponent k of the best fitting time = a + b * size^k, with a and b not below 0: 1 is linear, 2 is
 * quadratic, and a is what every size pays alike. Errors count in proportion to the time, so that
 * the small sizes weigh as much as the large ones. Needs three sizes or more.
 */
export function growthExponent(points: readonly (readonly [size: number, time: number])[]): number {
  if (points.length < 3) {
    throw new Error('A growth needs three sizes or more.');
  }
  const candidates = Array.from({ length: MOST_EXPONENT / STEP + 1 }, (_, index) => index * STEP);
  const errors = candidates.map((exponent) => leastError(points, exponent));
  const best = errors.indexOf(Math.min(...errors));
  return candidates[best] ?? 0;
}

/** The exponent between the two largest sizes alone: how it goes on, whatever small sizes cost. */
export function lastExponent(points: readonly (readonly [size: number, time: number])[]): number {
  const [before, last] = points.slice(-2);
  if (before === undefined || last === undefined) {
    throw new Error('A step needs two sizes.');
  }
  return Math.log(last[1] / before[1]) / Math.log(last[0] / before[0]);
}

const MOST_EXPONENT = 4;
const STEP = 0.01;

/** The squared relative error of the best a + b * size^exponent. */
function leastError(points: readonly (readonly [number, number])[], exponent: number): number {
  // Least squares of (a + b x) / t against 1, each divided by its own time.
  const rows = points.map(([size, time]) => [1 / time, size ** exponent / time] as const);
  const sum = (of: (row: readonly [number, number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const [uu, uv, vv] = [sum(([u]) => u * u), sum(([u, v]) => u * v), sum(([, v]) => v * v)];
  const [u1, v1] = [sum(([u]) => u), sum(([, v]) => v)];
  const determinant = uu * vv - uv * uv;
  const errorOf = (a: number, b: number): number => sum(([u, v]) => (a * u + b * v - 1) ** 2);
  const onlyGrowing = errorOf(0, v1 / vv);
  const onlyFixed = errorOf(u1 / uu, 0);
  // With exponent 0 both columns are the same.
  if (determinant <= 1e-12 * uu * vv) return Math.min(onlyGrowing, onlyFixed);
  const a = (u1 * vv - v1 * uv) / determinant;
  const b = (v1 * uu - u1 * uv) / determinant;
  return a >= 0 && b >= 0 ? errorOf(a, b) : Math.min(onlyGrowing, onlyFixed);
}
