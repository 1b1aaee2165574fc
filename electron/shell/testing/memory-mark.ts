import type { Logger } from '../../core/ports.ts';
import type { ClipboardMark, HeldSecret } from '../clipboard-mark.ts';

/** A mark that outlives its keeper within a test. */
export function memoryMark(): ClipboardMark & { secret: HeldSecret | undefined } {
  return {
    secret: undefined,
    async write(secret) {
      this.secret = secret;
    },
    async read() {
      return this.secret;
    },
    async remove() {
      this.secret = undefined;
    },
  };
}

/** Keeps what was logged, as lines. */
export function lineLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const log =
    (level: string): Logger['info'] =>
    (message, fields) => {
      lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
    };
  return { lines, info: log('info'), warn: log('warn'), error: log('error') };
}
