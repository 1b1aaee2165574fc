import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connect, type Link, type Port } from '../link.ts';
import type { HostSide, MainSide } from '../sides.ts';

export interface MainOptions {
  readonly mainPath: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A running main process. */
export interface MainProcess {
  readonly main: Link<MainSide>;
  readonly pid: number;
  /** The exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  isRunning(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** What it printed so far, stdout and stderr. */
  output(): string;
}

/** Starts the built main script under the stand-in's module hook. */
export function startMain(options: MainOptions, hostSide: HostSide): MainProcess {
  const register = new URL('../register.ts', import.meta.url).href;
  const runMain = fileURLToPath(new URL('../run-main.ts', import.meta.url));
  const child = fork(runMain, [options.mainPath, ...options.argv], {
    execArgv: ['--import', register, '--disable-warning=ExperimentalWarning'],
    env: options.environment,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
  return {
    main: connect<HostSide, MainSide>(child as Port, hostSide),
    pid: child.pid ?? -1,
    exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => void child.kill(signal),
    output: () => output,
  };
}
