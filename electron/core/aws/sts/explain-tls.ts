import type { CertificateSummary } from './call-context.ts';

interface TlsFault {
  readonly code?: string;
}

/** OpenSSL's and BoringSSL's names for an answer that is no TLS: mostly a server of plain http. */
const NO_TLS =
  /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST))$/;

function isNoTls({ code = '' }: TlsFault): boolean {
  return NO_TLS.test(code);
}

/** True where the connection failed for another reason than the certificate. */
export function isHandshake(fault: TlsFault): boolean {
  return isNoTls(fault) || fault.code?.startsWith('ERR_SSL_') === true;
}

/** What a failed handshake means. `who` shows the certificate: a host and port, or a proxy's. */
export function tlsMessage(
  fault: TlsFault,
  who: string,
  certificate: CertificateSummary | undefined,
): string {
  const issuer = certificate === undefined ? '' : `, issued by ${certificate.issuer}`;
  switch (fault.code) {
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${who}${issuer}, is out of date${certificate === undefined ? '' : ` since ${certificate.validTo}`}`;
    case 'CERT_NOT_YET_VALID':
      return `the certificate of ${who}${issuer}, is not valid yet`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate shown by ${who}${issuer}, is for another name`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the certificate of ${who}${issuer}, is self-signed and not trusted (${fault.code})`;
    default:
      if (isNoTls(fault)) return `${who} does not speak TLS on that port`;
      if (isHandshake(fault)) return `no encrypted connection to ${who} (${fault.code})`;
      return `the certificate of ${who}${issuer}, cannot be trusted (${fault.code})`;
  }
}

/** The next step, without a full stop. */
export function tlsHint(fault: TlsFault): string {
  switch (fault.code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return "Check this machine's date and time, then the server's certificate";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'Check the endpoint for a wrong host name, and the network for a sign-in page';
    default:
      if (isHandshake(fault)) return 'Check the scheme and port of the endpoint, and the proxy';
      return "If that issuer is your company's proxy, point AWS_CA_BUNDLE (or ca_bundle) to its root certificate, or add that to the system's trusted ones; if not, do not use this network";
  }
}
