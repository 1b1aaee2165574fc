import type { App } from '../app.ts';
import { type KeyFacts, listKeyFacts } from '../key-facts.ts';
import { type LoadedContext, loadContext } from '../load-context.ts';
import { areSamePrints, type FilePrints, readFilePrints } from './file-prints.ts';
import { type LiveFacts, readLiveFacts } from './live-facts.ts';
import { type RoleFacts, readRoleFacts } from './role-facts.ts';
import type { World } from './world.ts';

/** What the files and the keychain said at the last look. */
export interface Gathered {
  readonly context: LoadedContext;
  readonly files: FilePrints;
  readonly facts: readonly RoleFacts[];
  readonly live: LiveFacts;
  readonly keys: readonly KeyFacts[];
  /** Sentences about files of our own that were found damaged, and the like. */
  readonly notices: readonly string[];
}

/**
 * Looks at everything: files, keychain, sessions, targets. What `before` knows of unchanged files is
 * not worked out again: thousands of roles take a while.
 */
export async function gather({ app, marks }: World, before?: Gathered): Promise<Gathered> {
  const files = await readFilePrints(app);
  const known = before !== undefined && areSamePrints(files, before.files) ? before : undefined;
  const context = await loadContext(app, undefined, known?.context.config);
  const facts =
    known !== undefined && isSameContext(known.context, context)
      ? known.facts
      : readRoleFacts(context);
  const { problem } = marks;
  return {
    context,
    files,
    facts,
    live: await readLiveFacts(app),
    keys: await knownKeys(app, context, facts),
    notices: [
      ...(before?.notices ?? []).filter((notice) => notice !== problem),
      ...app.sessions.takeNotices(),
      ...(problem === undefined ? [] : [problem]),
    ],
  };
}

/** Looks at what changes without the files: sessions, targets, and keys' MFA sessions. */
export async function gatherLive({ app }: World, before: Gathered): Promise<Gathered> {
  const live = await readLiveFacts(app);
  return { ...before, live, keys: await knownKeys(app, before.context, before.facts) };
}

function isSameContext(one: LoadedContext, other: LoadedContext): boolean {
  return (
    isSameSet(one.keychainProfiles, other.keychainProfiles) &&
    isSameSet(one.ownTargets, other.ownTargets)
  );
}

function isSameSet(
  one: ReadonlySet<string> | undefined,
  other: ReadonlySet<string> | undefined,
): boolean {
  return one?.size === other?.size && [...(one ?? [])].every((name) => other?.has(name) === true);
}

/** No keys where there is no keychain: the snapshot says that it is missing, and why. */
async function knownKeys(
  app: App,
  context: LoadedContext,
  facts: readonly RoleFacts[],
): Promise<readonly KeyFacts[]> {
  if (app.sealer === undefined || context.keychainProblem !== undefined) {
    return [];
  }
  return await listKeyFacts(app, context, facts);
}
