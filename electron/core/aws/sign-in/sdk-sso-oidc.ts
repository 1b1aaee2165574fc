import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { isRoleValetError } from '../../../contract/errors.ts';
import type { Clock } from '../../ports.ts';
import type { Network } from '../network/types.ts';
import { serverText } from '../sts/call-context.ts';
import { explainNetworkError } from '../sts/explain-network.ts';
import { isTlsFault } from '../sts/tls-fault.ts';
import { deviceAuthorization, grantedToken, newRegistration } from './read-oidc-answer.ts';
import { answerUnusable, serviceUnavailable } from './sign-in-errors.ts';
import type { OidcPlace, OidcRefusal, SsoOidc, TokenGrant } from './types.ts';

/** How `sdkSsoOidc` reaches the sign-in service. */
export interface SdkSsoOidcOptions {
  readonly network: Pick<Network, 'handlers' | 'connectTimeoutMs' | 'readCertificate'>;
  readonly clock: Clock;
  /** The longest that a whole call may take, its retries included, milliseconds. Default 15,000. */
  readonly requestTimeoutMs?: number;
}

type Sdk = typeof import('@aws-sdk/client-sso-oidc');
type Send<Answer> = (client: SSOOIDCClient, sdk: Sdk, abortSignal: AbortSignal) => Promise<Answer>;

/** https://www.rfc-editor.org/rfc/rfc8628#section-3.4 */
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * The sign-in service of IAM Identity Center through AWS's SDK, which is loaded on the first call.
 * Its calls carry no signature, so no credentials of the machine are looked for.
 */
export function sdkSsoOidc(options: SdkSsoOidcOptions): SsoOidc {
  const requestTimeoutMs = options.requestTimeoutMs ?? 15_000;
  let loading: Promise<Sdk> | undefined;

  async function run<Answer>(
    place: OidcPlace,
    hidden: readonly string[],
    send: Send<Answer>,
  ): Promise<Answer | OidcRefusal> {
    loading ??= import('@aws-sdk/client-sso-oidc');
    const [sdk, handlers] = await Promise.all([loading, options.network.handlers(place.caBundle)]);
    const client = new sdk.SSOOIDCClient({
      region: place.region,
      // Explicit, as are the next ones, so that no variable or file of another profile moves a call.
      endpoint: place.endpoint,
      requestHandler: handlers.reusing,
      maxAttempts: 3,
      retryMode: 'standard',
      defaultsMode: 'standard',
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      userAgentAppId: async () => 'role-valet',
      authSchemePreference: [],
    });
    const limit = AbortSignal.timeout(requestTimeoutMs);
    const signal = place.signal === undefined ? limit : AbortSignal.any([place.signal, limit]);
    try {
      return await send(client, sdk, signal);
    } catch (error) {
      place.signal?.throwIfAborted();
      const refusal = refusalOf(error, hidden);
      if (refusal !== undefined) return refusal;
      throw await explained(error, place, hidden);
    }
  }

  async function explained(error: unknown, place: OidcPlace, hidden: readonly string[]) {
    if (isRoleValetError(error)) return error;
    const certificate = isTlsFault(error)
      ? await options.network.readCertificate(new URL(place.endpoint), place.caBundle)
      : undefined;
    const { connectTimeoutMs } = options.network;
    const context = { ...place, connectTimeoutMs, requestTimeoutMs };
    const trouble = explainNetworkError(
      error,
      certificate === undefined ? context : { ...context, certificate },
    );
    if (trouble !== undefined) return trouble;
    const status = (error as OidcFault | null)?.$metadata?.httpStatusCode;
    return status !== undefined && (status === 429 || status >= 500)
      ? serviceUnavailable(place.endpoint, status)
      : answerUnusable(place.endpoint, unusualText(error, hidden));
  }

  return {
    registerClient: (place, request) =>
      run(place, [], async (client, sdk, abortSignal) => {
        const { scopes, grantTypes, redirectUris, ...rest } = request;
        const command = new sdk.RegisterClientCommand({
          clientType: 'public',
          ...rest,
          ...(scopes === undefined ? {} : { scopes: [...scopes] }),
          ...(grantTypes === undefined ? {} : { grantTypes: [...grantTypes] }),
          ...(redirectUris === undefined ? {} : { redirectUris: [...redirectUris] }),
        });
        const answer = await client.send(command, { abortSignal });
        return newRegistration(answer, request, place.endpoint);
      }),
    startDevice: (place, { clientId, clientSecret }, startUrl) =>
      run(place, [clientSecret], async (client, sdk, abortSignal) => {
        const command = new sdk.StartDeviceAuthorizationCommand({
          clientId,
          clientSecret,
          startUrl,
        });
        const answer = await client.send(command, { abortSignal });
        return deviceAuthorization(answer, options.clock.now(), place.endpoint);
      }),
    createToken: (place, { clientId, clientSecret }, grant) =>
      run(place, [clientSecret, ...secretsOf(grant)], async (client, sdk, abortSignal) => {
        const command = new sdk.CreateTokenCommand({
          clientId,
          clientSecret,
          ...grantFields(grant),
        });
        const answer = await client.send(command, { abortSignal });
        return grantedToken(answer, options.clock.now(), place.endpoint);
      }),
  };
}

function grantFields(grant: TokenGrant) {
  switch (grant.type) {
    case 'device':
      return { grantType: DEVICE_GRANT, deviceCode: grant.deviceCode };
    case 'refresh':
      return { grantType: 'refresh_token', refreshToken: grant.refreshToken };
    case 'code': {
      const { code, codeVerifier, redirectUri } = grant;
      return { grantType: 'authorization_code', code, codeVerifier, redirectUri };
    }
  }
}

function secretsOf(grant: TokenGrant): readonly string[] {
  switch (grant.type) {
    case 'device':
      return [grant.deviceCode];
    case 'refresh':
      return [grant.refreshToken];
    case 'code':
      return [grant.code, grant.codeVerifier];
  }
}

/** What the SDK's errors hold of an OAuth refusal; all of it optional. */
interface OidcFault {
  readonly name?: string;
  readonly error?: unknown;
  readonly error_description?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** A refusal as a value; undefined for an outage, a throttled call or a lost connection. */
function refusalOf(error: unknown, hidden: readonly string[]): OidcRefusal | undefined {
  const fault = (error ?? {}) as OidcFault;
  const status = fault.$metadata?.httpStatusCode;
  if (status === undefined || status < 400 || status >= 500 || status === 429) return undefined;
  // A proxy's answer has no code of OAuth's; the service's own kinds of error always have one.
  if (typeof fault.error !== 'string' || !/^[a-z_]{1,40}$/.test(fault.error)) return undefined;
  const said = typeof fault.error_description === 'string' ? fault.error_description : '';
  return { refused: fault.error, said: serverText(said, hidden).replace(/\.$/, '') };
}

function unusualText(error: unknown, hidden: readonly string[]): string {
  const fault = (error ?? {}) as OidcFault;
  const status = fault.$metadata?.httpStatusCode;
  const name = serverText(fault.name ?? 'Error', hidden);
  return status === undefined ? `what can't be read (${name})` : `HTTP status ${status} (${name})`;
}
