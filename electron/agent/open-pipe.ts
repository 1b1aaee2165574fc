import { createServer, type Socket } from 'node:net';
import type { Logger, Random } from '../core/ports.ts';
import { nodeFiles } from '../node/files.ts';
import { HANDSHAKE_TIME_MS, proveAsServer } from './handshake.ts';
import { closeServer, type Listening, listenAt } from './listening.ts';
import { alreadyRunning } from './open-socket.ts';
import { makePipeFile, readPipeFile } from './pipe-file.ts';
import { isListening } from './probe.ts';

export interface PipeOptions {
  readonly homePath: string;
  readonly pipeFolder: string;
  readonly logger: Logger;
  readonly random: Random;
}

/**
 * Listens on a Windows pipe under a new name and hands on only connections whose other end knows the
 * secret. Throws FILE_UNWRITABLE where a running app of this home answers on its pipe already.
 */
export async function openPipe(
  { homePath, pipeFolder, logger, random }: PipeOptions,
  onConnection: (socket: Socket) => void,
): Promise<Listening> {
  const last = readPipeFile(homePath, pipeFolder);
  if (last !== undefined && (await isListening(last.path))) {
    throw alreadyRunning(last.path);
  }
  const { path, secret } = await makePipeFile(homePath, nodeFiles(), random, pipeFolder);
  const strangers = new Set<Socket>();
  const listener = createServer((socket) => {
    strangers.add(socket);
    // Until it is handed on nobody else listens; what goes wrong ends the handshake.
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    proveAsServer(socket, secret, random, HANDSHAKE_TIME_MS)
      .then(
        () => {
          socket.off('error', ignore);
          onConnection(socket);
        },
        (error: unknown) => {
          socket.destroy();
          logger.warn('a caller on the pipe was not let in', { reason: String(error) });
        },
      )
      .finally(() => strangers.delete(socket));
  });
  await listenAt(listener, path);
  return {
    path,
    close: async () => {
      const closed = closeServer(listener);
      for (const socket of strangers) {
        socket.destroy();
      }
      await closed;
    },
  };
}
