import type { PracticeSts } from '../../practice-sts.ts';
import type { HttpRequest } from '../../wire/http-request.ts';
import { jsonAnswer, type LoopbackAnswer } from '../loopback-server.ts';
import type { SignInTokens } from './sign-in-tokens.ts';

/** A permission set that a user has in an account. */
export interface Assignment {
  readonly accountId: string;
  readonly accountName: string;
  /** The permission set's name: what `sso_role_name` holds. */
  readonly roleName: string;
  /** The role that stands for it in the account, `AWSReservedSSO_...`. */
  readonly roleArn: string;
  /** Seconds, 3,600 to 43,200. */
  readonly durationSeconds: number;
}

/** A person who can sign in. */
export interface IdentityCenterUser {
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

export interface PortalContext {
  readonly sts: Pick<PracticeSts, 'issueSession'>;
  readonly tokens: SignInTokens;
  readonly users: readonly IdentityCenterUser[];
}

/**
 * Answers the access portal's calls, undefined for other paths
 * (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/welcome.html).
 */
export function answerPortal(
  request: HttpRequest,
  context: PortalContext,
): LoopbackAnswer | undefined {
  const { method, path } = request;
  const call = CALLS.get(`${method} ${path}`);
  if (call === undefined) {
    return undefined;
  }
  const accessToken = request.headers.get('x-amz-sso_bearer_token') ?? '';
  const userName = context.tokens.userOf(accessToken);
  const user = context.users.find(({ name }) => name === userName);
  if (user === undefined) {
    return failure(401, 'UnauthorizedException', 'Session token not found or invalid');
  }
  return call({ user, accessToken, query: new URLSearchParams(request.query), context });
}

interface PortalCall {
  readonly user: IdentityCenterUser;
  readonly accessToken: string;
  readonly query: URLSearchParams;
  readonly context: PortalContext;
}

const CALLS: ReadonlyMap<string, (call: PortalCall) => LoopbackAnswer> = new Map([
  ['GET /federation/credentials', roleCredentials],
  ['GET /assignment/accounts', accounts],
  ['GET /assignment/roles', roles],
  ['POST /logout', signOut],
]);

function roleCredentials({ user, query, context }: PortalCall): LoopbackAnswer {
  const accountId = query.get('account_id');
  const roleName = query.get('role_name');
  if (accountId === null || roleName === null) {
    return failure(400, 'InvalidRequestException', 'account_id and role_name are required');
  }
  const assignment = user.assignments.find(
    (candidate) => candidate.accountId === accountId && candidate.roleName === roleName,
  );
  if (assignment === undefined) {
    return failure(403, 'ForbiddenException', 'No access');
  }
  const { roleArn, durationSeconds } = assignment;
  const session = { roleArn, durationSeconds, sessionName: user.name };
  const issued = context.sts.issueSession({ kind: 'identity-center', ...session });
  // Instants are milliseconds here, and ISO 8601 nearly everywhere else in AWS.
  return jsonAnswer(200, { roleCredentials: issued });
}

function accounts({ user, query }: PortalCall): LoopbackAnswer {
  const byId = new Map(
    user.assignments.map(({ accountId, accountName }) => [
      accountId,
      { accountId, accountName, emailAddress: `${accountName}@example.com` },
    ]),
  );
  return listAnswer('accountList', [...byId.values()], query);
}

function roles({ user, query }: PortalCall): LoopbackAnswer {
  const accountId = query.get('account_id');
  if (accountId === null) {
    return failure(400, 'InvalidRequestException', 'account_id is required');
  }
  const found = user.assignments.filter((assignment) => assignment.accountId === accountId);
  if (found.length === 0) {
    return failure(403, 'ForbiddenException', 'No access');
  }
  return listAnswer(
    'roleList',
    found.map(({ roleName }) => ({ roleName, accountId })),
    query,
  );
}

function signOut({ accessToken, context }: PortalCall): LoopbackAnswer {
  context.tokens.signOut(accessToken);
  return { status: 200, body: '' };
}

function listAnswer(
  name: string,
  items: readonly unknown[],
  query: URLSearchParams,
): LoopbackAnswer {
  const size = Number(query.get('max_result') ?? 20);
  const start = Number(query.get('next_token') ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > 100 || !Number.isInteger(start) || start < 0) {
    return failure(400, 'InvalidRequestException', 'Invalid page');
  }
  const end = start + size;
  return jsonAnswer(200, {
    [name]: items.slice(start, end),
    nextToken: end < items.length ? String(end) : null,
  });
}

function failure(status: number, name: string, message: string): LoopbackAnswer {
  const type = `com.amazonaws.switchboard.portal#${name}`;
  return jsonAnswer(
    status,
    { message, __type: type },
    {
      'x-amzn-ErrorType': `${name}:http://internal.amazon.com/coral/com.amazonaws.switchboard.portal/`,
    },
  );
}
