import type {
  CreateTokenResponse,
  RegisterClientResponse,
  StartDeviceAuthorizationResponse,
} from '@aws-sdk/client-sso-oidc';
import { answerUnusable } from './sign-in-errors.ts';
import type {
  ClientRegistration,
  DeviceAuthorization,
  GrantedToken,
  RegistrationRequest,
} from './types.ts';

/** https://www.rfc-editor.org/rfc/rfc8628#section-3.2: where the service names none. */
const DEFAULT_INTERVAL_SECONDS = 5;

/** The registration that the service granted. Throws SIGN_IN_REFUSED where a part is missing. */
export function newRegistration(
  answer: RegisterClientResponse,
  request: RegistrationRequest,
  endpoint: string,
): ClientRegistration {
  const { clientId, clientSecret, clientSecretExpiresAt } = answer;
  if (!clientId || !clientSecret || clientSecretExpiresAt === undefined) {
    throw answerUnusable(endpoint, 'a registration that lacks a part');
  }
  const { scopes, grantTypes } = request;
  return {
    clientId,
    clientSecret,
    expiresAt: clientSecretExpiresAt * 1000,
    ...(scopes === undefined ? {} : { scopes }),
    ...(grantTypes === undefined ? {} : { grantTypes }),
  };
}

/** The code for a person to confirm. `now` in epoch milliseconds. Throws SIGN_IN_REFUSED. */
export function deviceAuthorization(
  answer: StartDeviceAuthorizationResponse,
  now: number,
  endpoint: string,
): DeviceAuthorization {
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn } = answer;
  // The code is shown on a terminal, where other characters could do harm.
  const isShowable = userCode !== undefined && /^[\w-]{1,40}$/.test(userCode);
  if (!deviceCode || !isShowable || !verificationUri || !isLength(expiresIn)) {
    throw answerUnusable(endpoint, 'a device code that lacks a part');
  }
  const interval = isLength(answer.interval) ? answer.interval : DEFAULT_INTERVAL_SECONDS;
  return {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: verificationUriComplete || undefined,
    expiresAt: now + expiresIn * 1000,
    intervalMs: interval * 1000,
  };
}

/** The token that was granted. `now` in epoch milliseconds. Throws SIGN_IN_REFUSED. */
export function grantedToken(
  answer: CreateTokenResponse,
  now: number,
  endpoint: string,
): GrantedToken {
  const { accessToken, expiresIn, refreshToken } = answer;
  if (!accessToken || !isLength(expiresIn)) {
    throw answerUnusable(endpoint, 'a token that lacks a part');
  }
  return {
    accessToken,
    expiresAt: now + expiresIn * 1000,
    ...(refreshToken ? { refreshToken } : {}),
  };
}

function isLength(seconds: number | undefined): seconds is number {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
}
