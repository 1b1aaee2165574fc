import type { CertificateSummary } from '../sts/call-context.ts';
import type { HttpProxy } from './proxy.ts';

/** What went wrong on the way through a proxy. */
export type ProxyTrouble =
  /** It answered, and opened no way. */
  | { readonly kind: 'refused'; readonly status: number }
  /** No connection to it; `code` is the system's. */
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'late' }
  /** Its own certificate, or the encrypted connection to it. */
  | { readonly kind: 'tls'; readonly code: string; readonly certificate?: CertificateSummary };

/** A call that did not get through the proxy: nothing was sent to AWS. Holds no password. */
export class ProxyFault extends Error {
  readonly code = 'ERR_PROXY_TUNNEL';
  /** Host and port of the proxy. */
  readonly proxyName: string;
  /** Who named the proxy. */
  readonly proxyFrom: string;
  readonly hasPassword: boolean;
  readonly trouble: ProxyTrouble;

  constructor(proxy: HttpProxy, trouble: ProxyTrouble) {
    super(`the proxy ${proxy.name} opened no way (${trouble.kind})`);
    this.name = 'ProxyFault';
    this.proxyName = proxy.name;
    this.proxyFrom = proxy.from;
    this.hasPassword = proxy.authorization !== undefined;
    this.trouble = trouble;
  }
}
