import type { Clipboard, ClipboardItem as ElectronClipboardItem } from 'electron';
import type { ClipboardKind } from '../sides.ts';
import { closed, UNKNOWN_MEMBERS } from './closed.ts';
import { host, tellHost } from './state.ts';

type Part = string | Blob | Promise<string | Blob>;

/** One entry of the clipboard, in several types. */
export class ClipboardItem implements Pick<ElectronClipboardItem, 'types'> {
  readonly #parts: Readonly<Record<string, Part>>;

  constructor(parts: Readonly<Record<string, Part>>) {
    if (Object.keys(parts).length === 0)
      throw new TypeError('ClipboardItem needs at least one type');
    this.#parts = parts;
  }
  get types(): string[] {
    return Object.keys(this.#parts);
  }
  async getType(type: string): Promise<Blob> {
    const part = await this.#parts[type];
    if (part === undefined) throw new Error(`The type '${type}' was not found`);
    return typeof part === 'string' ? new Blob([part], { type }) : part;
  }
}
Object.setPrototypeOf(ClipboardItem.prototype, UNKNOWN_MEMBERS);

async function contentOf(item: ClipboardItem): Promise<{ type: string; base64: string }[]> {
  return Promise.all(
    item.types.map(async (type) => {
      const bytes = await (await item.getType(type)).arrayBuffer();
      return { type, base64: Buffer.from(bytes).toString('base64') };
    }),
  );
}

/** Electron's clipboard since 45: all but `clear` is a promise. The host keeps the content. */
function clipboardOf(kind: ClipboardKind) {
  const self = {
    async read() {
      const content = await host().call('readClipboard', kind);
      if (content.length === 0) return [];
      const parts = content.map(({ type, base64 }) => {
        return [type, new Blob([Buffer.from(base64, 'base64')], { type })] as const;
      });
      return [new ClipboardItem(Object.fromEntries(parts))];
    },
    async write(items: readonly ClipboardItem[]) {
      const content = await Promise.all(items.map(contentOf));
      await host().call('writeClipboard', kind, content.flat());
    },
    async readText() {
      const [item] = await self.read();
      if (item === undefined || !item.types.includes('text/plain')) return '';
      return (await item.getType('text/plain')).text();
    },
    writeText: (text: string) => self.write([new ClipboardItem({ 'text/plain': text })]),
    async has(type: string) {
      const content = await host().call('readClipboard', kind);
      return content.some((part) => part.type === type);
    },
    clear: () => tellHost('writeClipboard', kind, []),
  };
  return self satisfies Pick<Clipboard, 'readText' | 'writeText' | 'has' | 'clear'>;
}

/** Linux has a second clipboard, of the selected text; elsewhere it is undefined. */
const selection =
  process.platform === 'linux'
    ? closed('clipboard.selection', clipboardOf('selection'))
    : undefined;

/** `clipboard`. */
export const clipboard = closed('clipboard', { ...clipboardOf('clipboard'), selection });
