import { assumedRoleArn, type Caller } from '../caller.ts';
import { authorizeOnRole } from '../policy/authorize.ts';
import { credentialsElement } from '../sessions.ts';
import { accessDenied, validationError } from '../sts-failure.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';
import { readAssumeRole } from './assume-role-input.ts';
import { conditionContext } from './condition-context.ts';
import { packedPolicySize } from './packed-policy.ts';
import { resolveSessionPolicies } from './session-policies.ts';
import { resolveTags, type SessionTags } from './session-tags.ts';

/** The most that a session made with temporary credentials may last, seconds. */
const CHAINING_LIMIT = 3600;

/**
 * AssumeRole. Refuses in this order: values outside the model, callers that may never assume a role,
 * the one-hour limit of temporary credentials, MFA (a right code is spent from here on), tags and
 * source identity, policies, the role's own maximum, and the size of policies and tags.
 */
export function assumeRole({ caller, parameters, state }: ActionCall): ResultElements {
  const input = readAssumeRole(parameters);
  refuseCaller(caller);
  refuseLongChain(caller, input.durationSeconds);
  const now = state.now();
  const hasCode = state.mfa.verify(caller, input.serialNumber, input.tokenCode, now);
  const tags = resolveTags(caller, input.tags, input.transitiveTagKeys);
  const sourceIdentity = resolveSourceIdentity(caller, input.sourceIdentity);
  const sessionPolicies = resolveSessionPolicies(input.policies, state.organisation);
  const role = state.organisation.roles.find(({ arn }) => arn === input.roleArn);
  const context = conditionContext(caller, {
    ...input,
    now,
    mfaAt: hasCode ? now : caller.mfaAt,
    sourceIdentity,
  });
  for (const action of actionsOf(tags, sourceIdentity)) {
    authorizeOnRole(caller, { action, resource: input.roleArn, context }, role);
  }
  if (role === undefined) {
    throw new Error('a role that does not exist was let through');
  }
  if (input.durationSeconds > role.maxSessionDuration) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const packedSize = packedPolicySize(input.policies, tags.sessionTags);
  const seconds = state.faults.sessionSeconds ?? input.durationSeconds;
  const session = state.sessions.issue(
    {
      identity: { kind: 'role', role, sessionName: input.roleSessionName },
      credentials: 'role',
      assumedBy: caller.credentials,
      ...tags,
      ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
    now + seconds * 1000,
  );
  return {
    SourceIdentity: sourceIdentity,
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${input.roleSessionName}`,
      Arn: assumedRoleArn(role, input.roleSessionName),
    },
    Credentials: credentialsElement(session),
    PackedPolicySize: packedSize,
  };
}

function refuseCaller(caller: Caller): void {
  if (caller.identity.kind === 'root') {
    throw accessDenied('Roles may not be assumed by root accounts.');
  }
  if (caller.identity.kind === 'federated') {
    throw accessDenied('Cannot call AssumeRole with federation credentials');
  }
}

/**
 * Counts for sessions of roles and of GetSessionToken alike
 * (https://repost.aws/knowledge-center/iam-role-chaining-limit), but not for an EC2 instance's
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html, "Role chaining").
 */
function refuseLongChain({ credentials }: Caller, durationSeconds: number): void {
  const isChained = credentials !== 'long-term' && credentials !== 'instance';
  if (isChained && durationSeconds > CHAINING_LIMIT) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}

/** A source identity sticks to every later session of the chain, and cannot be changed. */
function resolveSourceIdentity(caller: Caller, sent: string | undefined): string | undefined {
  if (caller.sourceIdentity !== undefined && sent !== undefined && sent !== caller.sourceIdentity) {
    throw validationError('The source identity is already set for this assume role session');
  }
  return caller.sourceIdentity ?? sent;
}

/** What must be allowed. Inherited tags and an inherited source identity count like sent ones. */
function actionsOf(
  { sessionTags }: SessionTags,
  sourceIdentity: string | undefined,
): readonly string[] {
  return [
    'sts:AssumeRole',
    ...(sessionTags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}
