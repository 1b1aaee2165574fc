import type { Random } from '../core/ports.ts';
import type { AccessKey, Organisation, Role, User } from './organisation.ts';
import type { Conditions } from './conditions.ts';
import type { PolicyDocument } from './policy.ts';

/** AWS's documented example account ids, and one more. */
export const SECURITY_ACCOUNT = '111122223333';
export const SHOP_DEV_ACCOUNT = '444455556666';
export const SHOP_PROD_ACCOUNT = '777788889999';
export const DATA_PROD_ACCOUNT = '123456789012';

/** What the admins of the practice organisation were told by its security team. */
export const EXTERNAL_ID = 'shop-admins-2026';

export const HUB_ARN = `arn:aws:iam::${SECURITY_ACCOUNT}:role/hub`;

const HOUR = 3600;

/**
 * An organisation to practise in: a security account with a person (`alex`, who has a virtual MFA
 * device), a machine user (`ci`, without one) and a hub role; application accounts with read-only,
 * deployer and admin roles; and one role whose trust policy is wrong on purpose. Keys and the device
 * are made anew each time.
 */
export function sampleOrganisation(random: Random): Organisation {
  const alex = user(random, 'alex', 'security', true);
  const ci = user(random, 'ci', 'ci', false);
  const accounts = [
    { id: SECURITY_ACCOUNT, name: 'security', deactivatedRegions: ['eu-south-1'] },
    { id: SHOP_DEV_ACCOUNT, name: 'shop-dev', deactivatedRegions: [] },
    { id: SHOP_PROD_ACCOUNT, name: 'shop-prod', deactivatedRegions: [] },
    { id: DATA_PROD_ACCOUNT, name: 'data-prod', deactivatedRegions: [] },
  ];
  const securityRoot = `arn:aws:iam::${SECURITY_ACCOUNT}:root`;
  const mfa: Conditions = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const adminConditions: Conditions = { ...mfa, StringEquals: { 'sts:ExternalId': EXTERNAL_ID } };
  return {
    accounts,
    users: [alex, ci],
    roles: [
      role(SECURITY_ACCOUNT, 'hub', 12 * HOUR, trust(alex.arn, mfa), [allowAssume('*')]),
      role(SHOP_DEV_ACCOUNT, 'readonly', HOUR, trust(securityRoot)),
      role(SHOP_DEV_ACCOUNT, 'deployer', HOUR, trust(HUB_ARN)),
      role(SHOP_DEV_ACCOUNT, 'admin', 4 * HOUR, trust(securityRoot, adminConditions)),
      role(SHOP_PROD_ACCOUNT, 'readonly', 12 * HOUR, trust(securityRoot, mfa)),
      role(SHOP_PROD_ACCOUNT, 'deployer', 4 * HOUR, trust(HUB_ARN)),
      role(SHOP_PROD_ACCOUNT, 'admin', 2 * HOUR, trust(securityRoot, adminConditions)),
      role(DATA_PROD_ACCOUNT, 'teams/data/readonly', 12 * HOUR, trust(HUB_ARN)),
      // Trusts a role that does not exist: the name has a typo, as it happens in real life.
      role(DATA_PROD_ACCOUNT, 'broken', HOUR, trust(`arn:aws:iam::${SECURITY_ACCOUNT}:role/hubb`)),
    ],
  };
}

function user(random: Random, name: string, profile: string, hasDevice: boolean): User {
  const arn = `arn:aws:iam::${SECURITY_ACCOUNT}:user/${name}`;
  return {
    arn,
    userId: `AIDA${letters(random, 17)}`,
    accountId: SECURITY_ACCOUNT,
    profile,
    keys: [accessKey(random)],
    mfaDevices: hasDevice
      ? [{ serial: `arn:aws:iam::${SECURITY_ACCOUNT}:mfa/${name}`, secret: random.bytes(20) }]
      : [],
    policies: [
      allowAssume('*'),
      allow(['sts:DecodeAuthorizationMessage', 'sts:GetFederationToken']),
    ],
  };
}

function accessKey(random: Random): AccessKey {
  return {
    accessKeyId: `AKIA${letters(random, 16)}`,
    secretAccessKey: Buffer.from(random.bytes(30)).toString('base64'),
    active: true,
  };
}

function role(
  accountId: string,
  pathAndName: string,
  maxSessionSeconds: number,
  trustPolicy: PolicyDocument,
  policies: readonly PolicyDocument[] = [],
): Role {
  const arn = `arn:aws:iam::${accountId}:role/${pathAndName}`;
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  // A role's id is fixed by its ARN here, so that a practice transcript reads the same each time.
  const roleId = `AROA${Buffer.from(arn).toString('hex').toUpperCase().slice(-17)}`;
  return { arn, roleId, accountId, name, maxSessionSeconds, trustPolicy, policies };
}

function trust(principal: string, conditions?: Conditions): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        ...(conditions === undefined ? {} : { Condition: conditions }),
      },
    ],
  };
}

function allowAssume(resource: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Resource: resource,
      },
    ],
  };
}

function allow(actions: readonly string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

function letters(random: Random, count: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(random.bytes(count), (byte) => alphabet.charAt(byte % 32)).join('');
}
