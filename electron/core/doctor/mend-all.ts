import { examineWorld } from './examine.ts';
import type { Finding } from './types.ts';
import type { ExaminedWorld } from './world.ts';
import { fixesOf, isNoWorse, nonOverlapping, worldAfter } from './world-after.ts';

/** Each round mends what does not touch; merging a section may take one per time it stands there. */
const MOST_ROUNDS = 50;

/** The texts with all that can be mended in them mended, and what was done. */
export interface Mended {
  readonly world: ExaminedWorld;
  /** In the order in which they were mended. */
  readonly mended: readonly Finding[];
}

/**
 * Applies every fix of lines, round by round, until none is left. A fix after which the AWS CLI would
 * read less, or something else would be wrong that was right, is left out. Pure.
 */
export function mendAll(before: ExaminedWorld): Mended {
  let world = before;
  const mended: Finding[] = [];
  const given: Set<string> = new Set();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = examineWorld(world);
    const open = findings.filter(
      (one) => one.fix?.kind === 'text' && !given.has(identity(one, world)),
    );
    if (open.length === 0) break;
    const together = nonOverlapping(open);
    const next = worldAfter(world, fixesOf(together));
    if (isNoWorse(world, next, findings)) {
      world = next;
      mended.push(...together);
      continue;
    }
    // One of them does harm: find out which by applying the first alone.
    const [first] = open as [Finding];
    const alone = worldAfter(world, fixesOf([first]));
    if (isNoWorse(world, alone, findings)) {
      world = alone;
      mended.push(first);
    } else {
      given.add(identity(first, world));
    }
  }
  return { world, mended };
}

/** What a finding is about, whatever line it has moved to. */
function identity({ code, profile, at }: Finding, { files }: ExaminedWorld): string {
  const line = at === undefined ? '' : files[at.file].lines.lines[at.line - 1]?.text;
  return `${code} ${profile} ${at?.file} ${line}`;
}
