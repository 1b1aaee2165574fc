import { RoleValetError } from '../../../contract/errors.ts';
import type { CaBundle } from '../../chain/types.ts';
import type { Environment, Files } from '../../ports.ts';
import { serverText } from '../sts/call-context.ts';
import { checkEndpoint } from '../sts/check-endpoint.ts';
import { isTlsFault } from '../sts/tls-fault.ts';
import {
  bundleOfSettings,
  chooseCaBundle,
  expandHome,
  type NetworkSettings,
} from './network-settings.ts';
import type { OpenHandlers } from './open-handlers.ts';
import { ProxyFault } from './proxy-fault.ts';
import type { Way } from './routed-agent.ts';
import type { Network, WebAnswer, WebRequest } from './types.ts';

/** What a network is made from. */
export interface NetworkOptions {
  readonly environment: Environment;
  readonly files: Pick<Files, 'read'>;
  /** What `~/` stands for at the start of a bundle's path. */
  readonly homeDirectory: string;
  /** What the user set in the app, asked anew for every connection. */
  readonly settings?: () => NetworkSettings;
  /** What the system says about a URL, as `PROXY host:port; DIRECT`: Electron's `resolveProxy`. */
  readonly systemProxy?: (url: string) => Promise<string>;
  /** The longest that a connection may take to open, milliseconds. Default 5,000. */
  readonly connectTimeoutMs?: number;
}

interface OpenWay {
  readonly way: Way;
  readonly handlers: OpenHandlers;
}

/** A way, and the text of the bundle that it was opened with. */
interface KeptWay {
  readonly text: string;
  readonly opening: Promise<OpenWay>;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Makes the network of a process. Nothing is read or loaded before the first call. */
export function createNetwork(options: NetworkOptions): Network {
  const connectTimeoutMs = options.connectTimeoutMs ?? 5_000;
  const ways = new Map<string, KeptWay>();

  /**
   * The way of a bundle. Kept while the bundle's file says the same: companies replace their roots, and
   * an app runs for weeks. To read the file for each call is nothing beside the call.
   */
  async function wayWith(ofProfile: CaBundle | undefined): Promise<OpenWay> {
    const bundle = chooseCaBundle(ofProfile, options);
    const text = bundle === undefined ? '' : await readBundle(bundle);
    const key = bundle?.path ?? '';
    const known = ways.get(key);
    if (known?.text === text) return await known.opening;
    const way = { text, opening: openWay(bundle, text) };
    ways.set(key, way);
    way.opening.catch(() => {
      if (ways.get(key) === way) ways.delete(key);
    });
    return await way.opening;
  }

  async function readBundle(bundle: CaBundle): Promise<string> {
    const { readBundleText } = await import('./ca-bundle.ts');
    return await readBundleText(options.files, bundle);
  }

  async function countRoots(path: string): Promise<number> {
    const bundle = bundleOfSettings(expandHome(path, options.homeDirectory));
    const { certificatesIn } = await import('./ca-bundle.ts');
    return certificatesIn(bundle, await readBundle(bundle)).length;
  }

  async function openWay(bundle: CaBundle | undefined, text: string): Promise<OpenWay> {
    const [{ Trust }, { chooseProxy }, { openHandlers }, { certificatesIn }] = await Promise.all([
      import('./trust.ts'),
      import('./choose-proxy.ts'),
      import('./open-handlers.ts'),
      import('./ca-bundle.ts'),
    ]);
    const certificates = bundle === undefined ? [] : certificatesIn(bundle, text);
    const { environment, settings, systemProxy } = options;
    const way: Way = {
      trust: new Trust(certificates),
      proxyFor: (target) =>
        chooseProxy(target, { environment, settingsProxy: settings?.().proxy, systemProxy }),
      connectTimeoutMs,
    };
    return { way, handlers: await openHandlers(way) };
  }

  async function readCertificate(url: URL, bundle?: CaBundle) {
    const [{ readCertificateOf }, { way }] = await Promise.all([
      import('../sts/certificate-probe.ts'),
      wayWith(bundle),
    ]);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const target = { host, port: url.port === '' ? 443 : Number(url.port) };
    const proxy = await way.proxyFor(target);
    if (proxy === undefined) return await readCertificateOf(target, connectTimeoutMs);
    const { openTunnel } = await import('./tunnel.ts');
    const opening = openTunnel(proxy, target, {
      secureContext: way.trust.context(),
      deadline: AbortSignal.timeout(connectTimeoutMs),
      probeTimeoutMs: connectTimeoutMs,
    });
    const tunnel = await opening.catch((error: unknown) => {
      // The call got through a moment ago; its own fault is what the user needs to hear of.
      if (error instanceof ProxyFault) return undefined;
      throw error;
    });
    return tunnel && (await readCertificateOf(target, connectTimeoutMs, tunnel));
  }

  async function request(wish: WebRequest): Promise<WebAnswer> {
    const url = checkEndpoint(wish.url);
    const { handlers } = await wayWith(wish.caBundle);
    const { sendRequest } = await import('./send-request.ts');
    const timeoutMs = wish.timeoutMs ?? REQUEST_TIMEOUT_MS;
    const limits = [AbortSignal.timeout(timeoutMs), wish.signal].filter((one) => one !== undefined);
    try {
      return await sendRequest({
        url,
        form: wish.form,
        agent: handlers.agent,
        signal: AbortSignal.any(limits),
      });
    } catch (error) {
      wish.signal?.throwIfAborted();
      const certificate = isTlsFault(error) ? await readCertificate(url, wish.caBundle) : undefined;
      const { explainNetworkError } = await import('../sts/explain-network.ts');
      const explained = explainNetworkError(error, {
        endpoint: url.href,
        connectTimeoutMs,
        requestTimeoutMs: timeoutMs,
        ...(certificate === undefined ? {} : { certificate }),
      });
      throw explained ?? unexpected(error, url, wish.hidden ?? []);
    }
  }

  return {
    connectTimeoutMs,
    handlers: async (bundle) => (await wayWith(bundle)).handlers,
    countRoots,
    request,
    readCertificate,
  };
}

function unexpected(error: unknown, url: URL, hidden: readonly string[]): unknown {
  if (error instanceof RoleValetError || !(error instanceof Error)) return error;
  return new RoleValetError(
    'NETWORK_UNREACHABLE',
    `the exchange with ${url.host} broke off: ${serverText(error.message, hidden)}`,
    'Check the network, the VPN and the proxy, then try again.',
  );
}
