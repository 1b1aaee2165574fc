import type Electron from 'electron';
import type { ClipboardEntry } from '../clipboard-formats.ts';

/** A system clipboard that tells what was done to it, and fails when told. */
export class FakeClipboard
  implements Pick<Electron.Clipboard, 'write' | 'writeText' | 'readText' | 'clear'>
{
  text = '';
  types: readonly string[] = [];
  writes = 0;
  clears = 0;
  /** Names of calls that fail, or never answer. */
  readonly failing = new Set<'write' | 'writeText' | 'readText'>();
  readonly hanging = new Set<'write' | 'writeText' | 'readText'>();
  /** As an unfocused window on Wayland has it. */
  ignoresClear = false;

  async write(items: Electron.ClipboardItem[]): Promise<void> {
    await this.#answer('write');
    const [entry] = items as unknown as FakeItem[];
    if (entry === undefined || items.length !== 1) throw new Error('exactly one item is expected');
    this.writes += 1;
    this.types = Object.keys(entry.entry);
    this.text = String(entry.entry['text/plain']);
  }

  async writeText(text: string): Promise<void> {
    await this.#answer('writeText');
    this.writes += 1;
    this.types = ['text/plain'];
    this.text = text;
  }

  async readText(): Promise<string> {
    await this.#answer('readText');
    return this.text;
  }

  clear(): void {
    this.clears += 1;
    if (!this.ignoresClear) this.text = '';
  }

  async #answer(call: 'write' | 'writeText' | 'readText'): Promise<void> {
    if (this.hanging.has(call)) await Promise.withResolvers<void>().promise;
    if (this.failing.has(call)) throw new Error(`${call} failed on purpose`);
  }
}

interface FakeItem {
  readonly entry: ClipboardEntry;
}

/** Stands for `new ClipboardItem(entry)`. */
export function fakeItem(entry: ClipboardEntry): Electron.ClipboardItem {
  return { entry } as unknown as Electron.ClipboardItem;
}
