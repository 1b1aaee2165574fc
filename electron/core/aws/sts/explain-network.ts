import { type ErrorCode, RoleValetError } from '../../../contract/errors.ts';
import { explainProxyFault } from '../network/explain-proxy.ts';
import { ProxyFault } from '../network/proxy-fault.ts';
import { type CallContext, type CodeFate, codeNote, hostOf, spanInWords } from './call-context.ts';
import { tlsHint, tlsMessage } from './explain-tls.ts';
import { isTlsFault } from './tls-fault.ts';

/** The parts of an error of Node's network code, or of the SDK's HTTP handler, that tell what it was. */
interface NetworkFault {
  readonly name?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly message?: string;
  /** Set by our own agent: the connection was never open. */
  readonly isUnsent?: boolean;
}

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
};

/** What the words for a call without an answer are made of; any AWS service's call has it. */
export type NetworkContext = Pick<
  CallContext,
  'endpoint' | 'mfaSerial' | 'connectTimeoutMs' | 'requestTimeoutMs' | 'certificate'
> & { readonly region?: string };

/**
 * Explains a call that got no answer: NETWORK_TIMEOUT, NETWORK_TLS or NETWORK_UNREACHABLE.
 * Undefined where `error` is something else.
 */
export function explainNetworkError(
  error: unknown,
  context: NetworkContext,
): RoleValetError | undefined {
  if (error instanceof ProxyFault) {
    return explainProxyFault(error, context);
  }
  const fault: NetworkFault = typeof error === 'object' && error !== null ? error : {};
  const host = hostOf(context.endpoint);
  const failed = (code: ErrorCode, message: string, hint: string, fate: CodeFate) =>
    new RoleValetError(code, message, `${hint}${codeNote(context, fate)}.`, {
      isCodeUnsent: context.mfaSerial !== undefined && fate === 'not-sent',
    });

  if (isTlsFault(error)) {
    return failed(
      'NETWORK_TLS',
      tlsMessage(fault, host, context.certificate),
      tlsHint(fault),
      'not-sent',
    );
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

function unreachableHint(fault: NetworkFault, context: NetworkContext): string {
  return fault.code === 'ENOTFOUND' && context.region !== undefined
    ? `Check the network and that the region ${context.region} exists, then try again`
    : 'Check the network, the VPN and the proxy, then try again';
}

/** A connection to all of a name's addresses fails as an AggregateError, before anything is sent. */
function happenedBeforeSending(fault: NetworkFault, error: unknown): boolean {
  return (
    fault.isUnsent === true ||
    fault.syscall === 'connect' ||
    fault.syscall === 'getaddrinfo' ||
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
