/** A run of lines that differs: `before[beforeStart, beforeEnd)` became `after[afterStart, afterEnd)`. */
export interface LineHunk {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/**
 * So many inserted and removed lines are told apart one by one; beyond them all that differs is one
 * hunk, because the memory of the search grows with the square.
 */
const MOST_EDITS = 1_500;

/**
 * The shortest list of hunks that makes `after` of `before`, in order (Myers 1986, "An O(ND) Difference
 * Algorithm", http://www.xmailserver.org/diff2.pdf). Lines are compared as they are, line breaks included.
 */
export function lineHunks(before: readonly string[], after: readonly string[]): LineHunk[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < shortest - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const one = before.slice(head, before.length - tail);
  const other = after.slice(head, after.length - tail);
  if (one.length === 0 && other.length === 0) return [];
  const pairs = one.length === 0 || other.length === 0 ? [] : commonLines(one, other);
  return hunksBetween(pairs, one.length, other.length, head);
}

type Pair = readonly [number, number];

/** The hunks are what stands between the lines that both have in common. */
function hunksBetween(pairs: readonly Pair[], ones: number, others: number, head: number) {
  const hunks: LineHunk[] = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of [...pairs, [ones, others] as const]) {
    if (nextX > x || nextY > y) {
      hunks.push({
        beforeStart: head + x,
        beforeEnd: head + nextX,
        afterStart: head + y,
        afterEnd: head + nextY,
      });
    }
    [x, y] = [nextX + 1, nextY + 1];
  }
  return hunks;
}

/** Pairs of equal lines of a longest common subsequence; empty where the two differ too much. */
function commonLines(one: readonly string[], other: readonly string[]): Pair[] {
  const most = Math.min(one.length + other.length, MOST_EDITS);
  const offset = most + 1;
  // How far along `one` each diagonal has come; the history tells the way back.
  const reach = new Int32Array(2 * offset + 1);
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    history.push(reach.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = reach[offset + diagonal + 1] ?? 0;
      const left = (reach[offset + diagonal - 1] ?? 0) + 1;
      const isDown =
        diagonal === -edits || (diagonal !== edits && (reach[offset + diagonal - 1] ?? 0) < below);
      let x = isDown ? below : left;
      let y = x - diagonal;
      while (x < one.length && y < other.length && one[x] === other[y]) {
        x++;
        y++;
      }
      reach[offset + diagonal] = x;
      if (x >= one.length && y >= other.length) return wayBack(history, one.length, other.length);
    }
  }
  return [];
}

function wayBack(history: readonly Int32Array[], endX: number, endY: number): Pair[] {
  const pairs: Pair[] = [];
  let [x, y] = [endX, endY];
  for (let edits = history.length - 1; edits >= 0; edits--) {
    const reach = history[edits] ?? new Int32Array();
    const at = (diagonal: number): number => reach[diagonal + edits + 1] ?? 0;
    const diagonal = x - y;
    const isDown =
      diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const startX = edits === 0 ? 0 : at(previous);
    const startY = edits === 0 ? 0 : startX - previous;
    while (x > startX && y > startY) pairs.push([--x, --y]);
    [x, y] = [startX, startY];
  }
  return pairs.reverse();
}
