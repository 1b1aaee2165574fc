import type { ClipboardContent, ClipboardKind } from '../sides.ts';

/** The clipboard of a run: kept by the host, so that it outlives main, and never the machine's. */
export class MemoryClipboard {
  readonly #content = new Map<ClipboardKind, ClipboardContent>();

  read(kind: ClipboardKind): ClipboardContent {
    return this.#content.get(kind) ?? [];
  }

  write(kind: ClipboardKind, content: ClipboardContent): void {
    this.#content.set(kind, content);
  }

  text(): string {
    const part = this.read('clipboard').find(({ type }) => type === 'text/plain');
    return part === undefined ? '' : Buffer.from(part.base64, 'base64').toString('utf8');
  }

  writeText(text: string): void {
    const base64 = Buffer.from(text).toString('base64');
    this.write('clipboard', [{ type: 'text/plain', base64 }]);
  }

  /** The types of the content; a system's own format by its bare name. */
  formats(): readonly string[] {
    return this.read('clipboard').map(({ type }) => bareFormat(type));
  }
}

/** The name in `electron application/osclipboard;format="name"`; other types as they are. */
export function bareFormat(type: string): string {
  return /^electron application\/osclipboard;format="(.*)"$/.exec(type)?.[1] ?? type;
}
