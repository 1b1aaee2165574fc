/** What is needed of a terminal's input. */
export type RawInput = Pick<NodeJS.ReadStream, 'on' | 'off' | 'pause' | 'resume' | 'setRawMode'>;

/**
 * Reads a line in raw mode, so that a secret does not appear on the screen. `showQuestion` is called
 * once the terminal shows nothing any more: what is typed or pasted the moment the question appears
 * would be on the screen otherwise. Undefined where the person ends the input (Ctrl-D, Ctrl-C).
 */
export function readHidden(stdin: RawInput, showQuestion: () => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: string | undefined): void => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') {
          finish(typed);
          return;
        }
        if (character === '\u0003') {
          // Raw mode swallows Ctrl-C: it must end the program as everywhere else.
          finish(undefined);
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (character === '\u0004') {
          finish(undefined);
          return;
        }
        typed =
          character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.setRawMode(true);
    stdin.on('data', onData);
    stdin.resume();
    showQuestion();
  });
}
