import { RoleValetError } from '../../contract/errors.ts';
import { property } from '../aws-config/profile-property.ts';
import type { Profile, ProfileProperty } from '../aws-config/types.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { placeText } from '../chain/fault.ts';
import type { Chain } from '../chain/types.ts';

const POLICIES = 'valet_policy_arns';

/**
 * The same files, with AWS's ReadOnlyAccess as the session policy of one role: what comes of it is
 * limited to what both the role and that policy allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session). `chain`
 * is the role's own. Throws CONSOLE_NOT_POSSIBLE for a base, which is not assumed by us, and for a
 * role that has session policies already: AWS would allow what any of them allows, not less.
 */
export function readOnlyContext<Context extends ChainContext>(
  context: Context,
  chain: Chain,
): Context {
  const { config } = context;
  const { profile: name } = chain;
  const profile = config.profiles.get(name);
  const hop = chain.hops.at(-1);
  if (hop === undefined || profile === undefined) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `${name} is a base: only a role that Role Valet assumes itself can be made read-only`,
      'Leave --read-only out, or pick a role that starts from it.',
    );
  }
  const own = property(profile, POLICIES);
  if (own !== undefined) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `${placeText(own.at)}: ${name} has session policies of its own, and AWS adds them up: read-only would allow more`,
      'Leave --read-only out: those policies limit the console as well.',
    );
  }
  const at = profile.configAt ?? profile.credentialsAt ?? chain.base.at;
  if (at === undefined) {
    throw new RoleValetError(
      'INTERNAL',
      `the profile ${name} stands in no file`,
      'Report this as a fault of Role Valet.',
    );
  }
  const value = `arn:${hop.partition}:iam::aws:policy/ReadOnlyAccess`;
  const limited = withProperty(profile, POLICIES, { value, at });
  return {
    ...context,
    config: {
      configPath: config.configPath,
      credentialsPath: config.credentialsPath,
      profiles: new Map(config.profiles).set(name, limited),
      ssoSessions: config.ssoSessions,
      services: config.services,
      // Made on demand there, and nobody asks for them here.
      get findings() {
        return config.findings;
      },
    },
  };
}

function withProperty(profile: Profile, key: string, value: ProfileProperty): Profile {
  const { name, nested, properties, configAt, credentialsAt } = profile;
  return {
    name,
    nested,
    properties: new Map(properties).set(key, value),
    ...(configAt === undefined ? {} : { configAt }),
    ...(credentialsAt === undefined ? {} : { credentialsAt }),
  };
}
