import type { Clock, Random } from '../../../core/ports.ts';
import { type JsonObject, type OidcClient, requiredText } from './clients.ts';
import { OidcFailure } from './oidc-failure.ts';

/** The answer of CreateToken. */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken?: string;
}

/** The tokens of all sign-ins. */
export interface SignInTokens {
  /** Tokens for a user who signed in just now. */
  signIn(client: OidcClient, userName: string): TokenAnswer;
  /** New tokens for a refresh token, which works once. Throws InvalidGrant. */
  refresh(client: OidcClient, input: JsonObject): TokenAnswer;
  /** The user behind an access token, or undefined where it is unknown, expired or signed out. */
  userOf(accessToken: string): string | undefined;
  /** Ends the sign-in behind an access token, with all of its tokens. */
  signOut(accessToken: string): void;
  /** Ends every sign-in. */
  signOutAll(): void;
}

export interface TokenLives {
  /** How long a sign-in lasts, seconds. */
  readonly signInSeconds: number;
  /** How long an access token lasts that can be refreshed, seconds. */
  readonly accessTokenSeconds: number;
}

interface SignIn {
  readonly clientId: string;
  readonly userName: string;
  /** Epoch milliseconds. */
  endsAt: number;
}

/** None yet. */
export function makeSignInTokens(clock: Clock, random: Random, lives: TokenLives): SignInTokens {
  const accessTokens = new Map<string, { readonly signIn: SignIn; readonly expiresAt: number }>();
  const refreshTokens = new Map<string, SignIn>();
  const makeToken = (prefix: string): string =>
    prefix + Buffer.from(random.bytes(192)).toString('base64url');

  const give = (client: OidcClient, signIn: SignIn): TokenAnswer => {
    const now = clock.now();
    // A client that named no scopes, as tools did before `sso-session`, has nothing to refresh with.
    const isRefreshable = client.scopes.length > 0;
    const longest = Math.floor((signIn.endsAt - now) / 1000);
    const expiresIn = isRefreshable ? Math.min(lives.accessTokenSeconds, longest) : longest;
    const accessToken = makeToken('aoa');
    accessTokens.set(accessToken, { signIn, expiresAt: now + expiresIn * 1000 });
    const answer = { accessToken, tokenType: 'Bearer', expiresIn } as const;
    if (!isRefreshable) {
      return answer;
    }
    const refreshToken = makeToken('aor');
    refreshTokens.set(refreshToken, signIn);
    return { ...answer, refreshToken };
  };

  return {
    signIn: (client, userName) =>
      give(client, {
        clientId: client.id,
        userName,
        endsAt: clock.now() + lives.signInSeconds * 1000,
      }),
    refresh(client, input) {
      const token = requiredText(input, 'refreshToken');
      const signIn = refreshTokens.get(token);
      if (signIn?.clientId !== client.id || signIn.endsAt <= clock.now()) {
        throw new OidcFailure('invalid_grant', 'Invalid refresh token provided');
      }
      refreshTokens.delete(token);
      return give(client, signIn);
    },
    userOf(accessToken) {
      const found = accessTokens.get(accessToken);
      const now = clock.now();
      return found !== undefined && found.expiresAt > now && found.signIn.endsAt > now
        ? found.signIn.userName
        : undefined;
    },
    signOut(accessToken) {
      const found = accessTokens.get(accessToken);
      if (found !== undefined) {
        found.signIn.endsAt = 0;
      }
    },
    signOutAll() {
      for (const { signIn } of accessTokens.values()) {
        signIn.endsAt = 0;
      }
    },
  };
}
