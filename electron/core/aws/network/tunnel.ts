import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { readCertificateOf } from '../sts/certificate-probe.ts';
import { isTlsFault } from '../sts/tls-fault.ts';
import type { Target } from './no-proxy.ts';
import type { HttpProxy } from './proxy.ts';
import { ProxyFault } from './proxy-fault.ts';

export interface TunnelOptions {
  /** For a proxy that is reached by https. */
  readonly secureContext: SecureContext;
  /** By when the way must be open. */
  readonly deadline: AbortSignal;
  /** How long a look at the certificate of a proxy that is not trusted may take, milliseconds. */
  readonly probeTimeoutMs: number;
}

/**
 * A connection through a proxy to `target`, opened by CONNECT (RFC 9110, 9.3.6): what is sent over it
 * arrives there unread. Throws a ProxyFault.
 */
export function openTunnel(
  proxy: HttpProxy,
  target: Target,
  options: TunnelOptions,
): Promise<Socket> {
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const { deadline, secureContext } = options;
  const ask = proxy.isSecure ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = ask({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization === undefined
          ? {}
          : { 'proxy-authorization': proxy.authorization }),
      },
      agent: false,
      signal: deadline,
      ...(proxy.isSecure
        ? {
            secureContext,
            rejectUnauthorized: true,
            // Node would take the name to verify from the header, which names the target.
            servername: isIP(proxy.host) === 0 ? proxy.host : '',
          }
        : {}),
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket, early: Buffer) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        reject(new ProxyFault(proxy, { kind: 'refused', status: statusCode }));
        return;
      }
      if (early.length > 0) socket.unshift(early);
      resolve(socket);
    });
    // A proxy that is none answers CONNECT as if it were GET.
    request.once('response', (response) => {
      response.destroy();
      reject(new ProxyFault(proxy, { kind: 'refused', status: response.statusCode ?? 0 }));
    });
    request.once('error', (error) => {
      faultOf(proxy, error, options).then(reject, reject);
    });
    request.end();
  });
}

async function faultOf(
  proxy: HttpProxy,
  error: Error,
  options: TunnelOptions,
): Promise<ProxyFault> {
  const code = String((error as NodeJS.ErrnoException).code ?? error.name);
  if (options.deadline.aborted) return new ProxyFault(proxy, { kind: 'late' });
  if (!isTlsFault(error)) return new ProxyFault(proxy, { kind: 'unreachable', code });
  const certificate = await readCertificateOf(proxy, options.probeTimeoutMs);
  return new ProxyFault(proxy, {
    kind: 'tls',
    code,
    ...(certificate === undefined ? {} : { certificate }),
  });
}
