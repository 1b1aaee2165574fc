import type { Socket } from 'node:net';

/**
 * Reads `count` bytes and leaves what comes behind them in the stream. Rejects where the other end
 * stops before, or takes longer than `timeMs`.
 */
export function readExactly(socket: Socket, count: number, timeMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      socket.off('readable', look);
      socket.off('error', fail);
      socket.off('close', close);
      settle();
    };
    const fail = (error: Error): void => done(() => reject(error));
    const close = (): void => fail(new Error('the other end went away'));
    const look = (): void => {
      const bytes: Buffer | null = socket.read(count);
      // At the end of the stream `read` gives what is left, however little.
      if (bytes !== null && bytes.length === count) {
        done(() => resolve(bytes));
      } else if (bytes !== null || socket.readableEnded) {
        close();
      }
    };
    const timer = setTimeout(() => fail(new Error('the other end was too slow')), timeMs);
    socket.on('readable', look);
    socket.on('error', fail);
    socket.on('close', close);
    look();
  });
}
