import type { Clock, Random } from '../../core/ports.ts';
import type { PracticeSts } from '../practice-sts.ts';
import type { HttpRequest } from '../wire/http-request.ts';
import { makeAuthorizationCodes } from './identity-center/authorization-codes.ts';
import { answerBrowser } from './identity-center/browser-pages.ts';
import {
  CODE_GRANT,
  DEVICE_GRANT,
  type JsonObject,
  makeOidcClients,
  type OidcClient,
  REFRESH_GRANT,
  requiredText,
} from './identity-center/clients.ts';
import { type DeviceSignIn, makeDeviceSignIns } from './identity-center/device-sign-ins.ts';
import { OidcFailure, oidcFailureAnswer } from './identity-center/oidc-failure.ts';
import { answerPortal, type IdentityCenterUser } from './identity-center/portal.ts';
import { makeSignInTokens, type TokenAnswer } from './identity-center/sign-in-tokens.ts';
import {
  jsonAnswer,
  jsonBody,
  type LoopbackAnswer,
  type LoopbackServer,
  startLoopbackServer,
  textAnswer,
} from './loopback-server.ts';

export interface IdentityCenterOptions {
  readonly sts: Pick<PracticeSts, 'issueSession'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Who can sign in; the first is meant where none is named. */
  readonly users: readonly IdentityCenterUser[];
  /** Default: eu-west-1. */
  readonly region?: string;
  /** Seconds between two polls of a device sign-in. Default: 1, as AWS has it. */
  readonly interval?: number;
  /** How long a sign-in lasts, seconds. Default: eight hours. */
  readonly signInSeconds?: number;
  /** How long an access token lasts that can be refreshed, seconds. Default: one hour. */
  readonly accessTokenSeconds?: number;
  /** True: `/authorize` shows a page that asks. Default: it leads back at once. */
  readonly asksConsent?: boolean;
  readonly port?: number;
}

/** IAM Identity Center on loopback: the SSO OIDC service, the access portal, and its web pages. */
export interface IdentityCenterServer extends LoopbackServer {
  /** What `sso_start_url` holds. */
  readonly startUrl: string;
  /** What `sso_region` holds. */
  readonly region: string;
  /** What turns AWS tools to this server. */
  readonly environment: Readonly<Record<string, string>>;
  /** Device sign-ins that wait for a person, oldest first. */
  pendingSignIns(): readonly DeviceSignIn[];
  /** Says yes as a person in a browser does, as the first user or a named one. Throws Error. */
  approve(userCode: string, userName?: string): void;
  /** Says no. Throws Error where no sign-in waits for the code. */
  deny(userCode: string): void;
  /** Ends every sign-in: access and refresh tokens are worth nothing from then on. */
  signOutAll(): void;
}

/** Starts the server. Throws Error without a user. */
export async function startIdentityCenter(
  options: IdentityCenterOptions,
): Promise<IdentityCenterServer> {
  const { sts, clock, random, users, region = 'eu-west-1', interval = 1 } = options;
  const userNames = users.map(({ name }) => name);
  const [firstUser] = userNames;
  if (firstUser === undefined) {
    throw new Error('IAM Identity Center needs a user');
  }
  const at = { url: '' };
  const startUrl = (): string => `${at.url}/start`;
  const clients = makeOidcClients(clock, random, startUrl);
  const devices = makeDeviceSignIns(clock, random, interval);
  const codes = makeAuthorizationCodes(clock, random);
  const tokens = makeSignInTokens(clock, random, {
    signInSeconds: options.signInSeconds ?? 8 * 3600,
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
  });

  const register = (input: JsonObject): unknown => {
    const { id, secret, expiresAt } = clients.register(input);
    return {
      clientId: id,
      clientSecret: secret,
      clientIdIssuedAt: Math.floor(clock.now() / 1000),
      clientSecretExpiresAt: Math.floor(expiresAt / 1000),
    };
  };
  const startDevice = (input: JsonObject): unknown => {
    const client = clients.authenticate(input);
    checkGrant(client, DEVICE_GRANT);
    if (requiredText(input, 'startUrl') !== startUrl()) {
      throw new OidcFailure('invalid_request', 'Invalid start URL provided');
    }
    const { deviceCode, userCode, expiresAt } = devices.start(client);
    const verificationUri = `${at.url}/device`;
    return {
      deviceCode,
      userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
      expiresIn: Math.floor((expiresAt - clock.now()) / 1000),
      interval,
    };
  };
  const createToken = (input: JsonObject): TokenAnswer => {
    const client = clients.authenticate(input);
    const grant = requiredText(input, 'grantType');
    checkGrant(client, grant);
    switch (grant) {
      case DEVICE_GRANT:
        return tokens.signIn(client, devices.redeem(client, input));
      case CODE_GRANT:
        return tokens.signIn(client, codes.redeem(client, input));
      case REFRESH_GRANT:
        return tokens.refresh(client, input);
      default:
        throw new OidcFailure('unsupported_grant_type', `Unsupported grant type: ${grant}`);
    }
  };
  const operations: ReadonlyMap<string, (input: JsonObject) => unknown> = new Map([
    ['POST /client/register', register],
    ['POST /device_authorization', startDevice],
    ['POST /token', createToken],
  ]);

  const answer = (request: HttpRequest): LoopbackAnswer => {
    const operation = operations.get(`${request.method} ${request.path}`);
    if (operation !== undefined) {
      return answerOidc(request, operation);
    }
    return (
      answerPortal(request, { sts, tokens, users }) ??
      answerBrowser(request, {
        clients,
        devices,
        codes,
        userNames,
        asksConsent: options.asksConsent ?? false,
      }) ??
      textAnswer(404, 'Not found')
    );
  };
  const server = await startLoopbackServer(answer, options.port);
  at.url = server.url;
  return {
    ...server,
    startUrl: startUrl(),
    region,
    environment: { AWS_ENDPOINT_URL_SSO: server.url, AWS_ENDPOINT_URL_SSO_OIDC: server.url },
    pendingSignIns: () => devices.pending(),
    approve: (userCode, userName = firstUser) => devices.decide(userCode, userName),
    deny: (userCode) => devices.decide(userCode, undefined),
    signOutAll: () => tokens.signOutAll(),
  };
}

function answerOidc(
  request: HttpRequest,
  operation: (input: JsonObject) => unknown,
): LoopbackAnswer {
  try {
    const input = jsonBody(request);
    if (input === undefined) {
      throw new OidcFailure('invalid_request', 'The body must be a JSON object');
    }
    return jsonAnswer(200, operation(input));
  } catch (error) {
    if (error instanceof OidcFailure) {
      return oidcFailureAnswer(error);
    }
    throw error;
  }
}

/** A client that named its grants is held to them; one that did not has those without a browser. */
function checkGrant({ grantTypes }: OidcClient, grant: string): void {
  const allowed = grantTypes ?? [DEVICE_GRANT, REFRESH_GRANT];
  if ([DEVICE_GRANT, CODE_GRANT, REFRESH_GRANT].includes(grant) && !allowed.includes(grant)) {
    throw new OidcFailure('unauthorized_client', 'The client did not register this grant');
  }
}
