import type { SettingsStore } from '../../settings/settings-store.ts';
import type { AccountMarks } from '../../settings/stored-settings.ts';
import type { App } from '../app.ts';
import type { DesktopPorts, PracticeVisit } from './ports.ts';

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
