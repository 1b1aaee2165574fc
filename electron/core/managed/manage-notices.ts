import { property, propertyValue } from '../aws-config/profile-property.ts';
import { sectionVisibility } from '../aws-config/section-name.ts';
import type { SharedConfig } from '../aws-config/types.ts';
import { isManaged } from '../chain/role-settings.ts';
import type { Chain } from '../chain/types.ts';
import { rolesStartingFrom } from '../outputs/credentials-file/target-rules.ts';

/** How many names a sentence lists before it says "and N more". */
const MOST_NAMES = 5;

/** What the user of a managed profile should know, one sentence each. */
export function manageNotices(config: SharedConfig, chain: Chain, header: string | undefined) {
  const { profile, hops, mfa } = chain;
  const notices: string[] = [];
  if (mfa !== undefined) {
    notices.push(
      `AWS tools can't ask for the MFA code of ${chain.base.profile}: when its MFA session has ended, the window of the running app asks; without the app, run role-valet assume ${profile} once`,
    );
  } else if (hops.length === 0 && chain.base.kind === 'key') {
    notices.push(
      `AWS tools get a session of ${profile} without MFA, with which AWS blocks calls of IAM`,
    );
  }
  notices.push(...sourceNotices(config, chain));
  const { isSeenByCli, isSeenBySdks } = sectionVisibility(header ?? profile, 'config');
  if (header !== undefined && !isSeenByCli) {
    notices.push(`the AWS CLI does not find the profile as [${header}] is written`);
  }
  if (header !== undefined && !isSeenBySdks) {
    notices.push(`the JavaScript SDK does not find the profile as [${header}] is written`);
  }
  return notices;
}

/** What changes for roles that AWS tools assume by themselves from this profile. */
function sourceNotices(config: SharedConfig, { profile, hops, mfa }: Chain): readonly string[] {
  const roles = rolesStartingFrom(config, profile).flatMap((name) => {
    const role = config.profiles.get(name);
    return role === undefined || name === profile || isManaged(role) ? [] : [role];
  });
  if (roles.length === 0) return [];
  const source = hops.length > 0 || mfa === undefined ? 'session' : 'MFA session';
  const names = listed(roles.map(({ name }) => name));
  const notices = [`in AWS tools these now start from the ${source} of ${profile}: ${names}`];
  const asking = roles.filter((role) => propertyValue(role, 'mfa_serial') !== undefined);
  const longer = roles.filter((role) => Number(property(role, 'duration_seconds')?.value) > 3600);
  if (asking.length > 0) {
    notices.push(
      `AWS tools still ask for a code of their own for ${listed(asking.map(({ name }) => name))}, which have mfa_serial`,
    );
  }
  if (longer.length > 0) {
    notices.push(
      `AWS gives AWS tools at most 1 hour from a session, and refuses the duration_seconds of ${listed(longer.map(({ name }) => name))}: manage these too`,
    );
  }
  return notices;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
