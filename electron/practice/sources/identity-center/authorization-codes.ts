import { createHash } from 'node:crypto';
import type { Clock, Random } from '../../../core/ports.ts';
import { isSameText } from '../../same-text.ts';
import { CODE_GRANT, type JsonObject, type OidcClient, requiredText } from './clients.ts';
import { OidcFailure } from './oidc-failure.ts';

/** What a program asks a browser to open, checked. */
export interface AuthorizationRequest {
  readonly client: OidcClient;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
}

/** How long a code can be redeemed, milliseconds. */
const LIFE = 5 * 60_000;

/** The codes of the authorization code flow with PKCE (RFC 7636). */
export interface AuthorizationCodes {
  /** A code for a user who agreed. */
  give(request: AuthorizationRequest, userName: string): string;
  /** The user's name; each code works once. Throws InvalidGrant, InvalidRequest. */
  redeem(client: OidcClient, input: JsonObject): string;
}

/** None yet. */
export function makeAuthorizationCodes(clock: Clock, random: Random): AuthorizationCodes {
  const codes = new Map<string, AuthorizationRequest & { userName: string; expiresAt: number }>();
  return {
    give(request, userName) {
      const code = Buffer.from(random.bytes(48)).toString('base64url');
      codes.set(code, { ...request, userName, expiresAt: clock.now() + LIFE });
      return code;
    },
    redeem(client, input) {
      const code = requiredText(input, 'code');
      const redirectUri = requiredText(input, 'redirectUri');
      const verifier = requiredText(input, 'codeVerifier');
      const given = codes.get(code);
      codes.delete(code);
      if (given === undefined || given.client.id !== client.id || given.expiresAt <= clock.now()) {
        throw new OidcFailure('invalid_grant', 'Invalid authorization code provided');
      }
      if (given.redirectUri !== redirectUri) {
        throw new OidcFailure('invalid_grant', 'The redirect URI is not the one of the request');
      }
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (!/^[\w.~-]{43,128}$/.test(verifier) || !isSameText(challenge, given.codeChallenge)) {
        throw new OidcFailure('invalid_grant', 'Invalid code verifier provided');
      }
      return given.userName;
    },
  };
}

/** What is wrong with a request that nobody may be redirected for. */
export class AuthorizationFault extends Error {}

/**
 * Reads the query of `/authorize`. Throws AuthorizationFault where it must not lead back to anybody,
 * or OidcFailure with `redirectUri` and `state` checked, which goes back to the program.
 */
export function readAuthorizationRequest(
  query: URLSearchParams,
  findClient: (id: string) => OidcClient | undefined,
): AuthorizationRequest | { readonly backTo: string; readonly error: OidcFailure } {
  const client = findClient(query.get('client_id') ?? '');
  if (client === undefined) {
    throw new AuthorizationFault('No program is registered under this client id.');
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.some((registered) => isSameBesidesPort(registered, redirectUri))) {
    throw new AuthorizationFault('The program did not register this redirect URI.');
  }
  const state = query.get('state') ?? '';
  const codeChallenge = query.get('code_challenge') ?? '';
  const fault = requestFault(client, query, codeChallenge);
  if (fault !== undefined) {
    return { backTo: answerUri(redirectUri, state, { error: fault.error }), error: fault };
  }
  return { client, redirectUri, state, codeChallenge };
}

/** Where the browser goes with the answer. */
export function answerUri(
  redirectUri: string,
  state: string,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, state })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

function requestFault(
  client: OidcClient,
  query: URLSearchParams,
  codeChallenge: string,
): OidcFailure | undefined {
  if (client.grantTypes?.includes(CODE_GRANT) !== true) {
    return new OidcFailure('unauthorized_client', 'The program did not register this grant');
  }
  if (query.get('response_type') !== 'code') {
    return new OidcFailure('invalid_request', 'response_type must be code');
  }
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
    return new OidcFailure('invalid_request', 'A code challenge of method S256 is needed');
  }
  if (!query.has('state')) {
    return new OidcFailure('invalid_request', 'A state is needed');
  }
  return undefined;
}

/** The port of a program on loopback is whatever was free (RFC 8252, section 7.3). */
function isSameBesidesPort(registered: string, asked: string): boolean {
  const [a, b] = [URL.parse(registered), URL.parse(asked)];
  if (a === null || b === null) {
    return false;
  }
  a.port = b.port;
  return a.href === b.href;
}
