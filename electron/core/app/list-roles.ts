import { type ErrorValue, isRoleValetError } from '../../contract/errors.ts';
import { ChainResolver } from '../chain/chain-resolver.ts';
import { listEntries, type RoleEntry } from '../chain/list-entries.ts';
import type { Draft } from '../chain/types.ts';
import { type TargetState, targetStates } from '../outputs/credentials-file/target-states.ts';
import type { App } from './app.ts';
import { keptSessions } from './kept-sessions.ts';
import type { LoadedContext } from './load-context.ts';
import { atServerTime, serverTime } from './server-time.ts';

/** One line of the list of roles. */
export interface RoleRow {
  readonly profile: string;
  readonly kind: RoleEntry['kind'];
  readonly accountId?: string;
  readonly roleArn?: string;
  /** Profiles from the base to this one. */
  readonly chain: readonly string[];
  readonly state: 'idle' | 'active' | 'error';
  readonly error?: ErrorValue;
  /** When the live session ends, epoch milliseconds by the server's clock. */
  readonly expiration?: number;
  /** The written targets, and whether each is still as we wrote it. */
  readonly targets: readonly { readonly name: string; readonly state: TargetState }[];
}

/** All roles and bases with what is live, in the order of the files. One broken role harms no other. */
export async function listRoles(
  app: App,
  context: LoadedContext,
): Promise<{ rows: readonly RoleRow[]; now: number }> {
  const now = await serverTime(app);
  const expirations = new Map<string, number>();
  for (const session of (await keptSessions(app, now)).live) {
    if (session.asked === true) {
      const known = expirations.get(session.profile) ?? 0;
      expirations.set(session.profile, Math.max(known, session.credentials.expiration));
    }
  }
  const targets = Map.groupBy(await targetStates(atServerTime(app, now)), ({ role }) => role);
  const resolver = new ChainResolver(context);
  const rows = listEntries(context).map((entry): RoleRow => {
    const chain = chainOf(resolver, entry);
    const expiration = expirations.get(entry.profile);
    const owned = targets.get(entry.profile) ?? [];
    const error = entry.error ?? chain.error;
    const row: Draft<RoleRow> = {
      profile: entry.profile,
      kind: entry.kind,
      chain: chain.profiles,
      state: error !== undefined ? 'error' : expiration === undefined ? 'idle' : 'active',
      targets: owned.map(({ target, state }) => ({ name: target, state })),
    };
    if (entry.accountId !== undefined) row.accountId = entry.accountId;
    if (entry.roleArn !== undefined) row.roleArn = entry.roleArn;
    if (error !== undefined) row.error = error;
    if (expiration !== undefined) row.expiration = expiration;
    return row;
  });
  return { rows, now };
}

/** Rows whose name, account, or role ARN contains every word of `query`, in any case. */
export function filterRows(rows: readonly RoleRow[], query: string): readonly RoleRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = `${row.profile} ${row.accountId ?? ''} ${row.roleArn ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function chainOf(
  resolver: ChainResolver,
  entry: RoleEntry,
): { profiles: readonly string[]; error?: ErrorValue } {
  if (entry.error !== undefined) {
    return { profiles: [] };
  }
  try {
    const { base, hops } = resolver.resolve(entry.profile);
    const roles = hops.map((hop) => hop.profile);
    return { profiles: base.profile === roles[0] ? roles : [base.profile, ...roles] };
  } catch (error) {
    if (isRoleValetError(error)) {
      return { profiles: [], error: error.toValue() };
    }
    throw error;
  }
}
