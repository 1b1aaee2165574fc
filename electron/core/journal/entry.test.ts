import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { packEntry, unpackEntry } from './entry.ts';

describe('packEntry', () => {
  test('keeps both versions of a file, and stores only once what they have in common', () => {
    const part = fc.oneof(
      fc
        .constantFrom(0, 1, 4_095, 4_096, 4_097, 8_192, 20_000)
        .map((size) => 'same\n'.repeat(size)),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(part, fc.string(), fc.string(), part, (head, removed, added, tail) => {
        const before = Buffer.from(head + removed + tail);
        const after = Buffer.from(head + added + tail);
        const change = { file: 'credentials', path: '/x', sessions: [] } as const;
        const file = { ...change, existsBefore: true, existsAfter: true, before, after };
        const packed = packEntry({ at: 1, reason: 'a test', files: [file] });
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
