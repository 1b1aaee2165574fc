import type { RoleView } from '../../contract/roles.ts';
import { escapeLabel, roleRow } from './role-items.ts';
import { nameOf, printable, shortenMiddle } from './text.ts';
import type { TrayView } from './tray-view.ts';
import type { TrayItem } from './types.ts';

/** Rows of any one list, so that a menu still fits on a screen. */
export const MOST_ROWS = 25;

interface RoleGroup {
  readonly key: string;
  readonly label: string;
  /** User groups, named accounts, other accounts, and last what has no account. */
  readonly rank: number;
  readonly rows: { readonly role: RoleView; readonly name: string }[];
}

/**
 * All roles by the user's group, else by account, as submenus in which a click switches. Takes at
 * most `budget` items, nested ones counted; `isComplete` is false where a group had no room.
 */
export function accountGroups(
  view: TrayView,
  budget: number,
): { readonly items: readonly TrayItem[]; readonly isComplete: boolean } {
  const groups = groupRoles(view);
  const items: TrayItem[] = [];
  let spent = 0;
  for (const group of groups) {
    const size = 1 + Math.min(group.rows.length, MOST_ROWS + 1);
    if (items.length === MOST_ROWS || spent + size > budget) {
      return { items, isComplete: false };
    }
    spent += size;
    items.push(groupItem(group, view));
  }
  return { items, isComplete: true };
}

function groupItem(group: RoleGroup, view: TrayView): TrayItem {
  const rows = group.rows.toSorted((one, other) => inOrder(one.name, other.name));
  const items = rows
    .slice(0, MOST_ROWS)
    .map(({ role, name }) => roleRow(role, 'group', name, view));
  const more: TrayItem = {
    id: `group.more:${group.key}`,
    kind: 'action',
    label: 'More in the window...',
    action: { verb: 'showWindow', screen: 'roles' },
  };
  return {
    id: `group.list:${group.key}`,
    kind: 'submenu',
    label: escapeLabel(`${group.label} (${rows.length})`, view),
    items: rows.length > MOST_ROWS ? [...items, more] : items,
  };
}

function groupRoles(view: TrayView): RoleGroup[] {
  const groups = new Map<string, RoleGroup>();
  for (const role of view.roles) {
    const heading = headingOf(role, view);
    let group = groups.get(heading.key);
    if (group === undefined) {
      group = { ...heading, rows: [] };
      groups.set(heading.key, group);
    }
    const names = view.names(role);
    group.rows.push({ role, name: heading.isOneAccount ? names.short : names.full });
  }
  return [...groups.values()].sort(
    (one, other) =>
      one.rank - other.rank || inOrder(one.label, other.label) || inOrder(one.key, other.key),
  );
}

function headingOf(
  role: RoleView,
  { accountNames }: TrayView,
): Omit<RoleGroup, 'rows'> & { readonly isOneAccount: boolean } {
  const group = printable(role.group ?? '');
  if (group !== '') {
    return { key: `group ${group}`, label: shortenMiddle(group), rank: 0, isOneAccount: false };
  }
  if (role.kind === 'base') {
    return { key: 'bases', label: 'Bases', rank: 4, isOneAccount: true };
  }
  if (role.accountId === undefined) {
    return { key: 'others', label: 'Without an account', rank: 3, isOneAccount: true };
  }
  const id = nameOf(role.accountId);
  const name = accountNames.get(role.accountId) ?? id;
  return {
    key: `account ${role.accountId}`,
    label: name === id ? id : shortenMiddle(`${name}, ${id}`),
    rank: name === id ? 2 : 1,
    isOneAccount: true,
  };
}

/** The same order on every machine, whatever its language. */
function inOrder(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left === right) {
    return one < other ? -1 : Number(one > other);
  }
  return left < right ? -1 : 1;
}
