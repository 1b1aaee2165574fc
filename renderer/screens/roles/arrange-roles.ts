import type { Colour, RoleView } from '../../../electron/contract/roles.ts';
import { isLive, isWritten } from '../../lib/role-life.ts';
import { type IndexedRole, isFound } from '../../lib/search.ts';

/** A heading and the roles below it. */
export interface RoleSection {
  readonly id: string;
  readonly title: string;
  readonly accountId?: string;
  readonly colour?: Colour;
  readonly rows: readonly IndexedRole[];
}

type Heading = Omit<RoleSection, 'rows'>;

/**
 * The roles that stand on top whatever their account, each list in its order. It is settled only
 * while nobody looks (see `use-settled.ts`): a session that starts or ends changes its row, and
 * moves nothing.
 */
export interface Settled {
  readonly live: readonly string[];
  readonly expired: readonly string[];
  readonly favourites: readonly string[];
}

export function settle(roles: readonly RoleView[], recent: readonly string[]): Settled {
  const rank = new Map(recent.map((profile, index) => [profile, index]));
  const inOrder = (isMeant: (role: RoleView) => boolean): readonly string[] =>
    roles
      .filter(isMeant)
      .map(({ profile }) => profile)
      .sort((a, b) => (rank.get(a) ?? recent.length) - (rank.get(b) ?? recent.length));
  return {
    live: inOrder(isUp),
    expired: inOrder(isOver),
    favourites: inOrder((role) => role.favourite && !isUp(role) && !isOver(role)),
  };
}

/** Live, or on its way there. A renewal that fails changes nothing about where the row belongs. */
function isUp(role: RoleView): boolean {
  const { state } = role;
  return state === 'needs-mfa' || state === 'assuming' || state === 'renewing' || isLive(role);
}

/** Its session ended, and what was written of it is still there, whatever a later try said. */
function isOver(role: RoleView): boolean {
  return !isUp(role) && (role.state === 'expired' || (role.state === 'failed' && isWritten(role)));
}

export function isSameSettled(first: Settled, second: Settled): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

/** Live roles, those that ended, favourites, then groups by name, the bases last. */
export function arrangeRoles(
  index: readonly IndexedRole[],
  settled: Settled,
): readonly RoleSection[] {
  const byProfile = new Map(index.map((entry) => [entry.role.profile, entry]));
  const pick = (id: string, title: string, profiles: readonly string[]): RoleSection => {
    const rows = profiles.flatMap((profile) => byProfile.get(profile) ?? []);
    for (const { role } of rows) {
      byProfile.delete(role.profile);
    }
    return { id, title, rows };
  };
  const top = [
    pick('live', 'Live', settled.live),
    pick('expired', 'Expired', settled.expired),
    pick('favourites', 'Favourites', settled.favourites),
  ];
  return [...top.filter(({ rows }) => rows.length > 0), ...groups([...byProfile.values()])];
}

function groups(entries: readonly IndexedRole[]): readonly RoleSection[] {
  const found = new Map<string, { heading: Heading; rows: IndexedRole[] }>();
  for (const entry of entries) {
    const heading = groupHeading(entry);
    const group = found.get(heading.id);
    if (group === undefined) {
      found.set(heading.id, { heading, rows: [entry] });
    } else {
      group.rows.push(entry);
    }
  }
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return [...found.values()]
    .sort(
      (a, b) =>
        rank(a.heading) - rank(b.heading) ||
        order.compare(a.heading.title, b.heading.title) ||
        order.compare(a.heading.id, b.heading.id),
    )
    .map(({ heading, rows }) => ({ ...heading, rows }));
}

const BASES = 'bases';

/** Names first, then accounts that have only a number, then the bases. */
function rank({ id, title }: Heading): number {
  return id === BASES ? 2 : Number(title === '');
}

function groupHeading({ role, account }: IndexedRole): Heading {
  if (role.group !== undefined && role.group !== '') {
    return { id: `group:${role.group}`, title: role.group };
  }
  if (role.accountId !== undefined) {
    return {
      id: `account:${role.accountId}`,
      title: account?.name ?? '',
      accountId: role.accountId,
      ...(account?.colour === undefined ? {} : { colour: account.colour }),
    };
  }
  return role.kind === 'base' ? { id: BASES, title: 'Bases' } : { id: 'other', title: 'Other' };
}

/** A line of the list: a heading or a role, with what is needed to find it again. */
export type ListItem =
  | { readonly kind: 'heading'; readonly key: string; readonly section: RoleSection }
  | {
      readonly kind: 'role';
      readonly key: string;
      readonly entry: IndexedRole;
      /** True where the heading above does not name the account. */
      readonly namesAccount: boolean;
    };

/** The lines that a search leaves; headings without a role are left out. */
export function listItems(
  sections: readonly RoleSection[],
  words: readonly string[],
): readonly ListItem[] {
  return sections.flatMap((section): ListItem[] => {
    const rows =
      words.length === 0 ? section.rows : section.rows.filter((entry) => isFound(entry, words));
    if (rows.length === 0) {
      return [];
    }
    const namesAccount = section.accountId === undefined;
    return [
      { kind: 'heading', key: `heading:${section.id}`, section },
      ...rows.map(
        (entry): ListItem => ({ kind: 'role', key: entry.role.profile, entry, namesAccount }),
      ),
    ];
  });
}
