import { isRoleValetError } from '../../../contract/errors.ts';
import type { Snapshot } from '../../../contract/types.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { LoadedContext } from '../load-context.ts';
import { type Obtained, obtainSession } from '../obtain-session.ts';
import { buildSnapshot, type Gathered } from './build-snapshot.ts';
import { EndedSessions } from './ended-sessions.ts';
import { areSamePrints, readFilePrints } from './file-prints.ts';
import { nextEnd } from './live-facts.ts';
import { MfaDesk } from './mfa-desk.ts';
import type { DesktopPorts, PathWatch } from './ports.ts';
import { RoleActivity } from './role-activity.ts';
import {
  gather,
  gatherLive,
  openOwnWorld,
  type WatchedWorld,
  type World,
  watchAndGather,
} from './world.ts';

/** A little after an end, so that a look finds it ended. */
const AFTER_END_MS = 50;

/** Timers can't wait longer than this; nothing of ours lasts that long. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * The state of the desktop app: one world at a time, what goes on in it, and one snapshot that window
 * and tray mirror. It looks again when a file changes, when a session ends, and when told to.
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
  #world: World;
  #gathered: Gathered;
  #snapshot: Snapshot;
  #revision = 0;
  #looking: Promise<void> | undefined;
  /** What the next look is about: what is live, or the files as well. */
  #lookAgain: 'live' | 'all' | undefined;
  #watch: PathWatch;
  #stopTimer: () => void = () => undefined;
  #isClosed = false;

  private constructor(
    ports: DesktopPorts,
    isMemoryOnly: boolean,
    world: World,
    { gathered, watch }: WatchedWorld,
  ) {
    this.ports = ports;
    this.isMemoryOnly = isMemoryOnly;
    this.settings = world.marks;
    this.#world = world;
    this.#gathered = gathered;
    this.questions = new MfaDesk(() => this.publish());
    this.#snapshot = this.#build();
    this.#watch = watch;
    this.#setTimer();
  }

  /** Opens the user's own world and takes the first look. */
  static async open(ports: DesktopPorts, memoryOnly: boolean): Promise<Desktop> {
    const first = await openOwnWorld(ports, { memoryOnly, keepSessions: true });
    const { keepSessions } = first.marks.current.settings;
    const world = keepSessions
      ? first
      : await openOwnWorld(ports, { memoryOnly, keepSessions, settings: first.marks });
    let desktop: Desktop | undefined;
    let isChanged = false;
    const watched = await watchAndGather(ports, world, () => {
      isChanged = true;
      desktop?.filesChanged();
    });
    desktop = new Desktop(ports, memoryOnly, world, watched);
    if (isChanged) {
      desktop.filesChanged();
    }
    return desktop;
  }

  get world(): World {
    return this.#world;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Calls `listener` with every new snapshot. Gives the function that ends it. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes over to another world. The old one's questions are refused; it is the caller's to close. */
  async enter(world: World): Promise<void> {
    this.questions.dismissAll();
    const { gathered, watch } = await watchAndGather(this.ports, world, () => this.filesChanged());
    this.activity.forgive();
    this.#ended.clear();
    this.#watch.close();
    this.#world = world;
    this.#watch = watch;
    this.#gathered = gathered;
    this.#setTimer();
    this.publish();
  }

  /** To be called when files were changed, by whomever. */
  filesChanged(): void {
    this.#refreshUnasked();
  }

  /** The files as they are now: verbs decide on these, never on what was seen a while ago. */
  async context(): Promise<LoadedContext> {
    if (!areSamePrints(await readFilePrints(this.#world.app), this.#gathered.files)) {
      await this.refresh();
    }
    return this.#gathered.context;
  }

  /** Looks at everything again. Calls during a look share one more look after it. */
  refresh(): Promise<void> {
    return this.#look('all');
  }

  /** Looks at sessions and targets again; files that changed are noticed by themselves. */
  refreshLive(): Promise<void> {
    return this.#look(this.#lookAgain ?? 'live');
  }

  /** Makes a session for a role or a base, with what goes on shown meanwhile. Throws as obtainSession. */
  async obtain(context: LoadedContext, profile: string): Promise<Obtained> {
    const end = this.activity.begin(profile);
    const prompt = this.questions.opened();
    this.publish();
    try {
      return await obtainSession(this.#world.app, context, profile, { prompt });
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
    this.#watch.close();
    this.#stopTimer();
    await this.#world.practice?.close();
  }

  #look(about: 'live' | 'all'): Promise<void> {
    this.#lookAgain = about;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#lookAgain !== undefined && !this.#isClosed) {
      const about = this.#lookAgain;
      this.#lookAgain = undefined;
      const world = this.#world;
      const before = this.#gathered;
      const gathered = await (about === 'all' ? gather(world, before) : gatherLive(world, before));
      if (world !== this.#world) {
        // The world was changed meanwhile; what was seen is another one's.
        continue;
      }
      if (gathered.facts !== before.facts) {
        // Whoever changed the files or the keys may have mended what failed.
        this.activity.forgive();
      }
      this.#tellEnds(gathered);
      this.#gathered = gathered;
      this.#setTimer();
      this.publish();
    }
  }

  #tellEnds(gathered: Gathered): void {
    const before = this.#gathered.live;
    for (const profile of this.#ended.compare(before, gathered.live)) {
      this.ports.notify({
        id: `ended:${profile}`,
        title: `${profile} has ended`,
        body: 'Its session has expired. Open Role Valet to switch to it again.',
        show: { kind: 'role', profile },
      });
    }
  }

  #setTimer(): void {
    this.#stopTimer();
    const { live } = this.#gathered;
    const end = nextEnd(live);
    if (end !== undefined) {
      const wait = Math.min(end - live.now + AFTER_END_MS, LONGEST_WAIT_MS);
      this.#stopTimer = this.ports.after(wait, () => this.#refreshUnasked());
    }
  }

  /** A look that nobody waits for: what goes wrong is for the log. */
  #refreshUnasked(): void {
    this.refresh().catch((error: unknown) => {
      this.#world.app.logger.error('the list could not be read again', { error: String(error) });
    });
  }

  #build(): Snapshot {
    this.#revision += 1;
    const { ports, settings } = this;
    return buildSnapshot({
      revision: this.#revision,
      version: ports.version,
      platform: ports.platform,
      app: this.#world.app,
      gathered: this.#gathered,
      activity: this.activity,
      ended: this.#ended.all(),
      questions: this.questions,
      stored: settings.current,
      marks: this.#world.marks.current,
      system: ports.system(),
      isPractice: this.#world.practice !== undefined,
    });
  }
}
