import { RoleValetError } from '../../contract/errors.ts';
import { targetWriter } from '../app/check-role-name.ts';
import { property } from '../aws-config/profile-property.ts';
import type { ChainContext } from '../chain/chain-context.ts';
import { placeText } from '../chain/fault.ts';

/**
 * Refuses a profile that sessions are written to: AWS tools would use the session, and a later write
 * would be refused. Throws MANAGE_REFUSED naming file and line.
 */
export function checkNoTarget({ config, ownTargets }: ChainContext, profile: string): void {
  const found = config.profiles.get(profile);
  if (ownTargets?.has(profile) === true) {
    throw isTarget(
      profile,
      found?.credentialsAt && placeText(found.credentialsAt),
      'Role Valet writes a session there',
      'End that session first (role-valet status names its role, role-valet stop ROLE ends it), or choose another target for it.',
    );
  }
  const writer = targetWriter(config, profile);
  if (writer === undefined) return;
  const target = property(config.profiles.get(writer), 'valet_target');
  const at = target?.value === profile ? target.at : (found?.configAt ?? found?.credentialsAt);
  throw isTarget(
    profile,
    at && placeText(at),
    `sessions of ${writer} are written there`,
    `Give ${writer} another target first: valet_target = NAME in its profile.`,
  );
}

function isTarget(profile: string, place: string | undefined, reason: string, hint: string) {
  const start = place === undefined ? '' : `${place}: `;
  return new RoleValetError(
    'MANAGE_REFUSED',
    `${start}${profile} can't be managed because it is a target: ${reason}`,
    hint,
  );
}
