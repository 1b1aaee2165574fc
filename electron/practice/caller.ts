import type { Account, Role, Tag, User } from './organisation.ts';
import type { PolicyDocument } from './policy/policy-document.ts';

/** Who stands behind a call. */
export type Identity =
  | { readonly kind: 'root'; readonly account: Account }
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'role'; readonly role: Role; readonly sessionName: string }
  | { readonly kind: 'federated'; readonly accountId: string; readonly name: string };

/** Who calls, with which credentials, and what those carry along. */
export interface Caller {
  readonly identity: Identity;
  /**
   * `long-term` keys; trios of GetSessionToken, of AssumeRole and its kin, of an EC2 instance, of
   * `aws login`, or of GetFederationToken.
   */
  readonly credentials: 'long-term' | 'session-token' | 'role' | 'instance' | 'login' | 'federated';
  /** What the role's session was made with: the caller's credentials, or an outside token. */
  readonly assumedBy?: Caller['credentials'] | 'web-identity';
  /** When the MFA code of the session was given, epoch milliseconds; undefined without MFA. */
  readonly mfaAt?: number;
  /** Session policies; undefined where none were passed, which limits nothing. */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /** Session tags, transitive ones included. */
  readonly sessionTags: readonly Tag[];
  /** Lower-case keys of the session tags that pass on to the next session. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

/** A caller without any of what only sessions have. */
export function plainCaller(identity: Identity, credentials: Caller['credentials']): Caller {
  return { identity, credentials, sessionTags: [], transitiveTagKeys: [] };
}

/** The account that the caller belongs to. */
export function accountIdOf({ identity }: Caller): string {
  switch (identity.kind) {
    case 'root':
      return identity.account.id;
    case 'user':
      return identity.user.accountId;
    case 'role':
      return identity.role.accountId;
    case 'federated':
      return identity.accountId;
  }
}

/** The caller's ARN as GetCallerIdentity gives it: a role's path is dropped. */
export function arnOf(caller: Caller): string {
  const { identity } = caller;
  const account = accountIdOf(caller);
  switch (identity.kind) {
    case 'root':
      return `arn:aws:iam::${account}:root`;
    case 'user':
      return identity.user.arn;
    case 'role':
      return assumedRoleArn(identity.role, identity.sessionName);
    case 'federated':
      return `arn:aws:sts::${account}:federated-user/${identity.name}`;
  }
}

/** The ARN of a session of a role. */
export function assumedRoleArn(role: Role, sessionName: string): string {
  return `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`;
}

/** The caller's unique id as GetCallerIdentity gives it. */
export function userIdOf(caller: Caller): string {
  const { identity } = caller;
  switch (identity.kind) {
    case 'root':
      return identity.account.id;
    case 'user':
      return identity.user.id;
    case 'role':
      return `${identity.role.id}:${identity.sessionName}`;
    case 'federated':
      return `${identity.accountId}:${identity.name}`;
  }
}

/** Policies attached to the user or role behind the caller. */
export function identityPoliciesOf({ identity }: Caller): readonly PolicyDocument[] {
  switch (identity.kind) {
    case 'user':
      return identity.user.policies;
    case 'role':
      return identity.role.policies;
    case 'root':
      return [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
    case 'federated':
      return [];
  }
}

/** Tags of the principal: those of the user or role, each replaced by a session tag of its key. */
export function principalTagsOf({ identity, sessionTags }: Caller): readonly Tag[] {
  const own =
    identity.kind === 'user'
      ? identity.user.tags
      : identity.kind === 'role'
        ? identity.role.tags
        : [];
  const replaced = new Set(sessionTags.map(({ key }) => key.toLowerCase()));
  return [...own.filter(({ key }) => !replaced.has(key.toLowerCase())), ...sessionTags];
}
