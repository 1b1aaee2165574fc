import { isRoleValetError, RoleValetError } from '../../contract/errors.ts';
import type { CaBundle, Network, WebAnswer } from '../aws/network/types.ts';
import type { SessionCredentials } from '../credentials.ts';
import { parseJsonObject } from '../json-object.ts';

/** What a sign-in token is asked for with. */
export interface SigninTokenRequest {
  readonly network: Pick<Network, 'request'>;
  /** Federation URLs, to be tried in this order where one can't be reached. */
  readonly federation: readonly string[];
  readonly credentials: SessionCredentials;
  /** Root certificates that the session's profile names. */
  readonly caBundle?: CaBundle;
  /** Length of the console session, seconds; left out, it lasts as long as the credentials. */
  readonly sessionSeconds?: number;
  /** For messages. */
  readonly profile: string;
}

export interface SigninToken {
  /** A secret, valid for 15 minutes. */
  readonly token: string;
  /** The URL that gave it, which is where it is used. */
  readonly federation: string;
  /** False where AWS refused the length and the token was had without one. */
  readonly hasOwnLength: boolean;
}

/**
 * Exchanges a trio for a sign-in token, by POST: a query would leave the secrets in the logs of
 * every proxy. A 400 for a request with a length is tried once more without one, since AWS refuses
 * lengths for more sessions than its pages say. Throws CONSOLE_REFUSED and the network's errors,
 * none of which repeats anything of the answer, which may quote what was sent.
 */
export async function requestSigninToken(request: SigninTokenRequest): Promise<SigninToken> {
  for (const [index, federation] of request.federation.entries()) {
    try {
      return await requestAt(federation, request);
    } catch (error) {
      // Not every region has a sign-in host of its own.
      const isLast = index === request.federation.length - 1;
      if (isLast || !isRoleValetError(error, 'NETWORK_UNREACHABLE')) throw error;
    }
  }
  throw new RoleValetError(
    'CONSOLE_REFUSED',
    'no sign-in host is known',
    'Report this as a fault of Role Valet.',
  );
}

async function requestAt(federation: string, request: SigninTokenRequest): Promise<SigninToken> {
  const { sessionSeconds, profile } = request;
  const first = await send(federation, request, sessionSeconds);
  const isRefused = first.status === 400 && sessionSeconds !== undefined;
  const answer = isRefused ? await send(federation, request, undefined) : first;
  const hasOwnLength = sessionSeconds !== undefined && !isRefused;
  return { token: readToken(answer, federation, profile), federation, hasOwnLength };
}

function send(
  url: string,
  { network, credentials, caBundle }: SigninTokenRequest,
  sessionSeconds: number | undefined,
): Promise<WebAnswer> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
  return network.request({
    url,
    form: {
      Action: 'getSigninToken',
      Session: JSON.stringify(session),
      ...(sessionSeconds === undefined ? {} : { SessionDuration: String(sessionSeconds) }),
    },
    hidden: [secretAccessKey, sessionToken],
    ...(caBundle === undefined ? {} : { caBundle }),
  });
}

function readToken({ status, body }: WebAnswer, federation: string, profile: string): string {
  const { host } = new URL(federation);
  if (status === 400) {
    throw new RoleValetError(
      'CONSOLE_REFUSED',
      `${host} did not accept the credentials of ${profile} for the console (HTTP 400)`,
      `AWS takes live sessions of roles and of GetFederationToken, none of GetSessionToken. For a new session: role-valet stop ${profile}, then try again.`,
    );
  }
  if (status >= 300 && status < 400) {
    throw new RoleValetError(
      'CONSOLE_REFUSED',
      `${host} answers with a redirect (HTTP ${status}), which is not followed with credentials`,
      'Check the network for a sign-in page, and the proxy.',
    );
  }
  if (status !== 200) {
    throw new RoleValetError(
      'CONSOLE_REFUSED',
      `${host} gave no sign-in token (HTTP ${status})`,
      'Try again in a moment; the credentials themselves are not at fault.',
    );
  }
  const token = tokenIn(body);
  if (token === undefined) {
    throw new RoleValetError(
      'CONSOLE_REFUSED',
      `${host} answered with something that is no sign-in token`,
      'Check the network for a sign-in page, and the proxy.',
    );
  }
  return token;
}

function tokenIn(body: string): string | undefined {
  const token = parseJsonObject(body)?.SigninToken;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
