import { RoleValetError } from '../../../contract/errors.ts';
import { findSections, type SectionSpan } from './section-text.ts';
import { lineAt, type SectionWindow, sectionWindows } from './section-window.ts';

/**
 * The window of the section `target`, or undefined where there is none. Throws EDIT_REFUSED where it
 * stands twice (the AWS CLI refuses such a file whole, SDKs merge the two), or where tools disagree
 * about where it starts or ends: an indented `[name]` is a header to SDKs, but to the AWS CLI it
 * continues the value above.
 */
export function onlyWindow(
  bytes: Uint8Array,
  target: string,
  path: string,
): SectionWindow | undefined {
  const windows = sectionWindows(bytes, target);
  const [window] = windows;
  if (windows.length > 1) {
    throw new RoleValetError(
      'EDIT_REFUSED',
      `${path} has the section [${target}] twice, in lines ${headerLines(bytes, target).join(' and ')}`,
      'Merge the two into one: the AWS CLI cannot read the file until then',
    );
  }
  const section = sectionIn(window, target);
  if (window === undefined || section === undefined) return window;
  const isFirst = window.start === 0 && window.text.slice(0, section.headerStart).trim() === '';
  const startsIndented = /[ \t]/.test(window.text.charAt(section.headerStart));
  if (startsIndented && !isFirst) throw indented(path, headerLines(bytes, target)[0]);
  const indentOfLast = section.properties.at(-1)?.indent.length ?? Number.POSITIVE_INFINITY;
  if (window.nextIndent > indentOfLast) throw indented(path, lineAt(bytes, window.end));
  return window;
}

/** The section that a window shows: the last one, because lines before it are shown as well. */
export function sectionIn(
  window: SectionWindow | undefined,
  target: string,
): SectionSpan | undefined {
  return findSections(window?.text ?? '', (name) => name === target).at(-1);
}

/** The line numbers, from 1, of the headers of `target`. */
export function headerLines(bytes: Uint8Array, target: string): number[] {
  return sectionWindows(bytes, target).map((window) =>
    lineAt(bytes, window.start + (sectionIn(window, target)?.headerStart ?? 0)),
  );
}

function indented(path: string, line: number | undefined): RoleValetError {
  return new RoleValetError(
    'EDIT_REFUSED',
    `${path}, line ${line}: AWS tools disagree whether this indented line starts a section`,
    'Remove the blanks before the bracket, then try again',
  );
}
