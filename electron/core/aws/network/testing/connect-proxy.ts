import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on loopback that opens ways by CONNECT, and records what it was asked for. */
export interface ConnectProxy {
  readonly port: number;
  /** Every target that was asked for, as `host:port`. */
  readonly asked: string[];
  /** The `Proxy-Authorization` of each. */
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** Where the way to `host:port` really ends: a port of this machine, or a status to refuse with. */
  readonly route: (target: string) => { readonly port: number } | { readonly status: number };
  /** The `user:password` that it wants. */
  readonly wants?: string;
  /** With key and certificate, it is reached by https. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Starts one. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const server: Server =
    options.tls === undefined ? createServer() : createSecureServer(options.tls);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const target = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    asked.push(target);
    authorizations.push(authorization);
    keep(sockets, socket);
    const wanted =
      options.wants && `Basic ${Buffer.from(options.wants, 'utf8').toString('base64')}`;
    const way =
      wanted !== undefined && authorization !== wanted ? { status: 407 } : options.route(target);
    if ('status' in way) {
      socket.end(`HTTP/1.1 ${way.status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(way.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    keep(sockets, upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    authorizations,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
}
