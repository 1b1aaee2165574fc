import type { Colour } from '../../../contract/roles.ts';
import type { AccountMarks, RoleMarks, StoredSettings } from '../../settings/stored-settings.ts';

/** Changes to a role's marks: what is undefined stays; `null`, `false` and empty text take away. */
export interface RoleMarkChanges {
  readonly favourite?: boolean;
  readonly colour?: Colour | null;
  readonly group?: string;
}

export interface AccountMarkChanges {
  readonly name?: string;
  readonly colour?: Colour | null;
}

export function changedRoleMarks(before: RoleMarks, changes: RoleMarkChanges): RoleMarks {
  const favourite = changes.favourite ?? before.favourite;
  const group = changes.group === undefined ? before.group : changes.group.trim();
  return {
    ...(favourite === true ? { favourite } : {}),
    ...(group ? { group } : {}),
    ...changedColour(before.colour, changes.colour),
    ...keptBrowser(before),
  };
}

export function changedAccountMarks(
  before: AccountMarks,
  changes: AccountMarkChanges,
): AccountMarks {
  const name = changes.name === undefined ? before.name : changes.name.trim();
  return {
    ...(name ? { name } : {}),
    ...changedColour(before.colour, changes.colour),
    ...keptBrowser(before),
  };
}

/** `all` with the marks of `key` changed; a key without any mark is left out. */
export function withMarks<Marks extends object>(
  all: Readonly<Record<string, Marks>>,
  key: string,
  change: (before: Marks | Record<string, never>) => Marks,
): Readonly<Record<string, Marks>> {
  const { [key]: before, ...others } = all;
  const after = change(before ?? {});
  return Object.keys(after).length === 0 ? others : { ...others, [key]: after };
}

/** A profile's marks and its place among the recent ones, under its new name. */
export function renamedMarks(before: StoredSettings, from: string, to: string): StoredSettings {
  const { [from]: marks, ...roles } = before.roles;
  return {
    ...before,
    roles: marks === undefined ? roles : { ...roles, [to]: marks },
    recent: before.recent.map((profile) => (profile === from ? to : profile)),
  };
}

/** The command is set in the settings file alone; no other change may take it away. */
function keptBrowser({ browser }: RoleMarks | AccountMarks): Pick<RoleMarks, 'browser'> {
  return browser === undefined ? {} : { browser };
}

function changedColour(
  before: Colour | undefined,
  change: Colour | null | undefined,
): { colour?: Colour } {
  const colour = change === undefined ? before : change;
  return colour === undefined || colour === null ? {} : { colour };
}
