import { spawn } from 'node:child_process';

/** What the person at the terminal does: when the screen shows `see`, type `type`. */
export interface Turn {
  readonly see: RegExp;
  readonly type: string | (() => string | Promise<string>);
}

/** What was on the screen, and how the program ended. */
export interface Conversation {
  readonly code: number | null;
  readonly screen: string;
}

const WAIT_MS = 90_000;

/**
 * Runs a program on a real pseudo terminal (util-linux `script`) and plays the turns in order, as a
 * person would. The screen is everything the program showed, line ends as the terminal sent them.
 */
export function converse(
  command: readonly string[],
  environment: Record<string, string>,
  turns: readonly Turn[],
): Promise<Conversation> {
  const line = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-q', '-e', '-c', line, '/dev/null'], {
    env: { ...environment, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let screen = '';
    let seen = 0;
    const left = [...turns];
    const playTurns = async (): Promise<void> => {
      const turn = left[0];
      const match = turn === undefined ? null : turn.see.exec(screen.slice(seen));
      if (turn === undefined || match === null) return;
      left.shift();
      seen += match.index + match[0].length;
      const typed = typeof turn.type === 'string' ? turn.type : await turn.type();
      child.stdin.write(`${typed}\n`);
      await playTurns();
    };
    child.stdout.on('data', (chunk: Buffer) => {
      screen += chunk.toString('utf8');
      playTurns().catch(reject);
    });
    child.stdin.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reject(error);
    });
    // Without this a turn that never comes says nothing of what was on the screen instead.
    const limit = setTimeout(() => {
      child.kill();
      reject(new Error(`waited for ${left[0]?.see} and saw:\n${screen}`));
    }, WAIT_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (left.length > 0) {
        reject(new Error(`the program ended before it asked for ${left[0]?.see}:\n${screen}`));
      } else {
        resolve({ code, screen });
      }
    });
  });
}
