import type { KeyView } from '../../../contract/types.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { AccountMarks } from '../../settings/stored-settings.ts';
import type { App } from '../app.ts';
import { listKeyFacts } from '../key-facts.ts';
import { type LoadedContext, loadContext } from '../load-context.ts';
import type { Gathered } from './build-snapshot.ts';
import { areSamePrints, readFilePrints } from './file-prints.ts';
import { readLiveFacts } from './live-facts.ts';
import type { DesktopPorts, PathWatch, PracticeVisit } from './ports.ts';
import { type RoleFacts, readRoleFacts } from './role-facts.ts';

/** The files, keys and sessions that the app works on: the user's own, or the practice ones. */
export interface World {
  readonly app: App;
  /** Favourites, colours and recent roles of this world. */
  readonly marks: SettingsStore;
  readonly practice?: PracticeVisit;
}

/** How the user's own world is wired. */
export interface OwnWorldChoice {
  readonly memoryOnly: boolean;
  readonly keepSessions: boolean;
  /** The user's settings, where they are open already: two stores of one file would drift apart. */
  readonly settings?: SettingsStore;
}

/** Wires the user's own world. Throws where the app's own folder can't be used. */
export async function openOwnWorld(ports: DesktopPorts, choice: OwnWorldChoice): Promise<World> {
  const { settings, memoryOnly, keepSessions } = choice;
  const app = await ports.wire({ environment: ports.environment, memoryOnly, keepSessions });
  return { app, marks: settings ?? (await ports.openSettings(app)) };
}

/** Wires the practice organisation. Throws where its files or its server can't be made. */
export async function openPracticeWorld(ports: DesktopPorts): Promise<World> {
  const practice = await ports.openPractice();
  try {
    const { environment, memoryOnly } = practice;
    const app = await ports.wire({ environment, memoryOnly, keepSessions: true });
    const marks = await ports.openSettings(app);
    await marks.change((before) => ({ ...before, accounts: practiceAccounts(practice) }));
    return { app, practice, marks };
  } catch (error) {
    await practice.close();
    throw error;
  }
}

/** The names of the practice accounts, with production marked as most people would mark it. */
function practiceAccounts({ accounts }: PracticeVisit): Readonly<Record<string, AccountMarks>> {
  const marked = accounts.map(({ id, name }): [string, AccountMarks] => [
    id,
    { name, ...(name.includes('prod') ? { colour: 'red' } : {}) },
  ]);
  return Object.fromEntries(marked);
}

/** Files whose change makes the list look different, whoever changed them. */
function watchedPaths({ app }: World): readonly string[] {
  const { configPath, credentialsPath, homePath } = app;
  return [configPath, credentialsPath, ...OWN_FILES.map((name) => `${homePath}/${name}`)];
}

/** Files of the app's own home that the command line writes too. */
const OWN_FILES = ['sessions', 'targets.json'];

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
): Promise<readonly KeyView[]> {
  if (app.sealer === undefined || context.keychainProblem !== undefined) {
    return [];
  }
  return await listKeyFacts(app, context, facts);
}

/** A first look at a world, and the watch that began before it, so that no change falls between. */
export interface WatchedWorld {
  readonly gathered: Gathered;
  readonly watch: PathWatch;
}

/** Begins to watch a world's files, then looks at it. */
export async function watchAndGather(
  ports: DesktopPorts,
  world: World,
  onChange: () => void,
): Promise<WatchedWorld> {
  const watch = ports.watch(watchedPaths(world), onChange);
  try {
    await watch.ready;
    return { watch, gathered: await gather(world) };
  } catch (error) {
    watch.close();
    throw error;
  }
}
