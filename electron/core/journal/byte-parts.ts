/** Blocks are compared whole, which for files of megabytes is much quicker than byte by byte. */
const BLOCK = 4096;

/** How many bytes the parts have together. */
export function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((length, part) => length + part.length, 0);
}

/** The bytes from `start` to before `end`, counted over all parts. Copies nothing. */
export function between(
  parts: readonly Uint8Array[],
  start: number,
  end: number,
): readonly Uint8Array[] {
  let at = 0;
  return parts.flatMap((part) => {
    const from = Math.max(0, start - at);
    const to = Math.min(part.length, end - at);
    at += part.length;
    return from < to ? [part.subarray(from, to)] : [];
  });
}

/** How many bytes `whole` and the parts have in common at their start. */
export function sameAtStart(whole: Uint8Array, parts: readonly Uint8Array[]): number {
  let same = 0;
  for (const part of parts) {
    const more = startInCommon(whole.subarray(same), part);
    same += more;
    if (more < part.length) break;
  }
  return same;
}

/** How many bytes `whole` and the parts have in common at their end. */
export function sameAtEnd(whole: Uint8Array, parts: readonly Uint8Array[]): number {
  let same = 0;
  for (const part of parts.toReversed()) {
    const more = endInCommon(whole.subarray(0, whole.length - same), part);
    same += more;
    if (more < part.length) break;
  }
  return same;
}

function startInCommon(one: Uint8Array, other: Uint8Array): number {
  const shortest = Math.min(one.length, other.length);
  let same = 0;
  while (
    same + BLOCK <= shortest &&
    Buffer.compare(one.subarray(same, same + BLOCK), other.subarray(same, same + BLOCK)) === 0
  ) {
    same += BLOCK;
  }
  while (same < shortest && one[same] === other[same]) same++;
  return same;
}

function endInCommon(one: Uint8Array, other: Uint8Array): number {
  const shortest = Math.min(one.length, other.length);
  const block = (bytes: Uint8Array, same: number): Uint8Array =>
    bytes.subarray(bytes.length - same - BLOCK, bytes.length - same);
  let same = 0;
  while (same + BLOCK <= shortest && Buffer.compare(block(one, same), block(other, same)) === 0) {
    same += BLOCK;
  }
  while (same < shortest && one[one.length - 1 - same] === other[other.length - 1 - same]) same++;
  return same;
}
