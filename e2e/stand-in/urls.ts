/**
 * Chromium opens no page of an unknown scheme, so `app://host/path` is shown to it as
 * `https://host.app.stand-in.localhost/path`: a secure origin of its own, and never a real host.
 */
const SUFFIX = '.stand-in.localhost';

/** Where the host's own drawing of the tray lives; no app page can have this address. */
export const TRAY_PAGE_URL = `https://tray${SUFFIX}/`;

/** The address under which Chromium opens a URL of the app; web addresses stay what they are. */
export function toChromiumUrl(url: string): string {
  const parsed = new URL(url);
  if (/^(https?|about|data|blob|file|javascript):$/.test(parsed.protocol)) return url;
  const scheme = parsed.protocol.slice(0, -1);
  return `https://${parsed.host}.${scheme}${SUFFIX}${parsed.pathname || '/'}${parsed.search}${parsed.hash}`;
}

/** The URL as main and the specs know it. */
export function toAppUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.hostname.endsWith(SUFFIX) !== true || url.startsWith(TRAY_PAGE_URL)) return url;
  const labels = parsed.hostname.slice(0, -SUFFIX.length).split('.');
  const scheme = labels.pop() ?? '';
  return `${scheme}://${labels.join('.')}${parsed.pathname}${parsed.search}${parsed.hash}`;
}

/** The scheme of an app URL, without its colon; undefined for web addresses and what is no URL. */
export function appScheme(chromiumUrl: string): string | undefined {
  const url = toAppUrl(chromiumUrl);
  return url === chromiumUrl ? undefined : url.slice(0, url.indexOf(':'));
}

/** Origin of an app URL as Electron gives it to `senderFrame.origin`. */
export function appOrigin(url: string): string {
  const parsed = new URL(url);
  return parsed.origin === 'null' && parsed.host !== ''
    ? `${parsed.protocol}//${parsed.host}`
    : parsed.origin;
}
