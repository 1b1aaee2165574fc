import { MemoryClipboard } from './host/clipboard.ts';
import { Host } from './host/host.ts';

export interface RunOptions {
  /** The built main script. */
  readonly mainPath: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** What ends a program from outside; main quits in order on each. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the app on the stand-in with a window on the display, until the user quits it. Gives its exit
 * code. Throws where Chromium can't be started.
 */
export async function runOnDisplay(options: RunOptions): Promise<number> {
  const host = await Host.start({
    ...options,
    isHeaded: true,
    clipboard: new MemoryClipboard(),
    colorScheme: 'light',
    scaleFactor: 1,
  });
  const pass = (signal: NodeJS.Signals): void => host.main.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    const code = await host.main.exited;
    const output = host.main.output();
    if (code !== 0 && output !== '') {
      process.stderr.write(output);
    }
    return code ?? 1;
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
    await host.close();
  }
}
