import type { Organisation } from './organisation.ts';
import { EXTERNAL_ID } from './sample-organisation.ts';

/** The `~/.aws/config` of somebody who works in the practice organisation. */
export function practiceConfigText(organisation: Organisation, region: string): string {
  const roles = new Map(
    organisation.roles.map((role) => {
      const account = organisation.accounts.find(({ id }) => id === role.accountId);
      return [`${account?.name}/${role.name}`, role.arn];
    }),
  );
  const arn = (key: string): string => {
    const found = roles.get(key);
    if (found === undefined) throw new Error(`the organisation has no role ${key}`);
    return found;
  };
  const device = organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0]?.serial ?? '';
  return `# The practice organisation of Role Valet. Nothing here opens anything real.

# Where chains start: alex's key is in the keychain, not in a file.
[profile security]
region = ${region}
mfa_serial = ${device}

# A machine's key, without MFA.
[profile ci]
region = ${region}

# The hub: from here all other accounts are reached.
[profile hub]
role_arn = ${arn('security/hub')}
source_profile = security

[profile shop-dev-readonly]
role_arn = ${arn('shop-dev/readonly')}
source_profile = ci
region = ${region}

[profile shop-dev-deployer]
role_arn = ${arn('shop-dev/deployer')}
source_profile = hub
region = ${region}

# Up to 4 hours, straight from the key with a fresh code.
[profile shop-dev-admin]
role_arn = ${arn('shop-dev/admin')}
source_profile = security
external_id = ${EXTERNAL_ID}
region = ${region}

[profile shop-prod-readonly]
role_arn = ${arn('shop-prod/readonly')}
source_profile = security
region = eu-central-1

[profile shop-prod-deployer]
role_arn = ${arn('shop-prod/deployer')}
source_profile = hub
region = eu-central-1

[profile shop-prod-admin]
role_arn = ${arn('shop-prod/admin')}
source_profile = security
external_id = ${EXTERNAL_ID}
region = eu-central-1

[profile data-prod-readonly]
role_arn = ${arn('data-prod/readonly')}
source_profile = hub
region = eu-central-1

# To learn from: this role trusts "hubb", which is a typo. AWS says AccessDenied, and not why.
[profile data-prod-broken]
role_arn = ${arn('data-prod/broken')}
source_profile = hub
`;
}
