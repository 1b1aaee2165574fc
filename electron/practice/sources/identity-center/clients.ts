import type { Clock, Random } from '../../../core/ports.ts';
import { isSameText } from '../../same-text.ts';
import { OidcFailure } from './oidc-failure.ts';

/** A program that registered itself. */
export interface OidcClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Empty where none were asked for: its tokens then cannot be refreshed. */
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Undefined where none were named. */
  readonly grantTypes: readonly string[] | undefined;
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
export const CODE_GRANT = 'authorization_code';
export const REFRESH_GRANT = 'refresh_token';

const GRANTS = [DEVICE_GRANT, CODE_GRANT, REFRESH_GRANT];

/** How long a registration lasts, milliseconds: 90 days. */
const LIFE = 90 * 24 * 3600_000;

export type JsonObject = Readonly<Record<string, unknown>>;

/** The clients that registered. */
export interface OidcClients {
  /** Adds one. Throws InvalidClientMetadata, InvalidRedirectUri, UnsupportedGrantType, InvalidRequest. */
  register(input: JsonObject): OidcClient;
  /** The client of `clientId` and `clientSecret`. Throws InvalidClient, InvalidRequest. */
  authenticate(input: JsonObject): OidcClient;
  find(id: string): OidcClient | undefined;
}

/** No clients yet. */
export function makeOidcClients(clock: Clock, random: Random, startUrl: () => string): OidcClients {
  const clients = new Map<string, OidcClient>();
  const makeText = (bytes: number): string =>
    Buffer.from(random.bytes(bytes)).toString('base64url');
  return {
    register(input) {
      const client: OidcClient = {
        id: makeText(16),
        secret: makeText(96),
        name: requiredText(input, 'clientName'),
        expiresAt: clock.now() + LIFE,
        scopes: texts(input, 'scopes') ?? [],
        redirectUris: texts(input, 'redirectUris') ?? [],
        grantTypes: texts(input, 'grantTypes'),
      };
      checkClient(client, input, startUrl());
      clients.set(client.id, client);
      return client;
    },
    authenticate(input) {
      const client = clients.get(requiredText(input, 'clientId'));
      const secret = requiredText(input, 'clientSecret');
      if (
        client === undefined ||
        !isSameText(secret, client.secret) ||
        client.expiresAt <= clock.now()
      ) {
        throw new OidcFailure('invalid_client', 'Invalid client provided');
      }
      return client;
    },
    find: (id) => clients.get(id),
  };
}

/** A text that must be there. Throws InvalidRequest. */
export function requiredText(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') {
    throw new OidcFailure('invalid_request', `Missing required parameter: ${name}`);
  }
  return value;
}

function checkClient(client: OidcClient, input: JsonObject, startUrl: string): void {
  if (input.clientType !== 'public') {
    throw new OidcFailure('invalid_client_metadata', 'Only public clients are supported');
  }
  const unknown = client.grantTypes?.find((grant) => !GRANTS.includes(grant));
  if (unknown !== undefined) {
    throw new OidcFailure('unsupported_grant_type', `Unsupported grant type: ${unknown}`);
  }
  if (client.redirectUris.some((uri) => !isLoopbackUri(uri))) {
    throw new OidcFailure('invalid_redirect_uri', 'A redirect URI must be http://127.0.0.1/...');
  }
  if (client.grantTypes?.includes(CODE_GRANT) === true) {
    if (client.redirectUris.length === 0) {
      throw new OidcFailure('invalid_redirect_uri', 'The authorization code grant needs one');
    }
    if (input.issuerUrl !== startUrl) {
      throw new OidcFailure('invalid_request', 'Invalid issuer URL provided');
    }
  }
}

/** Programs on the user's machine listen on loopback (RFC 8252, section 7.3). */
function isLoopbackUri(uri: string): boolean {
  const url = URL.parse(uri);
  return url?.protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(url.hostname);
}

function texts(input: JsonObject, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new OidcFailure('invalid_request', `${name} must be a list of texts`);
  }
  return value as readonly string[];
}
