import type { PolicyDocument } from './policy/policy-document.ts';

const VERSION = '2012-10-17';

/** Actions that assume a role with all that may go along. */
const ASSUME = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** Lets its bearer assume roles, with session tags and a source identity. */
export function allowAssuming(...resources: readonly string[]): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Action: ASSUME, Resource: resources }],
  };
}

/**
 * Lets a user rotate its own keys; `withMfa` only after a code, as most organisations have it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html).
 */
export function allowOwnKeys(userArn: string, withMfa: boolean): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:*AccessKey*', 'iam:GetUser'],
        Resource: userArn,
        ...(withMfa ? { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } : {}),
      },
    ],
  };
}

/** Trusts the given users and roles. */
export function trustOf(...principals: readonly string[]): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: ASSUME }],
  };
}

/** The hub: for one user, with an MFA code given in this call or with the calling session. */
export function trustHub(userArn: string): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: ASSUME,
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  };
}

/** An admin role: for one user, with MFA no older than twelve hours, and with the external id. */
export function trustDirectAdmin(userArn: string, externalId: string): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: ASSUME,
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
          StringEquals: { 'sts:ExternalId': externalId },
        },
      },
    ],
  };
}

/**
 * Broken on purpose: it trusts the hub, but wants MFA, and a role's session never carries MFA. Nobody
 * can assume this role
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 */
export function trustBrokenAuditor(hubArn: string): PolicyDocument {
  return {
    Version: VERSION,
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: hubArn },
        Action: ASSUME,
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  };
}

/** Policies of the application roles: the practice STS has no service for them to act on. */
export const READ_ONLY_POLICY: PolicyDocument = {
  Version: VERSION,
  Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 'ec2:Describe*'], Resource: '*' }],
};

export const DEPLOY_POLICY: PolicyDocument = {
  Version: VERSION,
  Statement: [
    { Effect: 'Allow', Action: ['s3:*', 'ecs:*', 'cloudformation:*'], Resource: '*' },
    { Effect: 'Allow', Action: 'sts:DecodeAuthorizationMessage', Resource: '*' },
  ],
};

export const ADMIN_POLICY: PolicyDocument = {
  Version: VERSION,
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** AWS's own policies that a session may be limited by. */
export const MANAGED_POLICIES: ReadonlyMap<string, PolicyDocument> = new Map([
  ['arn:aws:iam::aws:policy/AdministratorAccess', ADMIN_POLICY],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', READ_ONLY_POLICY],
]);
