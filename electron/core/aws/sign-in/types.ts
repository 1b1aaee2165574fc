import type { Clock, FileLocks, Files, Locks, Logger, Random } from '../../ports.ts';
import type { SingleFlight } from '../../sessions/single-flight.ts';
import type { CaBundle } from '../network/types.ts';

/** Whose sign-in it is: what `[sso-session]`, or a profile of the older form, says. */
export interface SsoSettings {
  /** The profile that a person signs in with, for messages. */
  readonly profile: string;
  /** Name of the `[sso-session]`; undefined where the profile itself holds `sso_start_url`. */
  readonly sessionName?: string;
  /** As written in the file: the older form's cache file is named by it. */
  readonly startUrl: string;
  readonly region: string;
  /** `sso_registration_scopes`; undefined where the file has none. */
  readonly scopes?: readonly string[];
  /** URL of the sign-in service (SSO OIDC), always explicit, without a slash at its end. */
  readonly endpoint: string;
  /** The profile's `ca_bundle`. */
  readonly caBundle?: CaBundle;
}

/** A sign-in as the token file has it, in the AWS CLI's fields. Times are epoch milliseconds. */
export interface SsoToken {
  readonly startUrl?: string;
  readonly region?: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly registrationExpiresAt?: number;
  readonly refreshToken?: string;
}

/** Role Valet as a client that the sign-in service knows. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly scopes?: readonly string[];
  readonly grantTypes?: readonly string[];
}

/** What a client is registered for. */
export interface RegistrationRequest {
  readonly clientName: string;
  readonly scopes?: readonly string[];
  readonly grantTypes?: readonly string[];
  readonly redirectUris?: readonly string[];
  readonly issuerUrl?: string;
}

/** The code that a person confirms in a browser, on any machine. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same page with the code filled in. */
  readonly verificationUriComplete: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** How long to wait between two questions, milliseconds. */
  readonly intervalMs: number;
}

/** What a token is asked for with. */
export type TokenGrant =
  | { readonly type: 'device'; readonly deviceCode: string }
  | {
      readonly type: 'code';
      readonly code: string;
      readonly codeVerifier: string;
      readonly redirectUri: string;
    }
  | { readonly type: 'refresh'; readonly refreshToken: string };

/** A new token; `expiresAt` in epoch milliseconds. */
export interface GrantedToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken?: string;
}

/**
 * A refusal of the sign-in service: its OAuth code, such as `authorization_pending`
 * (https://www.rfc-editor.org/rfc/rfc8628#section-3.5), and what it said, fit for a message.
 */
export interface OidcRefusal {
  readonly refused: string;
  readonly said: string;
}

/** Which sign-in service is asked, and when the question is to be given up. */
export interface OidcPlace {
  readonly region: string;
  readonly endpoint: string;
  readonly caBundle?: CaBundle;
  readonly signal?: AbortSignal;
}

/**
 * The sign-in service of IAM Identity Center (SSO OIDC). Refusals are values; throws the NETWORK_
 * errors, BASE_UNAVAILABLE for an outage, SIGN_IN_REFUSED for an answer that makes no sense, and the
 * signal's reason where that ended the call.
 */
export interface SsoOidc {
  registerClient(
    place: OidcPlace,
    request: RegistrationRequest,
  ): Promise<ClientRegistration | OidcRefusal>;
  startDevice(
    place: OidcPlace,
    registration: ClientRegistration,
    startUrl: string,
  ): Promise<DeviceAuthorization | OidcRefusal>;
  createToken(
    place: OidcPlace,
    client: Pick<ClientRegistration, 'clientId' | 'clientSecret'>,
    grant: TokenGrant,
  ): Promise<GrantedToken | OidcRefusal>;
}

/** The way back from the browser: a page on this machine that takes one answer. */
export interface RedirectListener {
  /** `http://127.0.0.1:PORT/oauth/callback`. */
  readonly redirectUri: string;
  /** The code that came with the right state, or the error that the browser brought back. */
  readonly answer: Promise<{ readonly code: string } | { readonly error: string }>;
  close(): Promise<void>;
}

/** Opens that way on 127.0.0.1 only. An answer with another state than `state` is turned away. */
export type ListenForRedirect = (state: string) => Promise<RedirectListener>;

/** What signing in needs from the outside. */
export interface SignInPorts {
  /** Where AWS tools keep sign-ins: `~/.aws/sso/cache`. */
  readonly cachePath: string;
  readonly oidc: SsoOidc;
  readonly listen: ListenForRedirect;
  readonly random: Random;
}

/** The parts of the app that this folder works with; the whole app fits. */
export interface SignInParts {
  readonly files: Files;
  readonly locks: Locks & FileLocks;
  readonly clock: Clock;
  readonly flights: SingleFlight;
  readonly logger: Logger;
  readonly signIn: SignInPorts;
}
