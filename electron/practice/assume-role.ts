import type { RequestContext } from './conditions.ts';
import type { Caller, IssuedSession } from './issued-session.ts';
import type { Role } from './organisation.ts';
import { evaluate, namesPrincipal } from './policy.ts';
import type { StsState } from './sts-state.ts';
import { accessDenied, StsFault, validationError } from './sts-fault.ts';
import { memberList } from './wire.ts';

const CHAINING_SECONDS = 3600;
const MOST_PACKED_BYTES = 2048;

/** AssumeRole, checked as STS checks it, in STS's order. */
export function assumeRole(state: StsState, caller: Caller, parameters: URLSearchParams): IssuedSession {
  const roleArn = parameters.get('RoleArn') ?? '';
  if (caller.kind === 'root') {
    throw accessDenied('Roles may not be assumed by root accounts.');
  }
  if (caller.kind === 'federated') {
    throw notAuthorized(caller, 'sts:AssumeRole', roleArn);
  }
  if (!roleArn.startsWith('arn:')) {
    throw validationError(`${roleArn} is invalid`);
  }
  const mfa = proveMfa(state, caller, parameters);
  const tags = tagsOf(parameters);
  const transitive = memberList(parameters, 'TransitiveTagKeys').map((fields) => fields[0]?.[1] ?? '');
  checkTags(caller, tags, transitive);
  const context = contextOf(state, caller, parameters, mfa, tags, transitive);
  const role = state.organisation.roles.find(({ arn }) => arn === roleArn);
  authorize(caller, role, 'sts:AssumeRole', roleArn, context);
  if (tags.size > 0) {
    authorize(caller, role, 'sts:TagSession', roleArn, context);
  }
  const sourceIdentity = parameters.get('SourceIdentity') ?? caller.session?.sourceIdentity;
  if (sourceIdentity !== undefined) {
    checkSourceIdentity(caller, parameters);
    authorize(caller, role, 'sts:SetSourceIdentity', roleArn, context);
  }
  const seconds = duration(caller, role as Role, parameters);
  checkPackedSize(parameters, tags);
  return state.registry.issue({
    kind: 'role',
    expiration: state.now() + state.faults.livesFor(seconds) * 1000,
    ...sessionOf(role as Role, parameters.get('RoleSessionName') ?? ''),
    policies: [...(role as Role).policies, ...inlinePolicy(parameters)],
    tags: new Map([...inheritedTags(caller), ...tags]),
    transitiveTagKeys: [...(caller.session?.transitiveTagKeys ?? []), ...transitive],
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
}

function proveMfa(state: StsState, caller: Caller, parameters: URLSearchParams): number | undefined {
  const serial = parameters.get('SerialNumber');
  const code = parameters.get('TokenCode');
  if (state.mfa.verify(caller.principal.identityArn, serial, code, state.now())) {
    return state.now();
  }
  return caller.session?.mfaAt;
}

function authorize(
  caller: Caller,
  role: Role | undefined,
  action: string,
  roleArn: string,
  context: RequestContext,
): void {
  const identity = evaluate(caller.policies, action, roleArn, context);
  const trust =
    role === undefined ? 'none' : evaluate([role.trustPolicy], action, roleArn, context, caller.principal);
  const isSameAccount = role?.accountId === caller.principal.accountId;
  const isNamed =
    role !== undefined && namesPrincipal(role.trustPolicy, action, context, caller.principal);
  const isAllowed =
    trust === 'allow' && (identity === 'allow' || (identity === 'none' && isSameAccount && isNamed));
  if (!isAllowed) {
    throw notAuthorized(caller, action, roleArn, identity === 'deny' || trust === 'deny');
  }
}

function notAuthorized(caller: Caller, action: string, resource: string, isExplicit = false): StsFault {
  const reason = isExplicit ? ' with an explicit deny' : '';
  return accessDenied(
    `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: ${resource}${reason}`,
  );
}

function duration(caller: Caller, role: Role, parameters: URLSearchParams): number {
  const seconds = Number(parameters.get('DurationSeconds') ?? CHAINING_SECONDS);
  if (caller.session !== undefined && seconds > CHAINING_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

function tagsOf(parameters: URLSearchParams): Map<string, string> {
  return new Map(
    memberList(parameters, 'Tags').map((fields) => {
      const tag = Object.fromEntries(fields);
      return [tag.Key ?? '', tag.Value ?? ''];
    }),
  );
}

function checkTags(caller: Caller, tags: ReadonlyMap<string, string>, transitive: readonly string[]): void {
  const inherited = new Set((caller.session?.transitiveTagKeys ?? []).map((key) => key.toLowerCase()));
  const clash = [...tags.keys()].find((key) => inherited.has(key.toLowerCase()));
  if (clash !== undefined) {
    throw validationError(`One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session: ${clash}`);
  }
  const unknown = transitive.find((key) => !tags.has(key));
  if (unknown !== undefined) {
    throw validationError(`The specified transitive tag key must be included in the requested tags: ${unknown}`);
  }
}

function checkSourceIdentity(caller: Caller, parameters: URLSearchParams): void {
  const before = caller.session?.sourceIdentity;
  const asked = parameters.get('SourceIdentity');
  if (before !== undefined && asked !== null && asked !== before) {
    throw accessDenied('The source identity can not be changed in a role chain.');
  }
}

function inheritedTags(caller: Caller): (readonly [string, string])[] {
  const keys = new Set(caller.session?.transitiveTagKeys ?? []);
  return [...(caller.session?.tags ?? [])].filter(([key]) => keys.has(key));
}

function checkPackedSize(parameters: URLSearchParams, tags: ReadonlyMap<string, string>): void {
  const policies = memberList(parameters, 'PolicyArns').flat().map(([, value]) => value);
  const parts = [parameters.get('Policy') ?? '', ...policies, ...[...tags].flat()];
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (bytes > MOST_PACKED_BYTES) {
    const percent = Math.ceil((bytes / MOST_PACKED_BYTES) * 100);
    throw new StsFault('PackedPolicyTooLarge', 400, `Packed size of session tags consumes ${percent}% of allotted space.`);
  }
}

/** A session policy can only take rights away: what it does not allow is denied. */
function inlinePolicy(parameters: URLSearchParams): Role['policies'] {
  const text = parameters.get('Policy');
  if (text === null) {
    return [];
  }
  try {
    const { Statement } = JSON.parse(text) as { Statement?: unknown };
    if (!Array.isArray(Statement)) throw new SyntaxError('no Statement');
    const allowed = Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : []));
    return [{ Version: '2012-10-17', Statement: [{ Effect: 'Deny', NotAction: allowed, Resource: '*' }] }];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StsFault('MalformedPolicyDocument', 400, 'The policy is not in the valid JSON format.');
  }
}

function contextOf(
  state: StsState,
  caller: Caller,
  parameters: URLSearchParams,
  mfaAt: number | undefined,
  tags: ReadonlyMap<string, string>,
  transitive: readonly string[],
): RequestContext {
  const sourceIdentity = parameters.get('SourceIdentity') ?? caller.session?.sourceIdentity;
  // A role session says nothing of MFA; a user's key says false once temporary credentials are in play.
  const knowsMfa = caller.kind === 'user-session' || mfaAt !== undefined;
  return {
    'aws:PrincipalArn': caller.principal.identityArn,
    'aws:PrincipalAccount': caller.principal.accountId,
    'sts:RoleSessionName': parameters.get('RoleSessionName') ?? undefined,
    'sts:ExternalId': parameters.get('ExternalId') ?? undefined,
    'sts:SourceIdentity': sourceIdentity,
    'sts:TransitiveTagKeys': transitive.length === 0 ? undefined : transitive,
    'aws:TagKeys': tags.size === 0 ? undefined : [...tags.keys()],
    'aws:MultiFactorAuthPresent': knowsMfa ? String(mfaAt !== undefined) : undefined,
    'aws:MultiFactorAuthAge': mfaAt === undefined ? undefined : String((state.now() - mfaAt) / 1000),
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...Object.fromEntries([...(caller.session?.tags ?? [])].map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

function sessionOf(role: Role, name: string): Pick<IssuedSession, 'principal' | 'userId'> {
  // The path of the role is dropped in the session's ARN, as AWS does.
  const partition = role.arn.split(':')[1] ?? 'aws';
  return {
    principal: {
      arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${role.name}/${name}`,
      identityArn: role.arn,
      accountId: role.accountId,
    },
    userId: `${role.roleId}:${name}`,
  };
}
