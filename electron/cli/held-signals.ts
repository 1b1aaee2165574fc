import { constants } from 'node:os';
import { FORWARDED_SIGNALS } from './run-child.ts';

/** Signals that wait until there is something to pass them on to, or all is tidied up. */
export interface HeldSignals {
  /** What a shell would give for the first one that came, 128 + n; undefined while none has. */
  exitCode(): number | undefined;
  /** From here on signals end the process again. */
  release(): void;
}

/** From here on no signal ends the process before it has removed what it made. */
export function holdSignals(): HeldSignals {
  let first: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => {
    first ??= signal;
  };
  for (const signal of FORWARDED_SIGNALS) {
    process.on(signal, hold);
  }
  return {
    exitCode: () => (first === undefined ? undefined : 128 + constants.signals[first]),
    release: () => {
      for (const signal of FORWARDED_SIGNALS) {
        process.off(signal, hold);
      }
    },
  };
}
