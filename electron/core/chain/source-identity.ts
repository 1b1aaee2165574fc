import type { ConfigFinding, Profile } from '../aws-config/types.ts';
import { roleWarning } from './fault.ts';
import { roleSetting } from './role-settings.ts';
import type { Hop } from './types.ts';

/**
 * The source identity of a whole chain. AWS lets it be set once and never changed after
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html),
 * so it goes with the first call: the selected role's, else the first that a hop names.
 */
export function chainSourceIdentity(
  hops: readonly Pick<Hop, 'sourceIdentity'>[],
): string | undefined {
  const selected = hops.at(-1)?.sourceIdentity;
  return selected ?? hops.find((hop) => hop.sourceIdentity !== undefined)?.sourceIdentity;
}

/** Warns where the identity is not sent where the files set it. */
export function warnSourceIdentity(
  hops: readonly Hop[],
  profiles: ReadonlyMap<string, Profile>,
  warnings: ConfigFinding[],
): void {
  const sent = chainSourceIdentity(hops);
  const first = hops[0];
  if (sent === undefined || first === undefined) return;
  hops.forEach((hop, index) => {
    const own = hop.sourceIdentity;
    if (own === undefined || (own === sent && (index === 0 || first.sourceIdentity === sent)))
      return;
    const message =
      own === sent
        ? `the source identity ${own} is already sent with the first role, ${first.profile}: AWS keeps it from there on`
        : `the source identity ${own} is not sent: AWS takes one for a whole chain, and that is ${sent}`;
    const at = roleSetting(profiles.get(hop.profile), 'source_identity')?.at;
    const hint =
      'Set it on the first role of the chain; every later role must allow sts:SetSourceIdentity.';
    warnings.push(roleWarning(hop.profile, at, message, hint));
  });
}
