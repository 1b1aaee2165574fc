import { jsonAnswer, type LoopbackAnswer } from '../loopback-server.ts';

/** The errors of the SSO OIDC service that this server gives, by their OAuth names. */
export type OidcError =
  | 'access_denied'
  | 'authorization_pending'
  | 'expired_token'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'slow_down'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** A refusal of the SSO OIDC service. */
export class OidcFailure extends Error {
  readonly error: OidcError;

  constructor(error: OidcError, description: string) {
    super(description);
    this.name = 'OidcFailure';
    this.error = error;
  }
}

/**
 * The refusal on the wire: AWS's REST JSON, with the shape's name in a header and OAuth's in the body
 * (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html).
 */
export function oidcFailureAnswer({ error, message }: OidcFailure): LoopbackAnswer {
  const words = error.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return jsonAnswer(
    error === 'invalid_client' ? 401 : 400,
    { error, error_description: message },
    {
      'x-amzn-ErrorType': `${words.join('')}Exception:http://internal.amazon.com/coral/com.amazonaws.ssooidc/`,
    },
  );
}
