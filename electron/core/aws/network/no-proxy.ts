import { BlockList, isIP } from 'node:net';

/** Where a connection goes. */
export interface Target {
  /** Name or address; an IPv6 address may stand in brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * True where NO_PROXY says that `target` is reached without a proxy. There is no standard, so what
 * the AWS CLI (Python), Go's tools and curl understand is all understood: entries separated by commas
 * or blanks; `*`; a name, which means it and everything under it (`.example.com` and `*.example.com`
 * the same); an address; a range such as `10.0.0.0/8`; each with an optional `:port`
 * (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html, https://pkg.go.dev/golang.org/x/net/http/httpproxy).
 * An entry that is none of these matches nothing.
 */
export function isWithoutProxy(target: Target, noProxy: string): boolean {
  const host = plainHost(target.host);
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), host, target.port));
}

/** Lower case, without the brackets of an IPv6 address and the dot at the end of a full name. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const split = splitPort(entry);
  if (split.port !== undefined && split.port !== String(port)) return false;
  const pattern = plainHost(split.name);
  if (pattern.includes('/')) return isIP(host) !== 0 && isInRange(host, pattern);
  if (isIP(host) !== 0) return isIP(pattern) !== 0 && isSameAddress(host, pattern);
  const name = pattern.replace(/^\*?\./, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

/** An IPv6 address without brackets has colons of its own, and no port. */
function splitPort(entry: string): { name: string; port?: string } {
  const [, name, port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  return name === undefined || port === undefined ? { name: entry } : { name, port };
}

function isSameAddress(one: string, other: string): boolean {
  return isIP(one) === isIP(other) && isInRange(one, `${other}/${isIP(other) === 4 ? 32 : 128}`);
}

function isInRange(host: string, range: string): boolean {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? [];
  if (address === undefined || bits === undefined || isIP(address) === 0) return false;
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (Number(bits) > (family === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
