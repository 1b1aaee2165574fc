import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Clock } from '../../core/ports.ts';
import { systemClock } from '../../node/clock.ts';

/** A D-Bus daemon of its own, to stand for the system bus. */
export interface PrivateBus {
  readonly address: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** At `socketPath`, or wherever it likes. */
export async function privateBus(socketPath?: string): Promise<PrivateBus> {
  const place = socketPath === undefined ? [] : [`--address=unix:path=${socketPath}`];
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address', ...place], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [first] = (await once(daemon.stdout, 'data')) as [Buffer];
  return { address: first.toString('utf8').trim(), kill: () => end(daemon) };
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const gone = once(daemon, 'exit');
  daemon.kill('SIGKILL');
  await gone;
}

/** A clock on which long pauses are short, while time limits stay what they are. */
export function hastyClock(): Clock {
  const clock = systemClock();
  return {
    ...clock,
    sleep: (milliseconds) => clock.sleep(milliseconds > 5_000 ? 200 : milliseconds),
  };
}
