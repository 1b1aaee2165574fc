import { generateKeyPairSync } from 'node:crypto';
import type { Random } from '../../core/ports.ts';
import { signJwt } from '../jwt.ts';
import type { IdentityProvider } from '../organisation.ts';

/** What a token says. */
export interface TokenClaims {
  readonly subject: string;
  /** Default: the first that the account's provider accepts. */
  readonly audience?: string;
  /** When it is given, epoch milliseconds. */
  readonly now: number;
  /** Seconds, negative for one that is over. Default: one hour. */
  readonly lifeSeconds?: number;
}

/** An OpenID Connect provider, such as a CI system's or a cluster's. */
export interface PracticeIdentityProvider {
  /** For the organisation whose accounts trust it. */
  readonly provider: IdentityProvider;
  /** A signed token, as stands in `web_identity_token_file`. */
  token(claims: TokenClaims): string;
}

/** Makes a provider with a key of its own, trusted by one account. */
export function makeIdentityProvider(
  random: Random,
  accountId: string,
  issuer: string,
  audiences: readonly string[] = ['sts.amazonaws.com'],
): PracticeIdentityProvider {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = Buffer.from(random.bytes(8)).toString('hex');
  return {
    provider: {
      arn: `arn:aws:iam::${accountId}:oidc-provider/${issuer.replace(/^https:\/\//, '')}`,
      issuer,
      audiences,
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid }],
    },
    token: ({ subject, audience = audiences[0], now, lifeSeconds = 3600 }) => {
      const seconds = Math.floor(now / 1000);
      const times = { iat: Math.min(seconds, seconds + lifeSeconds), exp: seconds + lifeSeconds };
      const claims = { iss: issuer, sub: subject, aud: audience, ...times };
      return signJwt({ typ: 'JWT', kid }, claims, privateKey);
    },
  };
}
