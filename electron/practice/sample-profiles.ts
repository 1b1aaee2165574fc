import type { PracticeProfile } from './organisation.ts';

/** Account ids of the sample organisation. */
export interface SampleAccounts {
  readonly security: string;
  readonly shopDev: string;
  readonly shopProd: string;
  readonly dataProd: string;
}

/**
 * Profiles that reach the sample organisation: two bases, the hub, chained roles over the hub, and
 * direct ones. A serial stands on the base and, since other AWS tools look for it there, on the roles
 * that want a code.
 */
export function sampleProfiles(
  accounts: SampleAccounts,
  mfaSerial: string,
  externalId: string,
): readonly PracticeProfile[] {
  const arn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`;
  const chained = (name: string, roleArn: string): PracticeProfile => ({
    name,
    roleArn,
    sourceProfile: 'hub',
  });
  const admin = (name: string, roleArn: string, comment: string): PracticeProfile => ({
    name,
    roleArn,
    sourceProfile: 'security',
    mfaSerial,
    externalId,
    comment: [comment],
  });
  const { security, shopDev, shopProd, dataProd } = accounts;
  return [
    {
      name: 'security',
      mfaSerial,
      comment: ["alex's key: where most chains start. It wants an MFA code."],
    },
    { name: 'ci', comment: ['A second user, without MFA.'] },
    {
      name: 'hub',
      roleArn: arn(security, 'hub'),
      sourceProfile: 'security',
      mfaSerial,
      comment: ['May assume roles in all other accounts; wants MFA.'],
    },
    {
      name: 'shop-dev-readonly',
      roleArn: arn(shopDev, 'readonly'),
      sourceProfile: 'ci',
      durationSeconds: 14_400,
      comment: ['Straight from the second user: no code, and up to 4 hours.'],
    },
    {
      ...chained('shop-dev-deployer', arn(shopDev, 'deployer')),
      comment: ['Chained over the hub: 1 hour at most, whatever the role allows.'],
    },
    admin(
      'shop-dev-admin',
      arn(shopDev, 'admin'),
      'MFA and an external id; up to 12 hours when assumed with the code itself.',
    ),
    chained('shop-prod-readonly', arn(shopProd, 'readonly')),
    chained('shop-prod-deployer', arn(shopProd, 'deployer')),
    admin('shop-prod-admin', arn(shopProd, 'admin'), 'As above, but the role allows 1 hour only.'),
    chained('data-prod-readonly', arn(dataProd, 'readonly')),
    {
      ...chained('data-prod-deployer', arn(dataProd, 'pipelines/deployer')),
      comment: ['The role has a path, which the ARN of its sessions does not show.'],
    },
    admin('data-prod-admin', arn(dataProd, 'break-glass/admin'), 'Up to 4 hours, and with a path.'),
    {
      ...chained('data-prod-broken', arn(dataProd, 'auditor')),
      comment: [
        'Broken on purpose: AWS says only "not authorized". Its trust policy names the hub and wants',
        'aws:MultiFactorAuthPresent, but the session of a role never carries MFA, so nobody gets in.',
        'To mend it, drop that condition (the hub has asked for MFA already), or trust alex directly.',
      ],
    },
  ];
}
