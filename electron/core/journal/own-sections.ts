import { isOurKey, type OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import { markerBefore } from '../outputs/credentials-file/section-edit.ts';
import {
  findSections,
  propertyValue,
  type SectionSpan,
} from '../outputs/credentials-file/section-text.ts';
import type { FileChange } from './entry.ts';

/** Names of the sections of `text` that hold a session of ours, by the records of `owned`. */
export function ownSections(
  text: string,
  owned: readonly OwnedTarget[],
  realPath: string,
): readonly string[] {
  return owned
    .filter(({ credentialsPath }) => credentialsPath === realPath)
    .filter((record) => {
      const section = sectionNamed(text, record.target);
      return isOurKey(record, propertyValue(section, 'aws_access_key_id'));
    })
    .map(({ target }) => target);
}

/** A change of a file, freed of what it says about sessions of ours. */
export interface WithoutSessions {
  readonly before: string;
  readonly after: string;
  /** Sections whose session an undo leaves as it is now. */
  readonly left: readonly string[];
}

/**
 * The two texts of a change with every session of ours as it is `now`, or gone where it is gone now:
 * an undo then has nothing to say about them. The section that the change itself was about (`written`)
 * stays in `before`, where it held what another program had put there.
 */
export function withoutSessions(
  { sessions, written }: Pick<FileChange, 'sessions' | 'written'>,
  texts: { readonly before: string; readonly after: string; readonly now: string },
  ownNow: readonly string[],
): WithoutSessions {
  let { before, after } = texts;
  const left: string[] = [];
  for (const name of new Set([...sessions, ...ownNow])) {
    const now = spanText(texts.now, name);
    if (name === written) {
      // A renewed session of ours is what the change wrote, in its newest form.
      if (ownNow.includes(name)) after = withSection(after, name, now);
      continue;
    }
    const isInAfter = sectionNamed(after, name) !== undefined;
    const changed = withSection(before, name, isInAfter ? now : undefined);
    if (changed !== before && spanText(before, name) !== spanText(after, name)) left.push(name);
    before = changed;
    after = withSection(after, name, now);
  }
  return { before, after, left };
}

/** `text` with the section as `replacement` has it, or without it; the same where it has none. */
function withSection(text: string, name: string, replacement: string | undefined): string {
  const section = sectionNamed(text, name);
  if (section === undefined) return text;
  if (replacement !== undefined) {
    return text.slice(0, section.headerStart) + replacement + text.slice(section.contentEnd);
  }
  const start = markerBefore(text, section.headerStart);
  return text.slice(0, start) + text.slice(section.contentEnd);
}

function spanText(text: string, name: string): string | undefined {
  const section = sectionNamed(text, name);
  return section === undefined ? undefined : text.slice(section.headerStart, section.contentEnd);
}

function sectionNamed(text: string, name: string): SectionSpan | undefined {
  return findSections(text, (other) => other === name).at(-1);
}
