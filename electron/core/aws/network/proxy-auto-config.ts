import { type HttpProxy, proxyAt, unsupported } from './proxy.ts';

/**
 * Reads what a system's proxy settings say about a URL, in the language of proxy auto-configuration:
 * `PROXY host:port; HTTPS host:port; DIRECT`
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file).
 * The first way that is ours to take counts; undefined: no proxy. Throws CONFIG_INVALID where only
 * SOCKS proxies are offered.
 */
export function proxyFromAutoConfig(answer: string): HttpProxy | undefined {
  const ways = answer
    .split(';')
    .map((way) => way.trim())
    .filter((way) => way !== '');
  for (const way of ways) {
    if (way.toUpperCase() === 'DIRECT') return undefined;
    const [, kind = '', host = '', port] =
      /^([a-z0-9]+)\s+(\[[0-9a-f:.]+\]|[^\s:/@]+)(?::(\d{1,5}))?$/i.exec(way) ?? [];
    const isSecure = kind.toUpperCase() === 'HTTPS';
    if (isSecure || ['PROXY', 'HTTP'].includes(kind.toUpperCase())) {
      const usual = isSecure ? 443 : 80;
      return proxyAt(host, Number(port ?? usual), { isSecure, from: FROM });
    }
  }
  if (ways.length === 0) return undefined;
  const [kind = ''] = (ways[0] as string).split(/\s/, 1);
  throw unsupported(`${FROM} names a proxy of the kind ${kind.slice(0, 20)}`);
}

const FROM = 'the system';
