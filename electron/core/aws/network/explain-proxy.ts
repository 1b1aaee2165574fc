import { type ErrorCode, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, codeNote, hostOf, spanInWords } from '../sts/call-context.ts';
import { isHandshake, tlsHint, tlsMessage } from '../sts/explain-tls.ts';
import type { ProxyFault } from './proxy-fault.ts';

/** What the words for a call that ended at its proxy are made of. */
type ProxyContext = Pick<CallContext, 'endpoint' | 'mfaSerial' | 'connectTimeoutMs'>;

/** Explains a call that did not get through the proxy, which nothing of it has left. */
export function explainProxyFault(fault: ProxyFault, context: ProxyContext): RoleValetError {
  const { code, message, hint } = textsOf(fault, context);
  return new RoleValetError(code, message, `${hint}${codeNote(context, 'not-sent')}.`, {
    isCodeUnsent: context.mfaSerial !== undefined,
  });
}

interface Texts {
  readonly code: ErrorCode;
  readonly message: string;
  /** Without a full stop. */
  readonly hint: string;
}

function textsOf(fault: ProxyFault, context: ProxyContext): Texts {
  const { trouble, proxyFrom } = fault;
  const proxy = `the proxy ${fault.proxyName}`;
  switch (trouble.kind) {
    case 'refused':
      return refused(fault, trouble.status, hostOf(context.endpoint));
    case 'late':
      return {
        code: 'NETWORK_TIMEOUT',
        message: `${proxy} opened no way to ${hostOf(context.endpoint)} within ${spanInWords(context.connectTimeoutMs)}`,
        hint: `Check the network and the proxy's address (from ${proxyFrom}), then try again`,
      };
    case 'unreachable':
      return {
        code: 'NETWORK_UNREACHABLE',
        message: `${proxy} cannot be reached (${trouble.code})`,
        hint: `Check the network and the proxy's address (from ${proxyFrom})`,
      };
    case 'tls':
      return {
        code: 'NETWORK_TLS',
        message: tlsMessage(trouble, proxy, trouble.certificate),
        hint: isHandshake(trouble)
          ? `Write http:// instead of https:// before the proxy's address (from ${proxyFrom}): most proxies are reached that way`
          : tlsHint(trouble),
      };
  }
}

function refused(fault: ProxyFault, status: number, host: string): Texts {
  const proxy = `the proxy ${fault.proxyName}`;
  const code = 'NETWORK_UNREACHABLE';
  if (status === 407) {
    return fault.hasPassword
      ? {
          code,
          message: `${proxy} does not accept the user name and password given for it (HTTP 407)`,
          hint: `Correct them in ${fault.proxyFrom}, with @ : / % in the password as %40 %3A %2F %25`,
        }
      : {
          code,
          message: `${proxy} wants a user name and password (HTTP 407)`,
          hint: `${placeForPassword(fault)}; for a proxy that wants a Windows sign-in, put a converter such as px in between`,
        };
  }
  if (status === 403 || status === 405) {
    return {
      code,
      message: `${proxy} does not let calls through to ${host} (HTTP ${status})`,
      hint: 'Have whoever runs the proxy allow that host',
    };
  }
  return {
    code,
    message: `${proxy} could not open a way to ${host} (HTTP ${status})`,
    hint:
      status >= 500
        ? 'Check that the region and the endpoint exist, then try again in a minute; if it stays so, ask whoever runs the proxy'
        : `Check that ${fault.proxyFrom} names a proxy (host and port)`,
  };
}

/** Neither the settings nor the system have a place for a password. */
function placeForPassword({ proxyFrom, proxyName }: ProxyFault): string {
  const address = `http://USER:PASSWORD@${proxyName}`;
  return /^https_proxy$/i.test(proxyFrom)
    ? `Write them into ${proxyFrom} as ${address}`
    : `Set HTTPS_PROXY to ${address} where Role Valet is started`;
}
