import { join } from 'node:path';
import type { Clock, Environment, Logger, Random } from '../core/ports.ts';
import { nodeLocks } from '../node/locks.ts';
import { type AgentHttpServer, type AgentLimits, agentHttpServer } from './http-server.ts';
import type { Listening } from './listening.ts';
import { openPipe } from './open-pipe.ts';
import { openSocket, requireOwnFolder } from './open-socket.ts';
import { PIPE_FOLDER } from './pipe-file.ts';
import { agentRoutes } from './routes.ts';
import type { AgentServices } from './services.ts';
import { socketPlace } from './socket-place.ts';

export interface AgentOptions {
  /** The app's own folder, real path. */
  readonly homePath: string;
  readonly platform: NodeJS.Platform;
  readonly services: AgentServices;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  /** Only XDG_RUNTIME_DIR is read. Default: the process's own. */
  readonly environment?: Environment;
  /** What stands before the name of a Windows pipe. Default: `\\.\pipe\`. */
  readonly pipeFolder?: string;
  readonly limits?: Partial<AgentLimits>;
}

/** The running server. */
export interface Agent {
  /** Path of the socket or pipe. */
  readonly path: string;
  /** Ends all connections and takes the socket away. */
  close(): Promise<void>;
}

/**
 * Starts answering the command line. Throws EDIT_REFUSED where the folder or what stands in the
 * socket's place is not its owner's alone, FILE_UNWRITABLE where another app answers there already or
 * the socket can't be made, and LOCK_TIMEOUT.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { homePath, services, logger, clock, limits } = options;
  requireOwnFolder(homePath);
  const http = agentHttpServer({ routes: agentRoutes(services, logger), logger, clock, limits });
  // Two apps that start together must not take a socket that is just being made for a left one.
  const locks = nodeLocks(join(homePath, 'locks'));
  const listening = await locks.withLock('agent', () => listen(options, http));
  logger.info('the command line is answered', { path: listening.path });
  return {
    path: listening.path,
    close: async () => {
      const closed = listening.close();
      http.endConnections();
      await closed;
    },
  };
}

async function listen(options: AgentOptions, http: AgentHttpServer): Promise<Listening> {
  const { homePath, platform, environment = process.env, pipeFolder = PIPE_FOLDER } = options;
  if (platform === 'win32') {
    return openPipe({ ...options, pipeFolder }, http.serve);
  }
  return openSocket(http.server, await socketPlace(homePath, platform, environment), platform);
}
