import { readSync } from 'node:fs';
import { styleText } from 'node:util';
import { readHidden } from './read-hidden.ts';
import { alignedTable, tabbedLines } from './table.ts';

type Style = Parameters<typeof styleText>[0];

/** The person's side of the command line: what can be shown, and whether anyone can be asked. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  /** A person reads the answer and can confirm a change: standard input and output are terminals. */
  readonly canConfirm: boolean;
  /** A person can be asked for a code: standard input and error are terminals. */
  readonly canAsk: boolean;
  /** Standard input is a keyboard, and what is typed shows on the screen. */
  readonly isTyped: boolean;
  /** What is printed lands on a screen, not in a program. */
  readonly isScreen: boolean;
  /** Plain text to standard output. */
  print(text: string): void;
  /** Rows: an aligned table with a header for a person, tabs for another program. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): string;
  /** A note to standard error, for people; never a secret. */
  note(text: string): void;
  /** `text` coloured for standard output, where that is a terminal and colour is wanted. */
  style(style: Style, text: string): string;
  /** One line from standard input, unbuffered, so that a child process can read the rest. */
  readLine(): string | undefined;
  /** Shows `question` on standard error and reads one line. */
  ask(question: string): Promise<string | undefined>;
  /** As `ask`, without showing what is typed. */
  askHidden(question: string): Promise<string | undefined>;
  /** Runs `work`; where it takes long and a person looks on, says what is going on. */
  withProgress<T>(text: string, work: () => Promise<T>): Promise<T>;
}

/** How long a person should wait before being told what takes so long, milliseconds. */
const PROGRESS_DELAY_MS = 400;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // A person may want tables in a pager or a transcript as well.
  const showsTables = stdout.isTTY === true || Boolean(env.ROLE_VALET_TABLES);
  let clearProgress = (): void => undefined;
  let progressTimer: NodeJS.Timeout | undefined;

  // `role-valet roles | head` closes the pipe early: that ends the work, and is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      stderr.write(`role-valet: standard output can't be written (${error.code})\n`);
      process.exit(1);
    }
    process.exit(0);
  });

  const ask = async (question: string, hidden: boolean): Promise<string | undefined> => {
    clearProgress();
    // While the person is asked nothing else may write to that line.
    clearTimeout(progressTimer);
    const show = () => stderr.write(question);
    if (!hidden) {
      show();
      return readTyped(stdin);
    }
    const answer = await readHidden(stdin, show);
    stderr.write('\n');
    return answer;
  };

  return {
    environment: env,
    canConfirm: stdin.isTTY === true && stdout.isTTY === true,
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    isTyped: stdin.isTTY === true,
    isScreen: stdout.isTTY === true,
    print: (text) => {
      clearProgress();
      stdout.write(text);
    },
    note: (text) => {
      clearProgress();
      stderr.write(`${text}\n`);
    },
    table: (header, rows) => (showsTables ? alignedTable(header, rows) : tabbedLines(rows)),
    style: (style, text) => styleText(style, text, { stream: stdout, validateStream: true }),
    readLine,
    ask: (question) => ask(question, false),
    askHidden: (question) => ask(question, true),
    withProgress: async (text, work) => {
      if (stderr.isTTY !== true) {
        return work();
      }
      progressTimer = setTimeout(() => {
        stderr.write(`${text}...`);
        clearProgress = () => {
          stderr.write('\r\u001b[K');
          clearProgress = () => undefined;
        };
      }, PROGRESS_DELAY_MS);
      try {
        return await work();
      } finally {
        clearTimeout(progressTimer);
        clearProgress();
      }
    },
  };
}

/**
 * One line of standard input, a byte at a time: what comes after it is left for a child process.
 * Undefined at the end of input.
 */
function readLine(): string | undefined {
  const byte = new Uint8Array(1);
  const line: number[] = [];
  for (;;) {
    if (readByte(byte) === 0) {
      return line.length === 0 ? undefined : decodeLine(line);
    }
    if (byte[0] === 0x0a) {
      return decodeLine(line);
    }
    line.push(byte[0] ?? 0);
  }
}

function decodeLine(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('utf8').replace(/\r$/, '');
}

function readByte(into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, into, 0, 1, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') {
        return 0;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      // Standard input is non-blocking here: wait a little instead of spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/**
 * Reads a typed line without blocking: locks that are held meanwhile must be kept fresh. Undefined
 * where the person ends the input (Ctrl-D).
 */
async function readTyped(stdin: NodeJS.ReadStream): Promise<string | undefined> {
  // Nearly nobody is asked, and `credential-process` never asks.
  const { createInterface } = await import('node:readline');
  return await new Promise((resolve) => {
    const lines = createInterface({ input: stdin });
    let answer: string | undefined;
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('close', () => resolve(answer));
  });
}
