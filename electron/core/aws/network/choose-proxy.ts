import type { Environment } from '../../ports.ts';
import { isLoopback } from '../sts/check-endpoint.ts';
import { proxyVariable } from './network-settings.ts';
import { isWithoutProxy, plainHost, type Target } from './no-proxy.ts';
import { type HttpProxy, readProxy } from './proxy.ts';
import { proxyFromAutoConfig } from './proxy-auto-config.ts';

/** Who may name a proxy, the first one that does wins. */
export interface ProxySources {
  readonly environment: Environment;
  /** The proxy of the app's settings; undefined or empty where none is set. */
  readonly settingsProxy: string | undefined;
  /** What the system says about a URL, as `PROXY host:port; DIRECT`: Electron's `resolveProxy`. */
  readonly systemProxy: ((url: string) => Promise<string>) | undefined;
}

/**
 * The proxy for a connection by https, or undefined. `https_proxy`, then `HTTPS_PROXY` (as curl and
 * Python order them), the settings, the system. ALL_PROXY is not read: no AWS tool reads it. NO_PROXY
 * holds whoever named the proxy, and this machine is never reached through one.
 * Throws CONFIG_INVALID for a proxy that can't be used.
 */
export async function chooseProxy(
  target: Target,
  { environment, settingsProxy, systemProxy }: ProxySources,
): Promise<HttpProxy | undefined> {
  const host = plainHost(target.host);
  const isHere = isLoopback(host) || isLoopback(`[${host}]`);
  if (isHere || isWithoutProxy(target, environmentText(environment, 'NO_PROXY'))) {
    return undefined;
  }
  const variable = proxyVariable(environment);
  if (variable !== undefined) return readProxy((environment[variable] ?? '').trim(), variable);
  if (settingsProxy) return readProxy(settingsProxy, 'the proxy of the settings');
  if (systemProxy === undefined) return undefined;
  const port = target.port === 443 ? '' : `:${target.port}`;
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return proxyFromAutoConfig(await systemProxy(`https://${bracketed}${port}/`));
}

/** A variable by its lower-case name, else by its upper-case one; empty where neither is set. */
function environmentText(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] || environment[name] || '').trim();
}
