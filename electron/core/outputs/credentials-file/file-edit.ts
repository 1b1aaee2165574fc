import { bytesText, textBytes } from './file-text.ts';
import {
  newSection,
  removeProperties,
  setProperties,
  type WrittenSection,
} from './section-edit.ts';
import { lineBreakOf } from './section-text.ts';
import type { SectionWindow } from './section-window.ts';

/** A file after an edit, in parts: those before and after the section are the old file's memory. */
export interface FileEdit {
  readonly parts: readonly Uint8Array[];
  readonly created: boolean;
  /** What was put between the old end of the file and our section. */
  readonly addedBefore: string;
  /** The section before and after, with its surroundings; the first empty where it was created. */
  readonly before: string;
  readonly after: string;
}

const TAIL_BYTES = 512;

/** `setProperties` on the bytes of a whole file, of which `window` shows the section, if it exists. */
export function setInFile(
  bytes: Uint8Array,
  window: SectionWindow | undefined,
  name: string,
  values: ReadonlyMap<string, string>,
  removed: ReadonlySet<string>,
): FileEdit {
  if (window !== undefined) {
    const { text: after } = setProperties(window.text, name, values, removed);
    const parts = spliced(bytes, window.start, window.end, after);
    return { parts, created: false, addedBefore: '', before: window.text, after };
  }
  const tail = bytesText(bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)));
  const { text, addedBefore } = newSection(tail, firstLineBreak(bytes), name, values);
  const parts = [bytes, textBytes(addedBefore + text)];
  return { parts, created: true, addedBefore, before: '', after: text };
}

/** `removeProperties` on the bytes of a whole file, of which `window` shows the section. */
export function removeFromFile(
  bytes: Uint8Array,
  window: SectionWindow,
  name: string,
  keys: ReadonlySet<string>,
  written: WrittenSection,
): readonly Uint8Array[] {
  const isLast = window.end === bytes.length;
  const text = removeProperties(window.text, name, keys, written, isLast);
  return spliced(bytes, window.start, window.end, text);
}

function spliced(bytes: Uint8Array, start: number, end: number, text: string): Uint8Array[] {
  return [bytes.subarray(0, start), textBytes(text), bytes.subarray(end)];
}

function firstLineBreak(bytes: Uint8Array): string {
  const at = bytes.indexOf(0x0a);
  return at < 0 ? '\n' : lineBreakOf(bytesText(bytes.subarray(Math.max(0, at - 1), at + 1)));
}
