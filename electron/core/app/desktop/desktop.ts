import { isRoleValetError } from '../../../contract/errors.ts';
import type { Snapshot } from '../../../contract/types.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { LoadedContext } from '../load-context.ts';
import { type Obtained, obtainSession } from '../obtain-session.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { EndedSessions } from './ended-sessions.ts';
import type { Gathered } from './gather.ts';
import { MfaDesk } from './mfa-desk.ts';
import type { DesktopPorts } from './ports.ts';
import { RoleActivity } from './role-activity.ts';
import { WatchedWorld } from './watched-world.ts';
import { openOwnWorld, type World } from './world.ts';

/**
 * The state of the desktop app: one world at a time, what goes on in it, and one snapshot that window
 * and tray mirror.
 */
export class Desktop {
  readonly ports: DesktopPorts;
  readonly settings: SettingsStore;
  readonly activity = new RoleActivity();
  readonly questions: MfaDesk;
  /** True while the user goes without a keychain. */
  isMemoryOnly: boolean;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  readonly #ended = new EndedSessions();
  #watched: WatchedWorld;
  #snapshot: Snapshot;
  #revision = 0;
  #changing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(ports: DesktopPorts, isMemoryOnly: boolean, watched: WatchedWorld) {
    this.ports = ports;
    this.isMemoryOnly = isMemoryOnly;
    this.settings = watched.world.marks;
    this.#watched = watched;
    this.questions = new MfaDesk(() => this.publish());
    this.#snapshot = this.#build();
  }

  /** Opens the user's own world and takes the first look. */
  static async open(ports: DesktopPorts, memoryOnly: boolean): Promise<Desktop> {
    const first = await openOwnWorld(ports, { memoryOnly, keepSessions: true });
    const { keepSessions } = first.marks.current.settings;
    const world = keepSessions
      ? first
      : await openOwnWorld(ports, { memoryOnly, keepSessions, settings: first.marks });
    let desktop: Desktop | undefined;
    const watched = await WatchedWorld.open(ports, world, (before, after) =>
      desktop?.tellLook(before, after),
    );
    desktop = new Desktop(ports, memoryOnly, watched);
    return desktop;
  }

  get world(): World {
    return this.#watched.world;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Calls `listener` with every new snapshot. Gives the function that ends it. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The files as they are now: verbs decide on these, never on what was seen a while ago. */
  context(): Promise<LoadedContext> {
    return this.#watched.context();
  }

  /** Looks at everything again: files, keychain, sessions, targets. */
  refresh(): Promise<void> {
    return this.#watched.look('all');
  }

  /** Looks at sessions and targets again; files that changed are noticed by themselves. */
  refreshLive(): Promise<void> {
    return this.#watched.look('live');
  }

  /**
   * Goes over to the world that `open` gives, or stays where it gives none. One change at a time, so
   * that two clicks open no two worlds; what is opened too late for a quit is closed again.
   */
  goTo(open: (current: World) => Promise<World | undefined>): Promise<void> {
    const change = this.#changing.then(async () => {
      const world = await open(this.world);
      if (world !== undefined) {
        await this.#enter(world);
      }
    });
    // A failure belongs to whoever asked for this change, not to the next.
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** Makes a session for a role or a base, with what goes on shown meanwhile. Throws as obtainSession. */
  async obtain(context: LoadedContext, profile: string): Promise<Obtained> {
    const end = this.activity.begin(profile);
    const prompt = this.questions.opened();
    this.publish();
    try {
      return await obtainSession(this.world.app, context, profile, { prompt });
    } catch (error) {
      // A person who gives no code knows; anything else stays visible until the next try.
      if (isRoleValetError(error) && error.code !== 'MFA_REQUIRED') {
        this.activity.fail(profile, error.toValue());
      }
      throw error;
    } finally {
      end();
      prompt.close();
      this.publish();
    }
  }

  /** Forgets that a session ended, since the user stopped or renewed it. */
  forgetEnd(profile: string): void {
    this.#ended.forget(profile);
  }

  /** To be called after each look, with what was known before it. */
  tellLook(before: Gathered, after: Gathered): void {
    if (after.facts !== before.facts) {
      // Whoever changed the files or the keys may have mended what failed.
      this.activity.forgive();
    }
    for (const profile of this.#ended.compare(before.live, after.live)) {
      this.ports.notify({
        id: `ended:${profile}`,
        title: `${profile} has ended`,
        body: 'Its session has expired. Open Role Valet to switch to it again.',
        show: { kind: 'role', profile },
      });
    }
    this.publish();
  }

  /** Pushes a new snapshot of what is known already. */
  publish(): void {
    if (this.#isClosed) {
      return;
    }
    this.#snapshot = this.#build();
    for (const listener of this.#listeners) {
      listener(this.#snapshot);
    }
  }

  /** Ends watches, timers and questions, and the practice organisation if it is open. */
  async close(): Promise<void> {
    this.questions.dismissAll();
    this.#isClosed = true;
    this.#watched.close();
    await this.#changing;
    await this.world.practice?.close();
  }

  /** The old world's questions are refused, and its practice organisation is closed. */
  async #enter(world: World): Promise<void> {
    if (this.#isClosed) {
      await world.practice?.close();
      return;
    }
    this.questions.dismissAll();
    const watched = await WatchedWorld.open(this.ports, world, (before, after) =>
      this.tellLook(before, after),
    );
    const old = this.#watched;
    old.close();
    this.#watched = watched;
    this.activity.forgive();
    this.#ended.clear();
    this.publish();
    await old.world.practice?.close();
  }

  #build(): Snapshot {
    this.#revision += 1;
    const { ports, settings, world } = this;
    return buildSnapshot({
      revision: this.#revision,
      version: ports.version,
      platform: ports.platform,
      app: world.app,
      gathered: this.#watched.gathered,
      activity: this.activity,
      ended: this.#ended.all(),
      questions: this.questions,
      stored: settings.current,
      marks: world.marks.current,
      system: ports.system(),
      isPractice: world.practice !== undefined,
    });
  }
}
