import type { AccountView, RoleView } from '../../../electron/contract/roles.ts';
import { accountName } from '../../lib/account-text.ts';

/** A profile that a role may start from, and what tells it from others. */
export interface Source {
  readonly profile: string;
  readonly detail: string;
}

/** More than this nobody reads: typing finds the rest. */
const MOST_SHOWN = 60;

/** All profiles but the edited one, bases first: most roles start there. */
export function sourcesFor(
  roles: readonly RoleView[],
  accounts: readonly AccountView[],
  original: string,
): readonly Source[] {
  return roles
    .filter(({ profile }) => profile !== original)
    .toSorted((one, other) => Number(other.kind === 'base') - Number(one.kind === 'base'))
    .map(({ profile, kind, accountId }) => ({
      profile,
      detail:
        kind === 'base' ? 'base' : accountId === undefined ? '' : accountName(accounts, accountId),
    }));
}

/** The sources with `query` in their name or account, those that begin with it first. */
export function matchingSources(sources: readonly Source[], query: string): readonly Source[] {
  const wanted = query.trim().toLowerCase();
  const begins = ({ profile }: Source): boolean => profile.toLowerCase().startsWith(wanted);
  return sources
    .filter(({ profile, detail }) => `${profile} ${detail}`.toLowerCase().includes(wanted))
    .toSorted((one, other) => Number(begins(other)) - Number(begins(one)))
    .slice(0, MOST_SHOWN);
}
