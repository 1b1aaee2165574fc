/** How long a login URL can be opened after its token was made, milliseconds. */
export const LOGIN_URL_LIFE_MS = 15 * 60_000;

/** What AWS names as the place to sign in anew, once the console session is over. */
const ISSUER = 'role-valet';

/**
 * The URL that signs a browser in and leads on to `destination`. It is a secret for 15 minutes:
 * whoever opens it is signed in
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html).
 */
export function loginUrl(federation: string, destination: string, token: string): string {
  const parameters = [
    ['Action', 'login'],
    ['Issuer', ISSUER],
    ['Destination', destination],
    ['SigninToken', token],
  ] as const;
  return `${federation}?${query(parameters)}`;
}

/**
 * The URL that ends the browser's present sign-in first. Only where it is asked for: browsers with
 * AWS's multi-session support answer it with an error (https://github.com/ByteNess/aws-vault/issues/23).
 */
export function logoutUrl(logout: string, login: string): string {
  return `${logout}?${query([
    ['Action', 'logout'],
    ['redirect_uri', login],
  ])}`;
}

/** `%20` for blanks: not every reader of a link knows that `+` is one. */
function query(parameters: readonly (readonly [string, string])[]): string {
  return parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
