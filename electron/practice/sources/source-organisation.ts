import type { Random } from '../../core/ports.ts';
import { IDENTITY_CENTER_PROVIDER } from '../issue-session.ts';
import type { Organisation, Role } from '../organisation.ts';
import type { PolicyDocument, PrincipalElement, Statement } from '../policy/policy-document.ts';
import { statementsOf } from '../policy/policy-document.ts';
import { randomUniqueId } from '../random-names.ts';
import { allowAssuming, READ_ONLY_POLICY } from '../sample-policies.ts';
import type { IdentityCenterUser } from './identity-center/portal.ts';
import { makeIdentityProvider, type PracticeIdentityProvider } from './identity-provider.ts';

/** An organisation whose chains can start from every standard source. */
export interface SourceOrganisation {
  readonly organisation: Organisation;
  /** The ARN of the role behind each source; `login` starts as a user. */
  readonly roleArns: Readonly<Record<'instance' | 'task' | 'pod' | 'webIdentity', string>>;
  /** The user that signs in for `aws login`. */
  readonly loginArn: string;
  /** Who can sign in at IAM Identity Center. */
  readonly identityCenterUsers: readonly IdentityCenterUser[];
  /** Who gives the tokens for web identity; the role wants the subject below. */
  readonly identityProvider: PracticeIdentityProvider;
  readonly webIdentitySubject: string;
}

const ACCOUNT = '111122223333';
const SHOP_DEV = '222233334444';
const ISSUER = 'https://tokens.ci.example.com';
const SUBJECT = 'repo:example/shop:ref:refs/heads/main';
const RESERVED_PATH = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
const HOUR = 3600;

/**
 * The sample organisation with a role for every source: an instance's, a task's, a pod's, permission
 * sets, and one for tokens of a CI system. All of them may assume the hub and the `readonly` roles;
 * so may the user `alex` without a code, whose console session then has none to show.
 */
export function withSources(sample: Organisation, random: Random): SourceOrganisation {
  const identityProvider = makeIdentityProvider(random, ACCOUNT, ISSUER);
  const assuming = allowAssuming('arn:aws:iam::*:role/*');
  const makeRole = (
    accountId: string,
    pathAndName: string,
    statement: Omit<Statement, 'Effect'>,
    policy: PolicyDocument = assuming,
  ): Role => {
    const slash = pathAndName.lastIndexOf('/') + 1;
    return {
      arn: `arn:aws:iam::${accountId}:role${pathAndName}`,
      name: pathAndName.slice(slash),
      accountId,
      path: pathAndName.slice(0, slash),
      id: randomUniqueId(random, 'AROA'),
      maxSessionDuration: 12 * HOUR,
      trustPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
      policies: [policy],
      tags: [],
    };
  };
  const serviceRole = (pathAndName: string, service: string): Role =>
    makeRole(ACCOUNT, pathAndName, { Principal: { Service: service }, Action: 'sts:AssumeRole' });
  const permissionSet = (accountId: string, name: string, policy?: PolicyDocument): Role =>
    makeRole(
      accountId,
      `${RESERVED_PATH}AWSReservedSSO_${name}_${Buffer.from(random.bytes(8)).toString('hex')}`,
      {
        Principal: { Federated: IDENTITY_CENTER_PROVIDER },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      },
      policy,
    );

  const instance = serviceRole('/servers/bastion', 'ec2.amazonaws.com');
  const task = serviceRole('/report-task', 'ecs-tasks.amazonaws.com');
  const pod = serviceRole('/report-pod', 'pods.eks.amazonaws.com');
  const platform = permissionSet(ACCOUNT, 'Platform');
  const reader = permissionSet(SHOP_DEV, 'ReadOnly', READ_ONLY_POLICY);
  const webIdentity = makeRole(ACCOUNT, '/pipeline', {
    Principal: { Federated: identityProvider.provider.arn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'tokens.ci.example.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'tokens.ci.example.com:sub': 'repo:example/shop:*' },
    },
  });
  const login = sample.users.find(({ name }) => name === 'alex');
  if (login === undefined) {
    throw new Error('the organisation has no user alex');
  }
  const sources = [instance, task, pod, platform, webIdentity].map(({ arn }) => arn);
  const trusted: PrincipalElement = { AWS: [...sources, login.arn] };
  return {
    organisation: {
      ...sample,
      identityProviders: [identityProvider.provider],
      roles: [
        ...sample.roles.map((role) =>
          ['hub', 'readonly'].includes(role.name) ? trusting(role, trusted) : role,
        ),
        ...[instance, task, pod, platform, reader, webIdentity],
      ],
    },
    roleArns: {
      instance: instance.arn,
      task: task.arn,
      pod: pod.arn,
      webIdentity: webIdentity.arn,
    },
    loginArn: login.arn,
    identityCenterUsers: [
      {
        name: 'alex@example.com',
        assignments: [
          assignment('security', 'Platform', platform, 8 * HOUR),
          assignment('shop-dev', 'ReadOnly', reader, HOUR),
        ],
      },
      {
        name: 'sam@example.com',
        assignments: [assignment('shop-dev', 'ReadOnly', reader, HOUR)],
      },
    ],
    identityProvider,
    webIdentitySubject: SUBJECT,
  };
}

function assignment(accountName: string, roleName: string, role: Role, durationSeconds: number) {
  return { accountId: role.accountId, accountName, roleName, roleArn: role.arn, durationSeconds };
}

function trusting(role: Role, principal: PrincipalElement): Role {
  const added: Statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  };
  return {
    ...role,
    trustPolicy: { ...role.trustPolicy, Statement: [...statementsOf(role.trustPolicy), added] },
  };
}
