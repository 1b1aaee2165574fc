import type { RoleView } from '../../../electron/contract/roles.ts';
import { canSignIn, needsSignIn } from '../../../electron/contract/sign-in-need.ts';
import type { TagTone } from '../../components/tag.tsx';
import { isLive, wantsRenewal, writtenTargets } from '../../lib/role-life.ts';

export interface RoleTag {
  readonly tone: TagTone;
  readonly text: string;
  /** Why, for the pointer; the role's screen says it in full. */
  readonly title?: string;
}

/** What the row of a role must tell at a glance, the most pressing first. */
export function roleTags(role: RoleView): readonly RoleTag[] {
  const tags: RoleTag[] = [];
  const stateTag = needsSignIn(role) ? SIGN_IN_TAG : STATE_TAGS[role.state];
  if (stateTag !== undefined) {
    tags.push({ ...stateTag, ...why(role) });
  }
  const hasTarget = (state: string): boolean =>
    role.targets.some((target) => target.state === state);
  if (hasTarget('taken-over')) {
    tags.push({ tone: 'warn', text: 'taken over' });
  }
  if (hasTarget('missing')) {
    tags.push({ tone: 'warn', text: 'target removed' });
  }
  if (role.targets.some(({ name, state }) => name === 'default' && state === 'ours')) {
    tags.push({ tone: 'accent', text: 'default' });
  }
  return tags;
}

function why({ state, failure }: RoleView): Pick<RoleTag, 'title'> {
  if (failure === undefined) return {};
  const reason = `${failure.message}\n${failure.hint}`;
  return { title: state === 'renewing' ? `The last try failed: ${reason}` : reason };
}

const SIGN_IN_TAG: RoleTag = { tone: 'warn', text: 'needs sign-in' };

const STATE_TAGS: Partial<Record<RoleView['state'], RoleTag>> = {
  renewing: { tone: 'plain', text: 'renewing' },
  'needs-mfa': { tone: 'warn', text: 'needs MFA' },
  failed: { tone: 'danger', text: 'failed' },
  expired: { tone: 'warn', text: 'expired' },
  broken: { tone: 'danger', text: 'broken' },
};

/** Its last try failed, or it can't work as the files have it. A sign-in that is due is neither. */
export function isWrong(role: RoleView): boolean {
  return role.state === 'broken' || (role.state === 'failed' && !needsSignIn(role));
}

/**
 * The role's name where its profile does not already say it: a list in which every line reads
 * `deployer staging-deployer` is half noise. The profile is what a user types and knows it by.
 */
export function furtherName({ profile, roleName }: RoleView): string {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return letters(profile).includes(letters(roleName)) ? '' : roleName;
}

/** Where the role is written now, else where a switch would write. */
export function targetText(role: RoleView): string {
  return writtenTargets(role).join(', ') || role.switchTarget;
}

/** What must be at hand for a switch; empty where nothing is. */
export function needsText({ wantsMfa, wantsExternalId }: RoleView): string {
  return [wantsMfa ? 'MFA' : '', wantsExternalId ? 'external id' : '']
    .filter((part) => part !== '')
    .join(', ');
}

export type PrimaryAction = 'switch' | 'stop' | 'renew' | 'signIn' | 'details';

/** The one thing that a user most likely wants of this role now. */
export function primaryAction(role: RoleView): PrimaryAction {
  if (canSignIn(role)) return 'signIn';
  switch (role.state) {
    case 'active':
    case 'renewing':
      return 'stop';
    case 'broken':
      return 'details';
    case 'assuming':
      return isLive(role) ? 'renew' : 'switch';
    default:
      return wantsRenewal(role) ? 'renew' : 'switch';
  }
}
