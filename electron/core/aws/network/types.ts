import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CaBundle } from '../../chain/types.ts';
import type { CertificateSummary } from '../sts/call-context.ts';

export type { CaBundle } from '../../chain/types.ts';

/** HTTP handlers for the SDK's clients (`requestHandler`). Shared: never `destroy` one. */
export interface Handlers {
  /** Keeps connections open for later calls. */
  readonly reusing: NodeHttpHandler;
  /**
   * Opens a connection for each call. A kept connection may be dead (after sleep, or a router that
   * forgot it), which only a second attempt would mend: a call with a one-time code has none.
   */
  readonly fresh: NodeHttpHandler;
}

/** A request that is not an SDK's. */
export interface WebRequest {
  /** `https:`, or `http:` on this machine. */
  readonly url: string;
  /** Sent by POST as `application/x-www-form-urlencoded`; left out: GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly caBundle?: CaBundle;
  /** The longest that the whole exchange may take, milliseconds. Default 15,000. */
  readonly timeoutMs?: number;
  /** Texts that no error may repeat. */
  readonly hidden?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Any answer of the server, whatever its status. */
export interface WebAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The way out to AWS: proxies and root certificates as the environment, the files, the settings and
 * the system name them. Nothing is read or loaded before the first call. A process has one.
 */
export interface Network {
  /** The longest that a connection may take to open, milliseconds. */
  readonly connectTimeoutMs: number;
  /**
   * The handlers that calls share. `caBundle` is the profile's own (`chain/ca-bundle.ts`);
   * AWS_CA_BUNDLE wins over it. A proxy is chosen for each connection, by the host it is for.
   *
   * Throws FILE_UNREADABLE or CONFIG_INVALID where the bundle is missing or no bundle. A call fails
   * with a `ProxyFault` where the proxy is the problem; `explainNetworkError` has the words for it.
   */
  handlers(caBundle?: CaBundle): Promise<Handlers>;
  /**
   * Reads the root certificates at a path as the settings name it (`~/` is the home folder) and gives
   * how many there are. Throws FILE_UNREADABLE or CONFIG_INVALID where no call could use them.
   */
  countRoots(path: string): Promise<number>;
  /**
   * Sends one request, once, without following redirects. Throws ENDPOINT_REFUSED, FILE_UNREADABLE,
   * CONFIG_INVALID, NETWORK_UNREACHABLE, NETWORK_TIMEOUT or NETWORK_TLS.
   */
  request(request: WebRequest): Promise<WebAnswer>;
  /**
   * The certificate that the server at an https URL shows, over the way that a call takes; undefined
   * where none could be read. Only for messages about one that is not trusted.
   */
  readCertificate(url: URL, caBundle?: CaBundle): Promise<CertificateSummary | undefined>;
}
