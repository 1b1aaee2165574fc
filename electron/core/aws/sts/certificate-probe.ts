import type { Socket } from 'node:net';
import type { CertificateSummary } from './call-context.ts';

/**
 * Connects to a server only to read the certificate it shows, so that a message can name its issuer:
 * Node drops a certificate that does not verify before anyone can look at it. Nothing is sent over
 * the connection and it is closed at once, which is why it may skip the verification. `tunnel` is an
 * open way to the server; without one, the server is reached directly.
 * Undefined where no certificate could be read within `timeoutMs`.
 */
export async function readCertificateOf(
  { host, port }: { readonly host: string; readonly port: number },
  timeoutMs: number,
  tunnel?: Socket,
): Promise<CertificateSummary | undefined> {
  const tls = await import('node:tls');
  return new Promise((resolve) => {
    const socket = tls.connect({
      ...(tunnel === undefined ? { host, port } : { socket: tunnel }),
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    const finish = (certificate?: CertificateSummary) => {
      resolve(certificate);
      socket.destroy();
    };
    socket.setTimeout(timeoutMs, () => finish());
    socket.once('error', () => finish());
    socket.once('secureConnect', () => {
      const peer = socket.getPeerCertificate();
      finish(
        peer.issuer === undefined
          ? undefined
          : {
              issuer: nameOf(peer.issuer),
              subject: nameOf(peer.subject),
              validTo: peer.valid_to,
            },
      );
    });
  });
}

/** A certificate's name for a person: common name, else organization; both where both say something. */
function nameOf(name: Partial<Record<string, string | string[]>>): string {
  const parts = [name.CN, name.O].flat().filter((part) => part !== undefined && part !== '');
  const text = [...new Set(parts)].join(', ').replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return text === '' ? 'an unnamed issuer' : `"${text.slice(0, 200)}"`;
}
