import type { Random } from '../core/ports.ts';
import type { AccessKey, Account, Organisation, Role, User } from './organisation.ts';
import type { PolicyDocument } from './policy/policy-document.ts';
import { randomAccessKeyId, randomSecretAccessKey, randomUniqueId } from './random-names.ts';
import {
  ADMIN_POLICY,
  allowAssuming,
  allowOwnKeys,
  DEPLOY_POLICY,
  MANAGED_POLICIES,
  READ_ONLY_POLICY,
  trustBrokenAuditor,
  trustDirectAdmin,
  trustHub,
  trustOf,
} from './sample-policies.ts';
import { sampleProfiles } from './sample-profiles.ts';

const HOUR = 3600;

/** The accounts, by what they are for. */
const ACCOUNTS = {
  security: '111122223333',
  shopDev: '222233334444',
  shopProd: '333344445555',
  dataProd: '444455556666',
} as const;

/** What the admin roles want besides MFA. */
const EXTERNAL_ID = 'shop-42';

const ALEX = `arn:aws:iam::${ACCOUNTS.security}:user/alex`;
const CI = `arn:aws:iam::${ACCOUNTS.security}:user/automation/ci`;
const HUB = `arn:aws:iam::${ACCOUNTS.security}:role/hub`;

/**
 * The sample organisation: a security account with two users and a hub role, and three application
 * accounts. Keys and device secrets are made at random, so no two organisations share any.
 */
export function sampleOrganisation(random: Random): Organisation {
  const mfaSerial = `arn:aws:iam::${ACCOUNTS.security}:mfa/alex`;
  const users: readonly User[] = [
    {
      arn: ALEX,
      name: 'alex',
      accountId: ACCOUNTS.security,
      path: '/',
      id: randomUniqueId(random, 'AIDA'),
      profile: 'security',
      keys: [makeKey(random, true)],
      mfaDevices: [{ serial: mfaSerial, secret: random.bytes(40) }],
      policies: [allowAssuming(HUB, 'arn:aws:iam::*:role/*'), allowOwnKeys(ALEX, true)],
      tags: [{ key: 'Team', value: 'platform' }],
    },
    {
      arn: CI,
      name: 'ci',
      accountId: ACCOUNTS.security,
      path: '/automation/',
      id: randomUniqueId(random, 'AIDA'),
      profile: 'ci',
      // The second key was rotated out and is inactive, as old keys should be.
      keys: [makeKey(random, true), makeKey(random, false)],
      mfaDevices: [],
      policies: [allowAssuming('arn:aws:iam::*:role/readonly'), allowOwnKeys(CI, false)],
      tags: [],
    },
  ];
  const role = (
    accountId: string,
    path: string,
    name: string,
    hours: number,
    trustPolicy: PolicyDocument,
    policy: PolicyDocument,
  ): Role => ({
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    name,
    accountId,
    path,
    id: randomUniqueId(random, 'AROA'),
    maxSessionDuration: hours * HOUR,
    trustPolicy,
    policies: [policy],
    tags: [],
  });
  const admin = (accountId: string, path: string, hours: number): Role =>
    role(accountId, path, 'admin', hours, trustDirectAdmin(ALEX, EXTERNAL_ID), ADMIN_POLICY);
  const { security, shopDev, shopProd, dataProd } = ACCOUNTS;
  const roles: readonly Role[] = [
    role(security, '/', 'hub', 12, trustHub(ALEX), allowAssuming('arn:aws:iam::*:role/*')),
    role(shopDev, '/', 'readonly', 4, trustOf(HUB, CI), READ_ONLY_POLICY),
    role(shopDev, '/', 'deployer', 1, trustOf(HUB), DEPLOY_POLICY),
    admin(shopDev, '/', 12),
    role(shopProd, '/', 'readonly', 4, trustOf(HUB, CI), READ_ONLY_POLICY),
    role(shopProd, '/', 'deployer', 1, trustOf(HUB), DEPLOY_POLICY),
    admin(shopProd, '/', 1),
    role(dataProd, '/', 'readonly', 4, trustOf(HUB, CI), READ_ONLY_POLICY),
    // With a path: the ARN of its sessions shows only the name behind it.
    role(dataProd, '/pipelines/', 'deployer', 1, trustOf(HUB), DEPLOY_POLICY),
    admin(dataProd, '/break-glass/', 4),
    role(dataProd, '/', 'auditor', 1, trustBrokenAuditor(HUB), READ_ONLY_POLICY),
  ];
  return {
    accounts: sampleAccounts(),
    users,
    roles,
    managedPolicies: MANAGED_POLICIES,
    profiles: sampleProfiles(ACCOUNTS, mfaSerial, EXTERNAL_ID),
  };
}

function sampleAccounts(): readonly Account[] {
  const account = (id: string, name: string): Account => ({
    id,
    name,
    // Callers of the sample come from the security account; the region is a far one for a lesson.
    deactivatedRegions: ['ap-southeast-2'],
  });
  return [
    account(ACCOUNTS.security, 'security'),
    account(ACCOUNTS.shopDev, 'shop-dev'),
    account(ACCOUNTS.shopProd, 'shop-prod'),
    account(ACCOUNTS.dataProd, 'data-prod'),
  ];
}

function makeKey(random: Random, active: boolean): AccessKey {
  return {
    accessKeyId: randomAccessKeyId(random, 'AKIA'),
    secretAccessKey: randomSecretAccessKey(random),
    active,
  };
}
