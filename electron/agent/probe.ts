import { connect } from 'node:net';

/** How long a probed socket may take, milliseconds: its owner is on this machine. */
const PROBE_TIME_MS = 2_000;

/**
 * True where somebody listens at `path`, even an app that hangs: the operating system takes the
 * connection for it. A socket that a killed app left refuses.
 */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const done = (answer: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    // Where nothing is known for sure it is taken to live, so that no live socket is replaced.
    const timer = setTimeout(() => done(true), PROBE_TIME_MS);
    socket.once('connect', () => done(true));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      done(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}
