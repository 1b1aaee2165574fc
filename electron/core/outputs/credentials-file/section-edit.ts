import {
  findSections,
  lineBreakOf,
  lineEnd,
  type PropertySpan,
  type SectionSpan,
} from './section-text.ts';

/** Stands above sections that we create, so that a person who reads the file knows. */
export const MARKER =
  '# Role Valet wrote this section, and takes it away when its role is stopped.';

/** The text after an edit, and what `removeProperties` needs to take the edit back whole. */
export interface SectionEdit {
  readonly text: string;
  readonly created: boolean;
  /** What was put between the old end of the file and the marker; empty where nothing was. */
  readonly addedBefore: string;
}

/**
 * Sets `values` in the section `name` and removes the keys `removed` from it, creating the section
 * at the end of the file where there is none. Every other byte stays: an existing property keeps its
 * indentation, spacing and line break. Values must be free of line breaks and blanks at the ends.
 */
export function setProperties(
  text: string,
  name: string,
  values: ReadonlyMap<string, string>,
  removed: ReadonlySet<string>,
): SectionEdit {
  const section = findSections(text, (other) => other === name).at(-1);
  if (section === undefined) {
    const added = newSection(text, fileLineBreak(text), name, values);
    return { ...added, text: text + added.addedBefore + added.text, created: true };
  }
  const lineBreak = section.headerLineBreak || fileLineBreak(text);
  const missing = new Map(values);
  const edits: Replacement[] = [];
  for (const property of section.properties.toReversed()) {
    const { key, start, end } = property;
    if (missing.has(key)) {
      edits.push({ start, end, text: changedLine(property, missing.get(key) ?? '') });
      missing.delete(key);
    } else if (values.has(key) || removed.has(key)) {
      // An earlier line of a key that is set further down: AWS CLI refuses a key that stands twice.
      edits.push({ start, end, text: '' });
    }
  }
  const added = [...missing].map(([key, value]) => `${key} = ${value}${lineBreak}`).join('');
  if (added !== '') edits.push(insertion(text, section.contentEnd, added, lineBreak));
  return { text: replaced(text, edits), created: false, addedBefore: '' };
}

/** What `setProperties` created, as recorded at that time. */
export interface WrittenSection {
  readonly createdSection: boolean;
  readonly addedBefore: string;
}

/**
 * Removes `keys` from the section `name`. Where the section was created by us and nothing else is
 * left in it, its header, marker and the blank line before go too: a section that was written and
 * then removed leaves the file as it was before. `isLast` says whether `text` ends where the file does.
 */
export function removeProperties(
  text: string,
  name: string,
  keys: ReadonlySet<string>,
  written: WrittenSection,
  isLast = true,
): string {
  const section = findSections(text, (other) => other === name).at(-1);
  if (section === undefined) return text;
  const ours = section.properties.filter((property) => keys.has(property.key));
  const edits: Replacement[] = ours.map(({ start, end }) => ({ start, end, text: '' }));
  if (!written.createdSection) return replaced(text, edits);
  const markerStart = markerBefore(text, section.headerStart);
  const isOnlyOurs =
    isNothingButProperties(text, section) && ours.length === section.properties.length;
  if (!isOnlyOurs) {
    // Somebody made the section their own: the note above it would no longer be true.
    edits.push({ start: markerStart, end: section.headerStart, text: '' });
    return replaced(text, edits);
  }
  const start = startOfAdded(
    text,
    markerStart,
    isLast && section.contentEnd === text.length,
    written.addedBefore,
  );
  return text.slice(0, start) + text.slice(section.contentEnd);
}

/**
 * A section to put at the end of a file whose last characters are `tail` (a few lines are enough).
 * A blank line sets it apart from what stands before.
 */
export function newSection(
  tail: string,
  lineBreak: string,
  name: string,
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly addedBefore: string } {
  const endsInLine = tail !== '' && !tail.endsWith('\n');
  const endsBlank = tail === '' || /\n[ \t]*\r?\n$/.test(tail);
  const addedBefore = (endsInLine ? lineBreak : '') + (endsBlank ? '' : lineBreak);
  const lines = [MARKER, `[${name}]`, ...[...values].map(([key, value]) => `${key} = ${value}`)];
  return { text: lines.map((line) => line + lineBreak).join(''), addedBefore };
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function replaced(text: string, edits: readonly Replacement[]): string {
  // An insertion comes after a change that ends where it stands.
  const inOrder = edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const parts: string[] = [];
  let done = 0;
  for (const edit of inOrder) {
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function changedLine(property: PropertySpan, value: string): string {
  // The key is written anew: JavaScript SDKs know it in lower case only. They also want `=`.
  const separator = property.separator.includes(':') ? ' = ' : property.separator;
  return `${property.indent}${property.key}${separator}${value}${property.lineBreak}`;
}

function insertion(text: string, at: number, added: string, lineBreak: string): Replacement {
  const isOpenLine = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, text: isOpenLine ? lineBreak + added : added };
}

/** The line break that the file uses first, else the one of Unix. */
function fileLineBreak(text: string): string {
  return lineBreakOf(text.slice(0, lineEnd(text, 0))) || '\n';
}

/** Where our marker line starts if it stands directly above the header, else the header's start. */
export function markerBefore(text: string, headerStart: number): number {
  if (headerStart === 0) return 0;
  const lineStart = text.lastIndexOf('\n', headerStart - 2) + 1;
  return text.slice(lineStart, headerStart).trimEnd() === MARKER ? lineStart : headerStart;
}

function isNothingButProperties(text: string, section: SectionSpan): boolean {
  let at = section.bodyStart;
  for (const { start, end } of section.properties) {
    if (text.slice(at, start).trim() !== '') return false;
    at = end;
  }
  return text.slice(at, section.contentEnd).trim() === '';
}

/** Takes back what was added before the section, but never joins two lines of others. */
function startOfAdded(text: string, start: number, isLast: boolean, addedBefore: string): number {
  if (!text.slice(0, start).endsWith(addedBefore)) return start;
  if (isLast) return start - addedBefore.length;
  // Something follows by now: only the blank line goes, the line above keeps its break.
  return start - lineBreakOf(addedBefore).length;
}
