import type { AccountView, RoleView } from '../../electron/contract/roles.ts';

/** A role with all that a search may find it by, lower case, made once a snapshot. */
export interface IndexedRole {
  readonly role: RoleView;
  readonly account: AccountView | undefined;
  readonly text: string;
}

export function indexRoles(
  roles: readonly RoleView[],
  accounts: readonly AccountView[],
): readonly IndexedRole[] {
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  return roles.map((role) => {
    const account = role.accountId === undefined ? undefined : accountsById.get(role.accountId);
    const parts = [
      role.profile,
      role.roleArn ?? role.roleName,
      role.accountId,
      account?.name,
      role.group,
      role.switchTarget,
      ...role.targets.map(({ name }) => name),
    ];
    // A line end between the parts: no word of a query reaches over it.
    return { role, account, text: parts.filter(Boolean).join('\n').toLowerCase() };
  });
}

/** The words of a query; all of them must be found, in any order. */
export function queryWords(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

export function isFound({ text }: IndexedRole, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
