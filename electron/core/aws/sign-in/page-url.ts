import { RoleValetError } from '../../../contract/errors.ts';
import { isLoopback } from '../sts/check-endpoint.ts';

/** True where `url` may be opened in a browser: encrypted or on this machine, no name before an @. */
export function isPageSafe(url: URL): boolean {
  const isPrivate =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && url.username === '' && url.password === '';
}

/** The page at `text`, fit to be opened and shown. Throws SIGN_IN_REFUSED. */
export function pageUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !isPageSafe(url)) {
    throw new RoleValetError(
      'SIGN_IN_REFUSED',
      'the sign-in service named a page that is no plain https address, so it was not opened',
      'Check sso_region and the endpoint settings: a real sign-in page is https.',
    );
  }
  return url.href;
}
