import type { STSClient } from '@aws-sdk/client-sts';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Environment } from '../../ports.ts';
import { isLoopback } from './check-endpoint.ts';
import type { SdkStsOptions } from './sdk-sts.ts';
import type { StsCaller } from './types.ts';

/** The SDK's modules, loaded on the first call: they take 60 to 90 ms, which most commands never need. */
export interface SdkModules {
  readonly sts: typeof import('@aws-sdk/client-sts');
  /** Keeps connections open for later calls. */
  readonly reusing: NodeHttpHandler;
  /**
   * Opens a connection for each call. A kept connection may be dead (after sleep, or a router that
   * forgot it), which only a second attempt would mend: a call with a one-time code has none.
   */
  readonly fresh: NodeHttpHandler;
}

/** Loads the SDK and makes the HTTP handlers that all calls share. */
export async function loadSdk(options: SdkStsOptions): Promise<SdkModules> {
  const [sts, http, https, tls] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('@smithy/node-http-handler'),
    import('node:https'),
    import('node:tls'),
  ]);
  const authorities = options.certificateAuthorities ?? [];
  const ca =
    authorities.length === 0 ? undefined : [...tls.getCACertificates('default'), ...authorities];
  const proxyEnv = proxySettings(options.proxyEnvironment);
  const handler = (keepAlive: boolean) =>
    new http.NodeHttpHandler({
      connectionTimeout: options.connectTimeoutMs ?? 5_000,
      // Without this the SDK only prints a warning to stderr when the time is up.
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive },
      httpsAgent: new https.Agent({
        keepAlive,
        maxSockets: 50,
        // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not reach our calls.
        rejectUnauthorized: true,
        ...(ca === undefined ? {} : { ca }),
        ...(proxyEnv === undefined ? {} : { proxyEnv }),
      }),
    });
  return { sts, reusing: handler(true), fresh: handler(false) };
}

/** Three attempts is what AWS's own tools make. */
const maxAttempts = 3;

/** What one client is made for. */
export interface ClientPurpose {
  readonly caller: StsCaller;
  /** True where a one-time code is sent: one attempt, on a connection of its own. */
  readonly sendsCode: boolean;
  /** Server time minus the process's `Date.now()`, milliseconds. */
  readonly systemClockOffset: number;
  readonly applicationId: string | undefined;
}

/**
 * A client for one call. The SDK binds credentials and the number of attempts to a client, and keeps
 * credentials without an expiry for ever; a client per call (0.4 ms) is what makes it impossible that
 * concurrent calls swap credentials, and no client outlives its secret. What is worth sharing is passed
 * in: connections and the clock's offset.
 *
 * Everything that the SDK would otherwise look up in the environment or the shared files is given here,
 * so that AWS_PROFILE, AWS_ENDPOINT_URL, AWS_USE_FIPS_ENDPOINT, AWS_MAX_ATTEMPTS and the like neither
 * redirect a call nor fail it.
 */
export function clientFor(sdk: SdkModules, purpose: ClientPurpose): STSClient {
  const { region, endpoint, credentials } = purpose.caller;
  return new sdk.sts.STSClient({
    region,
    endpoint,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    },
    maxAttempts: purpose.sendsCode ? 1 : maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard',
    requestHandler: purpose.sendsCode ? sdk.fresh : sdk.reusing,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => purpose.applicationId,
    authSchemePreference: ['sigv4'],
    sigv4aSigningRegionSet: [],
    disableClockSkewCorrection: false,
    systemClockOffset: purpose.systemClockOffset,
  });
}

/**
 * Proxy variables as Node's agent reads them; undefined where there is no proxy. Addresses of this
 * machine never go through one.
 */
function proxySettings(environment: Environment = {}): Record<string, string> | undefined {
  const pick = (name: string) => environment[name.toLowerCase()] ?? environment[name] ?? '';
  const https = pick('HTTPS_PROXY');
  if (https === '') {
    return undefined;
  }
  const exceptions = ['localhost', '127.0.0.1', '[::1]', '::1', pick('NO_PROXY')];
  return { HTTPS_PROXY: https, NO_PROXY: exceptions.filter((name) => name !== '').join(',') };
}

/** True where the certificate that a direct connection sees is the one that a call would see. */
export function isDirect(options: SdkStsOptions, url: URL): boolean {
  return proxySettings(options.proxyEnvironment) === undefined || isLoopback(url.hostname);
}
