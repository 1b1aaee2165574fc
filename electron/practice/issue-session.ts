import type { SessionCredentials } from '../core/credentials.ts';
import { type Identity, plainCaller } from './caller.ts';
import type { Organisation, Role } from './organisation.ts';
import { decideOutsideTrust } from './policy/evaluate.ts';
import { accessDenied, validationError } from './sts-failure.ts';
import type { StsState } from './sts-state.ts';

/** Who assumes a role on behalf of its user, and how the role's trust policy must name it. */
const ASSUMERS = {
  instance: { kind: 'Service', name: 'ec2.amazonaws.com', action: 'sts:AssumeRole' },
  task: { kind: 'Service', name: 'ecs-tasks.amazonaws.com', action: 'sts:AssumeRole' },
  pod: { kind: 'Service', name: 'pods.eks.amazonaws.com', action: 'sts:AssumeRole' },
  'identity-center': {
    kind: 'Federated',
    name: 'arn:aws:iam::aws:saml-provider/AWSSSO_practice',
    action: 'sts:AssumeRoleWithSAML',
  },
} as const;

/** What the trust policy of a permission set's role names as its `Federated` principal. */
export const IDENTITY_CENTER_PROVIDER = ASSUMERS['identity-center'].name;

/** A session that one of AWS's other services makes for its user. */
export type ServiceSession =
  | {
      /** An EC2 instance, an ECS task, an EKS pod, or IAM Identity Center. */
      readonly kind: keyof typeof ASSUMERS;
      readonly roleArn: string;
      readonly sessionName: string;
      readonly durationSeconds: number;
    }
  | {
      /** A console sign-in that `aws login` carries over. */
      readonly kind: 'login';
      /** Who signed in: the ARN of a user, of a root user, or of a role's session. */
      readonly principalArn: string;
      readonly durationSeconds: number;
      /** Whether the sign-in was with MFA. Default: without. */
      readonly withMfa?: boolean;
    };

/**
 * Makes a session as AWS's own services do. Throws ValidationError (StsFailure) for a principal that
 * does not exist, AccessDenied where the role does not trust the service.
 */
export function issueServiceSession(session: ServiceSession, state: StsState): SessionCredentials {
  const now = state.now();
  const seconds = state.faults.sessionSeconds ?? session.durationSeconds;
  const issue = (caller: Parameters<StsState['sessions']['issue']>[0]): SessionCredentials => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = state.sessions.issue(
      caller,
      now + seconds * 1000,
    );
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  };
  if (session.kind === 'login') {
    const identity = findPrincipal(session.principalArn, state.organisation);
    const isRole = identity.kind === 'role';
    // A role's session carries no MFA, however its user signed in.
    const mfa = session.withMfa === true && !isRole ? { mfaAt: now } : {};
    return issue({ ...plainCaller(identity, isRole ? 'role' : 'login'), ...mfa });
  }
  const role = state.organisation.roles.find(({ arn }) => arn === session.roleArn);
  if (role === undefined) {
    throw validationError(`${session.roleArn} does not exist`);
  }
  checkTrust(role, session.kind);
  const credentials = session.kind === 'instance' ? 'instance' : 'role';
  return issue(plainCaller({ kind: 'role', role, sessionName: session.sessionName }, credentials));
}

function checkTrust(role: Role, assumer: keyof typeof ASSUMERS): void {
  const { kind, name, action } = ASSUMERS[assumer];
  const request = { action, resource: role.arn, context: new Map() };
  const { isDenied, allowedAs } = decideOutsideTrust(role.trustPolicy, request, kind, name);
  if (isDenied || allowedAs === 'none') {
    throw accessDenied(`${name} is not authorized to perform: ${action} on resource: ${role.arn}`);
  }
}

function findPrincipal(arn: string, { accounts, users, roles }: Organisation): Identity {
  const user = users.find((candidate) => candidate.arn === arn);
  if (user !== undefined) {
    return { kind: 'user', user };
  }
  const account = accounts.find(({ id }) => arn === `arn:aws:iam::${id}:root`);
  if (account !== undefined) {
    return { kind: 'root', account };
  }
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(arn);
  const role = roles.find(
    ({ accountId, name }) => accountId === session?.[1] && name === session[2],
  );
  if (role !== undefined) {
    return { kind: 'role', role, sessionName: session?.[3] ?? '' };
  }
  throw validationError(`${arn} does not exist`);
}
