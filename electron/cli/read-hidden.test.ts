import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type RawInput, readHidden } from './read-hidden.ts';

/** A terminal's input that notes what is asked of it, in order. */
class Keyboard extends EventEmitter {
  readonly done: string[] = [];
  setRawMode(isRaw: boolean): this {
    this.done.push(isRaw ? 'raw' : 'cooked');
    return this;
  }
  pause(): this {
    this.done.push('pause');
    return this;
  }
  resume(): this {
    this.done.push('resume');
    return this;
  }
  type(...chunks: string[]): void {
    for (const chunk of chunks) this.emit('data', Buffer.from(chunk));
  }
}

function ask(keyboard: Keyboard): Promise<string | undefined> {
  return readHidden(keyboard as unknown as RawInput, () => keyboard.done.push('question'));
}

test('nothing is shown any more by the time the question appears', async () => {
  const keyboard = new Keyboard();
  const answer = ask(keyboard);
  expect(keyboard.done).toEqual(['raw', 'resume', 'question']);
  keyboard.type('sec', 'rex\u007ft\r');
  expect(await answer).toBe('secret');
  expect(keyboard.done.slice(3)).toEqual(['cooked', 'pause']);
  expect(keyboard.listenerCount('data')).toBe(0);
});

test('an answer that comes at once is taken', async () => {
  const keyboard = new Keyboard();
  const answer = readHidden(keyboard as unknown as RawInput, () => keyboard.type('pasted\n'));
  expect(await answer).toBe('pasted');
  expect(keyboard.done.at(-2)).toBe('cooked');
});

test('Ctrl-D ends the input and leaves the terminal as it was', async () => {
  const keyboard = new Keyboard();
  const answer = ask(keyboard);
  keyboard.type('half\u0004');
  expect(await answer).toBeUndefined();
  expect(keyboard.done.at(-2)).toBe('cooked');
});
