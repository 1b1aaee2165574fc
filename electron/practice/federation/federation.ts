import { accountIdOf, arnOf, type Caller } from '../caller.ts';
import { isSameText } from '../same-text.ts';
import type { IssuedSession } from '../sessions.ts';
import type { StsState } from '../sts-state.ts';
import { type HttpRequest, parametersOf } from '../wire/http-request.ts';
import type { Parameters } from '../wire/parameters.ts';
import { messagePage, signedInPage } from './pages.ts';

/** An answer of the sign-in service, and how the call went. */
export interface FederationAnswer {
  readonly action: string;
  readonly principal: string | undefined;
  /** `OK`, or why it was refused, in one word. */
  readonly outcome: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Only of a redirect. */
  readonly location?: string;
}

/** The sign-in service of the practice organisation. */
export interface Federation {
  /** Answers what is its own: `/federation` and `/oauth`; undefined for every other path. */
  answer(request: HttpRequest): FederationAnswer | undefined;
}

/** How long a sign-in token may be used, milliseconds. */
const TOKEN_LIFE_MS = 15 * 60_000;

const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;

interface SignIn {
  readonly session: IssuedSession;
  /** Epoch milliseconds, by the server's clock. */
  readonly usableUntil: number;
  readonly sessionEndsAt: number;
}

/**
 * Makes the service, as
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 * describes it: trios for tokens, tokens for a page. What AWS takes which credentials for is told in
 * https://repost.aws/knowledge-center/invalid-credentials-parameter.
 */
export function makeFederation(state: StsState): Federation {
  const signIns = new Map<string, SignIn>();
  return {
    answer(request) {
      if (request.path !== '/federation' && request.path !== '/oauth') {
        return undefined;
      }
      const parameters = parametersOf(request);
      const action = parameters.text('Action') ?? '-';
      if (request.path === '/oauth') {
        return logOut(action, parameters);
      }
      switch (action) {
        case 'getSigninToken':
          return giveToken(parameters, state, signIns);
        case 'login':
          return logIn(parameters, state, signIns);
        default:
          return refusal(action, 'InvalidAction', 'Invalid Action parameter');
      }
    },
  };
}

function giveToken(
  parameters: Parameters,
  state: StsState,
  signIns: Map<string, SignIn>,
): FederationAnswer {
  const action = 'getSigninToken';
  const now = state.now();
  const session = findSession(parameters.text('Session'), state);
  const principal = session && arnOf(session.caller);
  const asked = parameters.text('SessionDuration');
  if (session === undefined || session.expiration <= now || !isAccepted(session.caller, asked)) {
    // AWS gives this one text for an unknown trio, an expired one, one of a kind that it takes for
    // no console, and one that may have no length of its own.
    return refusal(action, 'InvalidCredentials', 'Invalid credentials parameter', principal);
  }
  const seconds = Number(asked);
  if (asked !== undefined && !(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) {
    return refusal(action, 'InvalidDuration', 'Invalid SessionDuration parameter', principal);
  }
  const token = Buffer.from(state.random.bytes(192)).toString('base64url');
  signIns.set(token, {
    session,
    usableUntil: now + TOKEN_LIFE_MS,
    sessionEndsAt: asked === undefined ? session.expiration : now + seconds * 1000,
  });
  return {
    ...{ action, principal, outcome: 'OK', status: 200, contentType: 'application/json' },
    text: JSON.stringify({ SigninToken: token }),
  };
}

/** Only a role assumed with a long-term key or a web identity may have a length of its own. */
function isAccepted({ credentials, assumedBy }: Caller, length: string | undefined): boolean {
  if (credentials === 'long-term' || credentials === 'session-token') {
    return false;
  }
  return length === undefined || assumedBy === 'long-term' || assumedBy === 'web-identity';
}

function logIn(
  parameters: Parameters,
  state: StsState,
  signIns: ReadonlyMap<string, SignIn>,
): FederationAnswer {
  const action = 'login';
  const signIn = signIns.get(parameters.text('SigninToken') ?? '');
  if (signIn === undefined || signIn.usableUntil <= state.now()) {
    return {
      ...{ action, principal: undefined, outcome: 'InvalidToken', status: 400, ...PAGE },
      text: messagePage('This sign-in link is not valid, or no longer: links live for 15 minutes.'),
    };
  }
  const { session, sessionEndsAt } = signIn;
  const { caller } = session;
  const arn = arnOf(caller);
  return {
    ...{ action, principal: arn, outcome: 'OK', status: 200, ...PAGE },
    text: signedInPage({
      arn,
      account: accountNameOf(caller, state),
      sessionEndsAt,
      isLimited: caller.sessionPolicies !== undefined,
      destination: parameters.text('Destination') ?? '',
    }),
  };
}

/** Leads back to its own sign-in only. */
function logOut(action: string, parameters: Parameters): FederationAnswer {
  const target = URL.parse(parameters.text('redirect_uri') ?? '');
  if (action !== 'logout' || target?.pathname !== '/federation') {
    return refusal(action, 'InvalidRedirect', 'Invalid redirect_uri parameter');
  }
  return {
    ...{ action, principal: undefined, outcome: 'OK', status: 302, ...PAGE, text: '' },
    location: `${target.pathname}${target.search}`,
  };
}

/** The session that a `Session` parameter names and proves to have, whole. */
function findSession(text: string | undefined, { sessions }: StsState): IssuedSession | undefined {
  const sent = parseSession(text ?? '');
  const session = sessions.find(sent.sessionId);
  return session !== undefined &&
    isSameText(sent.sessionKey, session.secretAccessKey) &&
    isSameText(sent.sessionToken, session.sessionToken)
    ? session
    : undefined;
}

function parseSession(text: string): Record<'sessionId' | 'sessionKey' | 'sessionToken', string> {
  let value: Record<string, unknown> = {};
  try {
    value = Object(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const member = (name: string): string => (typeof value[name] === 'string' ? value[name] : '');
  return {
    sessionId: member('sessionId'),
    sessionKey: member('sessionKey'),
    sessionToken: member('sessionToken'),
  };
}

function accountNameOf(caller: Caller, { organisation }: StsState): string {
  const id = accountIdOf(caller);
  const name = organisation.accounts.find((account) => account.id === id)?.name;
  return name === undefined ? id : `${name} (${id})`;
}

const PAGE = { contentType: 'text/html; charset=utf-8' } as const;

function refusal(
  action: string,
  outcome: string,
  message: string,
  principal?: string,
): FederationAnswer {
  return { action, principal, outcome, status: 400, ...PAGE, text: messagePage(message) };
}
