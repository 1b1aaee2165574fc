import { RoleValetError } from '../../contract/errors.ts';
import { listEntries, type RoleEntry } from '../chain/list-entries.ts';
import type { App } from './app.ts';
import type { LoadedContext } from './load-context.ts';
import { readRemembered, remember } from './remembered.ts';

/** How many names an error lists before it says "and N more". */
const MOST_NAMES = 8;

/**
 * The profile that a person means: an exact name, `-` for the last one used, or any part of exactly
 * one name. Throws ROLE_NOT_FOUND or ROLE_AMBIGUOUS, naming the nearest.
 */
export async function findRole(app: App, context: LoadedContext, query: string): Promise<string> {
  const entries = listEntries(context);
  if (query === '-') {
    return lastUsed(app, entries);
  }
  return matchRole(entries, query).profile;
}

/** Remembers what `-` stands for. */
export async function rememberLastRole(app: App, profile: string): Promise<void> {
  await remember(app, (before) => ({ ...before, lastRole: profile }));
}

/** The entry with that exact name, else the only one whose name contains `query` (any case). */
export function matchRole(entries: readonly RoleEntry[], query: string): RoleEntry {
  const exact = entries.find(({ profile }) => profile === query);
  if (exact !== undefined) {
    return exact;
  }
  const part = query.toLowerCase();
  const fitting =
    part === '' ? [] : entries.filter(({ profile }) => profile.toLowerCase().includes(part));
  // A section that somebody once wrote for a role is not what a part of the role's name means.
  const targets = new Set(fitting.map(({ profile }) => `${profile}-session`));
  const found = fitting.filter(({ profile, kind }) => kind === 'role' || !targets.has(profile));
  const [only, second] = found;
  if (only === undefined) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      `no role or base is called ${JSON.stringify(query)}`,
      entries.length === 0
        ? 'Add a role to your AWS config file; role-valet roles then lists it.'
        : 'See the names with: role-valet roles',
    );
  }
  if (second !== undefined) {
    throw new RoleValetError(
      'ROLE_AMBIGUOUS',
      `${JSON.stringify(query)} fits ${found.length} names: ${nameSome(found)}`,
      'Give a longer part of the name.',
    );
  }
  return only;
}

async function lastUsed(app: App, entries: readonly RoleEntry[]): Promise<string> {
  const { lastRole } = await readRemembered(app);
  if (lastRole === undefined || !entries.some(({ profile }) => profile === lastRole)) {
    throw new RoleValetError(
      'ROLE_NOT_FOUND',
      lastRole === undefined
        ? 'no role was used yet, so "-" stands for none'
        : `the role used last, ${lastRole}, is no longer in the files`,
      'See the names with: role-valet roles',
    );
  }
  return lastRole;
}

function nameSome(entries: readonly RoleEntry[]): string {
  const names = entries.slice(0, MOST_NAMES).map(({ profile }) => profile);
  const rest = entries.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
