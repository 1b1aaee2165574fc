import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { ClipboardKeeper } from './clipboard.ts';
import { FakeClipboard, fakeItem } from './testing/fake-clipboard.ts';
import { manualClock, settle } from './testing/manual-clock.ts';
import { lineLogger, memoryMark } from './testing/memory-mark.ts';

type Step =
  | { readonly kind: 'secret'; readonly number: number; readonly seconds: number }
  | { readonly kind: 'plain' | 'foreign' | 'selected'; readonly number: number }
  | { readonly kind: 'pass' | 'sleep'; readonly seconds: number }
  | { readonly kind: 'lock' | 'wake' | 'restart' | 'break' | 'mend' };

const number = fc.integer({ min: 0, max: 3 });
const seconds = fc.integer({ min: 1, max: 70 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('secret' as const),
    number,
    seconds: fc.integer({ max: 60, min: 0 }),
  }),
  fc.record({ kind: fc.constantFrom('plain', 'foreign', 'selected'), number }),
  fc.record({ kind: fc.constantFrom('pass', 'sleep'), seconds }),
  fc.record({ kind: fc.constantFrom('lock', 'wake', 'restart', 'break', 'mend') }),
);

const SECRET = /^secret/;

test("the user's own clipboard is never cleared, and no secret outlives its time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, isLinux) => {
      const selection = new FakeClipboard();
      const clipboard = Object.assign(new FakeClipboard(), { selection });
      const clock = manualClock();
      const mark = memoryMark();
      const start = () =>
        new ClipboardKeeper({
          clipboard,
          makeItem: fakeItem,
          platform: isLinux ? 'linux' : 'win32',
          clock,
          random: { bytes: randomBytes },
          mark,
          logger: lineLogger(),
        });
      let keeper = start();
      /** When the secret now on the clipboard has to be gone; undefined where it may stay. */
      let dueAt: number | undefined;
      /** Time that passed awake since it was due. Trouble in reading makes the time uncertain. */
      let overdueMs = 0;
      let hadTrouble = false;

      for (const current of steps) {
        const before = { text: clipboard.text, selected: selection.text };
        await run(current);
        await settle();
        const weWrote = current.kind === 'secret' || current.kind === 'plain';
        const somebodyWrote = weWrote || current.kind === 'foreign';
        if (!SECRET.test(before.text) && !somebodyWrote) expect(clipboard.text).toBe(before.text);
        if (!SECRET.test(before.selected) && current.kind !== 'selected') {
          expect(selection.text).toBe(before.selected);
        }
        expect(selection.writes).toBe(0);
        expect(JSON.stringify(mark.secret ?? null)).not.toContain('secret');
      }

      async function run(now: Step): Promise<void> {
        switch (now.kind) {
          case 'secret':
            await keeper.copySecret(`secret ${now.number}\n`, now.seconds);
            dueAt = now.seconds === 0 ? undefined : clock.now() + now.seconds * 1000;
            overdueMs = 0;
            hadTrouble = clipboard.failing.size > 0;
            return;
          case 'plain':
            return keeper.copyPlain(`plain ${now.number}`);
          case 'foreign':
            clipboard.text = `foreign ${now.number}`;
            return;
          case 'selected':
            selection.text = now.number === 0 ? clipboard.text : `selected ${now.number}`;
            return;
          case 'pass':
            overdueMs =
              Math.max(0, overdueMs) +
              Math.min(now.seconds * 1000, clock.now() + now.seconds * 1000 - (dueAt ?? 0));
            await clock.advance(now.seconds * 1000);
            return expectGone(overdueMs >= 10_000);
          case 'sleep':
            return clock.suspend(now.seconds * 1000);
          case 'wake':
            await keeper.checkNow();
            return expectGone(clock.now() >= (dueAt ?? 0));
          case 'lock':
            // Broken reading is told to the caller, who logs it.
            await keeper.clearIfOurs().catch(() => expect(clipboard.failing.size).toBe(1));
            if (clipboard.failing.size === 0 && dueAt !== undefined) {
              expect(clipboard.text).not.toMatch(SECRET);
            }
            return;
          case 'restart':
            // A kill: nothing of the old one runs on.
            if (clipboard.failing.size > 0) return;
            keeper = start();
            await keeper.sweep();
            if (dueAt !== undefined) expect(clipboard.text).not.toMatch(SECRET);
            return;
          case 'break':
            clipboard.failing.add('readText');
            hadTrouble = true;
            return;
          case 'mend':
            clipboard.failing.clear();
        }
      }

      function expectGone(isLate: boolean): void {
        if (isLate && dueAt !== undefined && !hadTrouble) {
          expect(clipboard.text).not.toMatch(SECRET);
        }
      }
    }),
    { numRuns: loopCount(4_000, 300), seed: loopSeed() },
  );
}, 60_000);
