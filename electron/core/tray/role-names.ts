import type { AccountView, RoleView } from '../../contract/roles.ts';
import { nameOf, shortenMiddle } from './text.ts';

/** How a role is called in the tray. */
export interface RoleNames {
  /** Stands alone: `deployer, staging`. */
  readonly full: string;
  /** Stands under its account's heading: `deployer`. */
  readonly short: string;
}

/**
 * Names of all roles, by profile. Roles that would be called the same (two session names for one ARN,
 * two accounts of one name) go by their profile, which is theirs alone.
 */
export function nameRoles(
  roles: readonly RoleView[],
  accountNames: ReadonlyMap<string, string>,
): ReadonlyMap<string, RoleNames> {
  const counts = new Map<string, number>();
  for (const role of roles) {
    const name = fullName(role, nameOf(role.roleName, role.profile), accountNames);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = new Map<string, RoleNames>();
  for (const role of roles) {
    const usual = nameOf(role.roleName, role.profile);
    const isAmbiguous = (counts.get(fullName(role, usual, accountNames)) ?? 0) > 1;
    const short = isAmbiguous ? nameOf(role.profile) : usual;
    names.set(role.profile, { full: shortenMiddle(fullName(role, short, accountNames)), short });
  }
  return names;
}

/** What accounts are called: the name a user gave, else the id. */
export function nameAccounts(accounts: readonly AccountView[]): ReadonlyMap<string, string> {
  return new Map(accounts.map(({ id, name }) => [id, nameOf(name, id)]));
}

function fullName(role: RoleView, name: string, accountNames: ReadonlyMap<string, string>): string {
  if (role.kind === 'base') {
    return `${name}, base`;
  }
  return role.accountId === undefined
    ? name
    : `${name}, ${accountNames.get(role.accountId) ?? nameOf(role.accountId)}`;
}
