import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionCredentials } from '../../core/credentials.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { signJwt } from '../jwt.ts';
import type { PracticeSts } from '../practice-sts.ts';
import type { HttpRequest } from '../wire/http-request.ts';
import { checkDpopProof, keyThumbprint } from './dpop-proof.ts';
import {
  jsonAnswer,
  jsonBody,
  type LoopbackAnswer,
  type LoopbackServer,
  startLoopbackServer,
  textAnswer,
} from './loopback-server.ts';
import { instantText } from './service-credentials.ts';

export interface LoginTokensOptions {
  readonly sts: Pick<PracticeSts, 'issueSession'>;
  readonly clock: Clock;
  readonly random: Random;
  /** How long a sign-in can be refreshed, seconds. Default: twelve hours. */
  readonly signInSeconds?: number;
  readonly port?: number;
}

/** Who signs in on the console, for `aws login` to carry over. */
export interface LoginRequest {
  /** The ARN of a user, of a root user, or of a role's session; `login_session` holds it too. */
  readonly principalArn: string;
  readonly withMfa?: boolean;
  /** How long the first credentials last, seconds; below 300, tools refresh at once. Default: 900. */
  readonly firstSeconds?: number;
}

/** Why the service refuses to refresh; `TOKEN_EXPIRED` comes by itself at the end of the sign-in. */
export type LoginRefusal =
  | 'TOKEN_EXPIRED'
  | 'USER_CREDENTIALS_CHANGED'
  | 'INSUFFICIENT_PERMISSIONS';

/** The sign-in service's part of `aws login`. */
export interface LoginTokensServer extends LoopbackServer {
  /** What turns AWS tools to this server. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Signs somebody in and leaves the file that `aws login` would leave in its cache folder
   * (`AWS_LOGIN_CACHE_DIRECTORY`). Gives the file's path. Throws StsFailure for an unknown principal.
   */
  signIn(cacheFolder: string, request: LoginRequest): Promise<string>;
  /** Refuses every refresh from now on; undefined takes it back. */
  refuse(refusal: LoginRefusal | undefined): void;
}

interface SignIn {
  readonly principalArn: string;
  readonly withMfa: boolean;
  /** Thumbprint of the key that the refresh token is bound to. */
  readonly thumbprint: string;
  /** Epoch milliseconds. */
  readonly endsAt: number;
  /** What the token gave last: the same token gives the same again. */
  answer?: { readonly credentials: SessionCredentials; readonly refreshToken: string };
}

const PATH = '/v1/token';
const CLIENT_ID = 'arn:aws:signin:::devtools/same-device';
/** How long the credentials of a refresh last, seconds. */
const CREDENTIAL_SECONDS = 900;

/** Starts the server. It knows CreateOAuth2Token's refresh, not the sign-in in the browser. */
export async function startLoginTokens(options: LoginTokensOptions): Promise<LoginTokensServer> {
  const { sts, clock, random, signInSeconds = 12 * 3600 } = options;
  const signIns = new Map<string, SignIn>();
  const seenProofs = new Set<string>();
  let refusal: LoginRefusal | undefined;
  const at = { url: '' };

  const issue = (
    { principalArn, withMfa }: Pick<SignIn, 'principalArn' | 'withMfa'>,
    seconds: number,
  ) => sts.issueSession({ kind: 'login', principalArn, withMfa, durationSeconds: seconds });
  const remember = (signIn: SignIn): string => {
    const token = Buffer.from(random.bytes(240)).toString('base64url');
    signIns.set(token, signIn);
    return token;
  };
  const isReplayed = (id: string): boolean => seenProofs.size === seenProofs.add(id).size;

  const refresh = (signIn: SignIn): LoopbackAnswer => {
    const now = clock.now();
    if (signIn.answer === undefined || signIn.answer.credentials.expiration - now < 300_000) {
      const { answer: _, ...rest } = signIn;
      signIn.answer = {
        credentials: issue(signIn, CREDENTIAL_SECONDS),
        refreshToken: remember(rest),
      };
    }
    const { credentials, refreshToken } = signIn.answer;
    const { expiration, ...accessToken } = credentials;
    const expiresIn = Math.max(1, Math.floor((expiration - now) / 1000));
    return jsonAnswer(200, { accessToken, tokenType: 'aws_sigv4', expiresIn, refreshToken });
  };

  const answer = (request: HttpRequest): LoopbackAnswer => {
    if (request.method !== 'POST' || request.path !== PATH) {
      return textAnswer(404, 'Not found');
    }
    const input = jsonBody(request);
    if (input?.clientId !== CLIENT_ID || input.grantType !== 'refresh_token') {
      return invalid('clientId and grantType must be those of a refresh');
    }
    const proof = checkDpopProof(request.headers.get('dpop'), {
      method: 'POST',
      url: at.url + PATH,
      now: clock.now(),
      isReplayed,
    });
    if ('fault' in proof) {
      return invalid(proof.fault);
    }
    const signIn = signIns.get(String(input.refreshToken));
    if (signIn === undefined || signIn.thumbprint !== proof.thumbprint) {
      return invalid('The refresh token is unknown, or bound to another key');
    }
    const reason = refusal ?? (signIn.endsAt <= clock.now() ? 'TOKEN_EXPIRED' : undefined);
    return reason === undefined ? refresh(signIn) : denied(reason);
  };

  const signIn = async (cacheFolder: string, request: LoginRequest): Promise<string> => {
    const { principalArn, withMfa = false, firstSeconds = CREDENTIAL_SECONDS } = request;
    const { expiration, ...credentials } = issue({ principalArn, withMfa }, firstSeconds);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const thumbprint = keyThumbprint(publicKey.export({ format: 'jwk' }));
    const endsAt = clock.now() + signInSeconds * 1000;
    const claims = { iss: at.url, sub: principalArn, aud: CLIENT_ID, jti: randomUUID() };
    const content = {
      accessToken: {
        ...credentials,
        accountId: principalArn.split(':')[4],
        expiresAt: instantText(expiration),
      },
      tokenType: 'aws_sigv4',
      refreshToken: remember({ principalArn, withMfa, thumbprint, endsAt }),
      idToken: signJwt({ typ: 'JWT' }, claims, privateKey),
      clientId: CLIENT_ID,
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
    };
    const name = createHash('sha256').update(principalArn).digest('hex');
    const path = join(cacheFolder, `${name}.json`);
    await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
    await writeFile(path, JSON.stringify(content, null, 2), { mode: 0o600 });
    return path;
  };

  const server = await startLoopbackServer(answer, options.port);
  at.url = server.url;
  return {
    ...server,
    environment: { AWS_ENDPOINT_URL_SIGNIN: server.url },
    signIn,
    refuse(reason) {
      refusal = reason;
    },
  };
}

const REFUSALS: Readonly<Record<LoginRefusal, string>> = {
  TOKEN_EXPIRED: 'The refresh token has expired.',
  USER_CREDENTIALS_CHANGED: 'The password of the user was changed.',
  INSUFFICIENT_PERMISSIONS: 'The user may not call signin:CreateOAuth2Token.',
};

function denied(error: LoginRefusal): LoopbackAnswer {
  return failure('AccessDeniedException', error, REFUSALS[error]);
}

function invalid(message: string): LoopbackAnswer {
  return failure('ValidationException', 'INVALID_REQUEST', message);
}

function failure(name: string, error: string, message: string): LoopbackAnswer {
  return jsonAnswer(400, { error, message }, { 'x-amzn-ErrorType': name });
}
