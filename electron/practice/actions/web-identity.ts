import { isSignedBy, type Jwt, readJwt } from '../jwt.ts';
import type { IdentityProvider } from '../organisation.ts';
import { StsFailure } from '../sts-failure.ts';
import type { StsState } from '../sts-state.ts';

/** Whom a token stands for, checked. */
export interface WebIdentity {
  readonly provider: IdentityProvider;
  readonly subject: string;
  readonly audience: string;
}

/**
 * Checks a token for a role: its provider must be known to the role's account. Throws
 * InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError.
 */
export function checkWebIdentity(token: string, roleArn: string, state: StsState): WebIdentity {
  const jwt = readJwt(token);
  if (jwt === undefined) {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const issuer = claimText(jwt, 'iss');
  const subject = claimText(jwt, 'sub');
  const audience = audienceOf(jwt);
  const provider = findProvider(issuer, roleArn, state);
  if (state.faults.identityProvidersAreDown) {
    throw new StsFailure(
      'IDPCommunicationError',
      400,
      'Identity provider could not be reached to verify the incoming identity token',
    );
  }
  checkSignature(jwt, provider);
  checkTimes(jwt, Math.floor(state.now() / 1000));
  if (!provider.audiences.includes(audience)) {
    throw invalidToken('Incorrect token audience');
  }
  return { provider, subject, audience };
}

function findProvider(issuer: string, roleArn: string, state: StsState): IdentityProvider {
  const accountId = roleArn.split(':')[4];
  const provider = state.organisation.identityProviders?.find(
    (candidate) => candidate.issuer === issuer && candidate.arn.split(':')[4] === accountId,
  );
  if (provider === undefined) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  return provider;
}

function checkSignature(jwt: Jwt, provider: IdentityProvider): void {
  const key = provider.keys.find(({ kid }) => kid === jwt.header.kid);
  if (key === undefined) {
    // Two blanks, as AWS has them (https://github.com/aws/aws-cli/issues/7194).
    throw invalidToken(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  }
  if (!isSignedBy(jwt, key)) {
    throw invalidToken('The signature of the web identity token is invalid');
  }
}

function checkTimes({ claims }: Jwt, now: number): void {
  const { exp, nbf } = claims;
  if (typeof exp !== 'number') {
    throw invalidToken('Missing a required claim: exp');
  }
  if (exp <= now) {
    throw new StsFailure(
      'ExpiredTokenException',
      400,
      `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`,
    );
  }
  if (typeof nbf === 'number' && nbf > now) {
    throw invalidToken(`Token is not valid before ${nbf}: current date/time ${now}`);
  }
}

/** The authorized party counts where there is one, as it names the client among several audiences. */
function audienceOf(jwt: Jwt): string {
  const { azp, aud } = jwt.claims;
  const [first, ...others] = Array.isArray(aud) ? aud : [aud];
  const audience: unknown = azp ?? (others.length === 0 ? first : undefined);
  if (typeof audience !== 'string') {
    throw invalidToken('Missing a required claim: aud');
  }
  return audience;
}

function claimText({ claims }: Jwt, name: string): string {
  const value = claims[name];
  if (typeof value !== 'string' || value === '') {
    throw invalidToken(`Missing a required claim: ${name}`);
  }
  return value;
}

function invalidToken(message: string): StsFailure {
  return new StsFailure('InvalidIdentityToken', 400, message);
}
