import { Agent, type AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Target } from './no-proxy.ts';
import type { HttpProxy } from './proxy.ts';
import { isUnknownIssuer, type Trust } from './trust.ts';
import { openTunnel } from './tunnel.ts';

/** How connections leave this machine. */
export interface Way {
  readonly trust: Trust;
  readonly proxyFor: (target: Target) => Promise<HttpProxy | undefined>;
  /** The longest that a connection may take to open, milliseconds: proxy and handshake included. */
  readonly connectTimeoutMs: number;
}

type Opened = (error: Error | null, socket?: Duplex) => void;

/**
 * An agent for https that chooses the way of each connection, and hands it out only once the server's
 * certificate was verified. It has a setting of its own for everything that the process's environment
 * could change: `NODE_TLS_REJECT_UNAUTHORIZED=0` and `NODE_USE_ENV_PROXY` do not reach it.
 */
export class RoutedAgent extends Agent {
  readonly #way: Way;

  constructor(way: Way, options: Pick<AgentOptions, 'keepAlive'>) {
    super({ ...options, maxSockets: 50, rejectUnauthorized: true });
    this.#way = way;
  }

  /** Called by Node for every new connection. */
  override createConnection(options: AgentOptions & Partial<Target>, opened: Opened): undefined {
    this.#open(options).then(
      (socket) => opened(null, socket),
      (error) => opened(error),
    );
  }

  async #open(options: AgentOptions & Partial<Target>): Promise<TLSSocket> {
    const target = { host: options.host ?? '', port: Number(options.port ?? 443) };
    const proxy = await this.#way.proxyFor(target);
    try {
      return await this.#connect(options, target, proxy);
    } catch (error) {
      if (!isUnknownIssuer(error) || !this.#way.trust.addSystem()) throw error;
      return await this.#connect(options, target, proxy);
    }
  }

  async #connect(
    options: AgentOptions,
    target: Target,
    proxy: HttpProxy | undefined,
  ): Promise<TLSSocket> {
    const { trust, connectTimeoutMs } = this.#way;
    const secureContext = trust.context();
    const deadline = AbortSignal.timeout(connectTimeoutMs);
    const tunnel: Socket | undefined =
      proxy &&
      (await openTunnel(proxy, target, {
        secureContext,
        deadline,
        probeTimeoutMs: connectTimeoutMs,
      }));
    const secured: ConnectionOptions = {
      secureContext,
      rejectUnauthorized: true,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
    };
    const socket = super.createConnection({ ...options, ...secured });
    return await verified(socket as TLSSocket, deadline);
  }
}

/** Resolves once the handshake is done and the certificate verified. */
function verified(socket: TLSSocket, deadline: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const late = () => {
      socket.destroy();
      reject(Object.assign(new Error('no connection in time'), { name: 'TimeoutError' }));
    };
    const failed = (error: Error) => {
      deadline.removeEventListener('abort', late);
      // Whatever it was, nothing of the request had left: a one-time code is still good.
      reject(Object.assign(error, { isUnsent: true }));
    };
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      deadline.removeEventListener('abort', late);
      socket.removeListener('error', failed);
      resolve(socket);
    });
    if (deadline.aborted) late();
    else deadline.addEventListener('abort', late, { once: true });
  });
}
