import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { corpus, iniTexts } from '../aws-config/ini-texts.fixture.ts';
import { parseSectionName } from '../aws-config/section-name.ts';
import type { SharedFile } from '../aws-config/shared-config.ts';
import { encodeText } from '../aws-config/text-codec.ts';
import type { SharedFileKind } from '../aws-config/types.ts';
import type { FileState } from '../ports.ts';
import { examineWorld } from './examine.ts';
import { mendAll } from './mend-all.ts';
import { differingProfiles, ourReading } from './readings.fixture.ts';
import { REPORTED_TEXTS } from './reported-texts.fixture.ts';
import { RULE_TEXTS } from './rule-texts.fixture.ts';
import type { Finding, TextFix } from './types.ts';
import { makeWorld } from './world.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const MISSING = { exists: false, bytes: new Uint8Array() };

function worldOf(bytes: Uint8Array, kind: SharedFileKind) {
  const state = (file: SharedFileKind): FileState => ({
    path: `/aws/${file}`,
    realPath: `/aws/${file}`,
    ...(file === kind ? { exists: true, bytes } : MISSING),
  });
  const context = { keychainProfiles: new Set<string>(), environment: {} };
  return makeWorld({ config: state('config'), credentials: state('credentials') }, context, NOW);
}

/** What a finding is about, whatever line it has moved to. */
function identity({ code, profile }: Finding): string {
  return `${code} ${profile}`;
}

function count(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(identity(one), (counts.get(identity(one)) ?? 0) + 1);
  return counts;
}

let applied = 0;
let left = 0;
let done = 0;

/** Applies each fix by itself and looks at what it left. */
function checkFixes(bytes: Uint8Array, kind: SharedFileKind): void {
  const world = worldOf(bytes, kind);
  const { source } = world.files[kind].lines;
  const { text } = source.document;
  const findings = examineWorld(world);
  const before = count(findings);
  for (const finding of findings) {
    const { fix } = finding;
    if (fix?.kind !== 'text') continue;
    const after = edited(fix, text);
    if (after === undefined) continue;
    applied++;
    const left = examineWorld(worldOf(encodeText(after, source.encoding), kind));
    const now = count(left);
    const what = `${identity(finding)} line ${finding.at?.line}: ${fix.description}\n${JSON.stringify(text)}\n${JSON.stringify(after)}`;
    expect(now.get(identity(finding)) ?? 0, what).toBeLessThan(before.get(identity(finding)) ?? 0);
    const errors = (list: readonly Finding[]) =>
      list.filter(({ severity }) => severity === 'error').length;
    expect(errors(left), what).toBeLessThanOrEqual(errors(findings));
    expect(untouched(after, fix, text), what).toBe(true);
    expect(othersChanged(source, fix, after), what).toEqual([]);
    expect(wordsLost(text, after), what).toEqual([]);
  }
}

function edited(fix: TextFix, text: string): string | undefined {
  try {
    return fix.edit(text);
  } catch (error) {
    if (isRoleValetError(error, 'EDIT_REFUSED')) return undefined;
    throw error;
  }
}

/** Profiles that read differently afterwards although no line of their sections was touched. */
function othersChanged(
  { document, encoding, file }: SharedFile,
  { replacements }: TextFix,
  after: string,
): readonly string[] {
  const before = ourReading(encodeText(document.text, encoding), file);
  const now = ourReading(encodeText(after, encoding), file);
  const touched = document.sections.filter(({ start, end }) =>
    replacements.some((one) => one.start < end && one.end >= start),
  );
  const names = touched.map(({ header }) => parseSectionName(header, file).name);
  return differingProfiles(before, now).filter((name) => before.has(name) && !names.includes(name));
}

/** True where all that stands outside the replaced spans is there, in its order. */
function untouched(after: string, { replacements }: TextFix, text: string): boolean {
  let at = 0;
  let done = 0;
  const spans = replacements.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  );
  for (const { start, end } of [...spans, { start: text.length, end: text.length }]) {
    // The last line may get its line break, or lose it.
    const kept = text.slice(done, start).replace(/[\r\n]+$/, '');
    const found = after.indexOf(kept, at);
    if (found < 0) return false;
    at = found + kept.length;
    done = end;
  }
  return true;
}

const EXPENDABLE: ReadonlySet<string> = new Set(['profile', 'profile.oak', 'aws_security_token']);

/** Words that were in the text and are in no line now, comments included. */
function wordsLost(before: string, after: string): readonly string[] {
  // Signs and a prefix may go, and a key that says what another one does.
  const plain = (text: string) => text.toLowerCase().replaceAll(/[:=\s[\]"'#;]+/g, ' ');
  const left = plain(after);
  return plain(before)
    .split(' ')
    .filter((word) => !EXPENDABLE.has(word) && !left.includes(word));
}

test.each(corpus())('each fix on $name', ({ bytes, file }) => checkFixes(bytes, file));

test.each([...RULE_TEXTS, ...REPORTED_TEXTS])('each fix on: $what', ({ text, file = 'config' }) => {
  checkFixes(typeof text === 'string' ? Buffer.from(text) : text, file);
});

test('each fix on generated texts', () => {
  const kinds = fc.constantFrom<SharedFileKind>('config', 'credentials');
  fc.assert(
    fc.property(iniTexts(), kinds, (text, kind) => checkFixes(Buffer.from(text), kind)),
    { numRuns: loopCount(10_000, 1_000), seed: loopSeed() },
  );
  expect(applied).toBeGreaterThan(500);
});

test('all fixes together leave no error more, and none that could be mended by itself', () => {
  const kinds = fc.constantFrom<SharedFileKind>('config', 'credentials');
  fc.assert(
    fc.property(iniTexts(), kinds, (text, kind) => {
      const before = worldOf(Buffer.from(text), kind);
      const { world, mended } = mendAll(before);
      const findings = examineWorld(world);
      const open = findings.filter(({ fix }) => fix?.kind === 'text');
      const errors = (list: readonly Finding[]) =>
        list.filter(({ severity }) => severity === 'error').length;
      expect(errors(findings)).toBeLessThanOrEqual(errors(examineWorld(before)));
      const result = world.files[kind].lines.source.document.text;
      expect(wordsLost(text, result), `${JSON.stringify(text)}\n${JSON.stringify(result)}`).toEqual(
        [],
      );
      left += open.length;
      done += mended.length;
    }),
    { numRuns: loopCount(3_000, 300), seed: loopSeed() },
  );
  // Few are left, of those that would bring an error with them.
  expect(left).toBeLessThan(done / 20);
});
