import { type ErrorCode, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, type CodeFate, codeNote, hostOf, spanInWords } from './call-context.ts';

/** The parts of an error of Node's network code, or of the SDK's HTTP handler, that tell what it was. */
interface NetworkFault {
  readonly name?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly message?: string;
}

// OpenSSL's names for a certificate that does not verify, and Node's for a failed handshake:
// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const tlsCode =
  /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_MISMATCH$|EPROTO$)/;

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name server did not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  EHOSTDOWN: 'the host is down',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'the network is down',
  EADDRNOTAVAIL: 'there is no network',
  ECONNRESET: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_PROXY_TUNNEL: 'the proxy did not open a way to it',
  ERR_PROXY_INVALID_CONFIG: 'the proxy setting is not usable',
};

/** True where the server's certificate, or the encrypted connection itself, was the problem. */
export function isTlsFault(error: unknown): boolean {
  const code = (error as NetworkFault | null)?.code;
  return typeof code === 'string' && tlsCode.test(code);
}

/**
 * Explains a call that got no answer: NETWORK_TIMEOUT, NETWORK_TLS or NETWORK_UNREACHABLE.
 * Undefined where `error` is something else.
 */
export function explainNetworkError(
  error: unknown,
  context: CallContext,
): RoleValetError | undefined {
  const fault: NetworkFault = typeof error === 'object' && error !== null ? error : {};
  const host = hostOf(context.endpoint);
  const failed = (code: ErrorCode, message: string, hint: string, fate: CodeFate) =>
    new RoleValetError(code, message, `${hint}${codeNote(context, fate)}.`, {
      isCodeUnsent: context.mfaSerial !== undefined && fate === 'not-sent',
    });

  if (isTlsFault(error)) {
    return failed('NETWORK_TLS', tlsMessage(fault, host, context), tlsHint(fault), 'not-sent');
  }
  if (isConnectTimeout(fault, error)) {
    return failed(
      'NETWORK_TIMEOUT',
      `${host} did not accept a connection within ${spanInWords(context.connectTimeoutMs)}`,
      'Check the network, the VPN and the proxy, then try again',
      'not-sent',
    );
  }
  if (fault.code === 'ETIMEDOUT' || fault.name === 'AbortError') {
    return failed(
      'NETWORK_TIMEOUT',
      `${host} gave no complete answer within ${spanInWords(context.requestTimeoutMs)}`,
      'Check the network, the VPN and the proxy, then try again',
      'unclear',
    );
  }
  const reason = unreachable[fault.code ?? ''];
  if (reason === undefined) {
    return undefined;
  }
  return failed(
    'NETWORK_UNREACHABLE',
    `${host} cannot be reached: ${reason} (${fault.code})`,
    unreachableHint(fault, context),
    happenedBeforeSending(fault, error) ? 'not-sent' : 'unclear',
  );
}

function unreachableHint(fault: NetworkFault, context: CallContext): string {
  if (fault.code === 'ENOTFOUND') {
    return `Check the network and that the region ${context.region} exists, then try again`;
  }
  return fault.code?.startsWith('ERR_PROXY_')
    ? 'Check HTTPS_PROXY (host, port, user name and password) and NO_PROXY'
    : 'Check the network, the VPN and the proxy, then try again';
}

/** A connection to all of a name's addresses fails as an AggregateError, before anything is sent. */
function happenedBeforeSending(fault: NetworkFault, error: unknown): boolean {
  return (
    fault.syscall === 'connect' ||
    fault.syscall === 'getaddrinfo' ||
    fault.code?.startsWith('ERR_PROXY_') === true ||
    error instanceof AggregateError
  );
}

/** The SDK's handler gives its connection limit no code of its own, only the name TimeoutError. */
function isConnectTimeout(fault: NetworkFault, error: unknown): boolean {
  return (
    (fault.name === 'TimeoutError' && fault.code === undefined) ||
    (fault.code === 'ETIMEDOUT' && happenedBeforeSending(fault, error))
  );
}

function tlsMessage(fault: NetworkFault, host: string, context: CallContext): string {
  const certificate = context.certificate;
  const issuer = certificate === undefined ? '' : `, issued by ${certificate.issuer}`;
  switch (fault.code) {
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${host}${issuer}, is out of date${certificate === undefined ? '' : ` since ${certificate.validTo}`}`;
    case 'CERT_NOT_YET_VALID':
      return `the certificate of ${host}${issuer}, is not valid yet`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate shown by ${host}${issuer}, is for another name`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the certificate of ${host}${issuer}, is self-signed and not trusted (${fault.code})`;
    case 'EPROTO':
      return `${host} does not speak TLS on that port`;
    default:
      return `the certificate of ${host}${issuer}, cannot be trusted (${fault.code})`;
  }
}

function tlsHint(fault: NetworkFault): string {
  switch (fault.code) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return "Check this machine's date and time, then the server's certificate";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'Check the endpoint for a wrong host name, and the network for a sign-in page';
    case 'EPROTO':
      return 'Check the scheme and port of the endpoint, and the proxy';
    default:
      return "If that issuer is your company's proxy, point AWS_CA_BUNDLE (or ca_bundle) to its root certificate; if not, do not use this network";
  }
}
