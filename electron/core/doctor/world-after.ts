import { dominantLineBreak } from '../aws-config/ini-lines.ts';
import { newStrictFaults, strictFaults } from '../aws-config/strict-check.ts';
import { encodeText } from '../aws-config/text-codec.ts';
import { type Replacement, replaceLines } from '../aws-config/text-replacements.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import { findingsIn } from './rules.ts';
import type { Finding, TextFix } from './types.ts';
import { type ExaminedWorld, makeWorld } from './world.ts';

/** The text with the replacements, which must not overlap. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  return replaceLines(text, replacements, dominantLineBreak(text));
}

/** The world with the fixes applied, which must not overlap. */
export function worldAfter(
  world: ExaminedWorld,
  fixes: readonly Pick<TextFix, 'file' | 'replacements'>[],
): ExaminedWorld {
  const state = (file: SharedFileKind) => {
    const { state: old, lines } = world.files[file];
    const replacements = fixes
      .filter((fix) => fix.file === file)
      .flatMap((fix) => fix.replacements);
    if (replacements.length === 0) return old;
    const { document, encoding } = lines.source;
    return { ...old, bytes: encodeText(replaced(document.text, replacements), encoding) };
  };
  const states = { config: state('config'), credentials: state('credentials') };
  return makeWorld(states, world.context, world.now);
}

/** True where the AWS CLI reads no less than before, and no more errors are there than `findings` has. */
export function isNoWorse(
  before: ExaminedWorld,
  after: ExaminedWorld,
  findings: readonly Finding[],
): boolean {
  const text = ({ files }: ExaminedWorld, file: SharedFileKind) =>
    files[file].lines.source.document.text;
  const isRefused = (['config', 'credentials'] as const).some((file) => {
    const faults = strictFaults(text(before, file), file);
    return newStrictFaults(faults, strictFaults(text(after, file), file)).length > 0;
  });
  return !isRefused && errorCount(findingsIn(after)) <= errorCount(findings);
}

function errorCount(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** The fixes of findings that all have one of lines. */
export function fixesOf(findings: readonly Finding[]): readonly TextFix[] {
  return findings.map(({ fix }) => fix as TextFix);
}

/** Those of the findings, which all have a fix of lines, that can be mended in one go. */
export function nonOverlapping(findings: readonly Finding[]): readonly Finding[] {
  const taken: Record<SharedFileKind, Set<number>> = { config: new Set(), credentials: new Set() };
  return findings.filter(({ fix }) => {
    const { file, replacements } = fix as TextFix;
    // Spans that touch count as overlapping, so the ends and every place between are looked at.
    const places = replacements.flatMap(({ start, end }) =>
      Array.from({ length: end - start + 1 }, (_, index) => start + index),
    );
    const isFree = places.every((place) => !taken[file].has(place));
    if (isFree) for (const place of places) taken[file].add(place);
    return isFree;
  });
}
