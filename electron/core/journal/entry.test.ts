import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { packEntry, unpackEntry } from './entry.ts';

/** The bytes cut at some places, each a share of their length. */
function inParts(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const cuts = places.map((place) => Math.floor(place * bytes.length)).toSorted((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end));
}

describe('packEntry', () => {
  test('keeps both versions of a file, and stores only once what they have in common', () => {
    const part = fc.oneof(
      fc
        .constantFrom(0, 1, 4_095, 4_096, 4_097, 8_192, 20_000)
        .map((size) => 'same\n'.repeat(size)),
      fc.string({ maxLength: 40 }),
    );
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    fc.assert(
      fc.property(part, fc.string(), fc.string(), part, cuts, (head, removed, added, tail, at) => {
        const before = Buffer.from(head + removed + tail);
        const after = Buffer.from(head + added + tail);
        const change = { file: 'credentials', path: '/x', sessions: [] } as const;
        const whole = { ...change, existsBefore: true, existsAfter: true, before, after };
        const file = at.length === 0 ? whole : { ...whole, after: inParts(after, at) };
        const packed = Buffer.concat(packEntry({ at: 1, reason: 'a test', files: [file] }));
        const [unpacked] = unpackEntry(packed)?.files ?? [];
        expect(Buffer.compare(unpacked?.before ?? Buffer.alloc(0), before)).toBe(0);
        expect(Buffer.compare(unpacked?.after ?? Buffer.alloc(0), after)).toBe(0);
        const mostBytes = before.length + Buffer.byteLength(added) + 400;
        expect(packed.length).toBeLessThanOrEqual(mostBytes);
      }),
      { seed: loopSeed(), numRuns: loopCount(2_000, 200) },
    );
  });
});
