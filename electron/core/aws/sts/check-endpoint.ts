import { RoleValetError } from '../../../contract/errors.ts';
import { hostOf } from './call-context.ts';

/**
 * The endpoint's URL, once it is fit to be sent signed requests: `https:`, or `http:` on this machine
 * only, and without user name and password (they would travel beside the signature). This is the last
 * gate before credentials are used, so it holds whatever the caller checked.
 * Throws ENDPOINT_REFUSED.
 */
export function checkEndpoint(endpoint: string): URL {
  if (!URL.canParse(endpoint)) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      'the STS endpoint is not a URL',
      'Correct endpoint_url, AWS_ENDPOINT_URL_STS or AWS_ENDPOINT_URL: it looks like https://sts.eu-west-1.amazonaws.com.',
    );
  }
  const url = new URL(endpoint);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `the STS endpoint has the scheme ${url.protocol} instead of https:`,
      'Use an https: endpoint.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `the STS endpoint at ${hostOf(endpoint)} holds a user name or password`,
      'Remove what stands before the @ in the endpoint: STS knows callers by their signature.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `the STS endpoint at ${hostOf(endpoint)} is not encrypted`,
      'Use https: (plain http: is accepted on this machine only, such as http://127.0.0.1:4566).',
    );
  }
  return url;
}

/** True for addresses that never leave this machine; `hostname` is in the form that URL gives. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
