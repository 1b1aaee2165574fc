import type { AccountView, Colour, RoleView } from '../../electron/contract/roles.ts';

/** An account as people call it; its id where nobody named it. */
export function accountName(accounts: readonly AccountView[], id: string): string {
  return accounts.find((account) => account.id === id)?.name ?? id;
}

/** The mark that counts for a role: its own, else its account's. */
export function effectiveColour(
  role: RoleView,
  accounts: readonly AccountView[],
): Colour | undefined {
  return role.colour ?? accounts.find(({ id }) => id === role.accountId)?.colour;
}
