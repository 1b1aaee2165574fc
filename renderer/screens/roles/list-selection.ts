import type { RoleView } from '../../../electron/contract/roles.ts';
import type { ListItem } from './arrange-roles.ts';

/** The row that keys act on. */
export interface SelectedRow {
  readonly role: RoleView;
  /** Its line in the list, headings counted. */
  readonly index: number;
  readonly isFirst: boolean;
}

/** The selected row; the first one where that profile is not in the list (any more). */
export function selectedRow(
  items: readonly ListItem[],
  profile: string | undefined,
): SelectedRow | undefined {
  const first = items.findIndex(({ kind }) => kind === 'role');
  const found =
    profile === undefined
      ? -1
      : items.findIndex(({ kind, key }) => kind === 'role' && key === profile);
  const index = found === -1 ? first : found;
  const item = items[index];
  return item?.kind === 'role'
    ? { role: item.entry.role, index, isFirst: index === first }
    : undefined;
}

const PAGE = 8;

/** The profile that is selected after a move; at the ends it stays. */
export function movedSelection(
  items: readonly ListItem[],
  selected: SelectedRow,
  to: 'next' | 'previous' | 'page-down' | 'page-up' | 'first' | 'last',
): string {
  const rows = items.filter(({ kind }) => kind === 'role');
  const now = rows.findIndex(({ key }) => key === selected.role.profile);
  const wanted = {
    next: now + 1,
    previous: now - 1,
    'page-down': now + PAGE,
    'page-up': now - PAGE,
    first: 0,
    last: rows.length - 1,
  }[to];
  const index = Math.min(rows.length - 1, Math.max(0, wanted));
  return rows[index]?.key ?? selected.role.profile;
}

/** Id of a row's element. A profile's name may hold blanks, which an id reference can't. */
export function rowId(gridId: string, profile: string): string {
  return `${gridId}-${encodeURIComponent(profile)}`;
}
