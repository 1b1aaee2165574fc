import type { Snapshot } from '../../../contract/snapshot.ts';
import { tryToFinishChanges } from '../../journal/finish-interrupted.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { LoadedContext } from '../load-context.ts';
import { buildSnapshot } from './build-snapshot.ts';
import { DoctorCount } from './doctor-count.ts';
import type { Gathered } from './gather.ts';
import type { KeptWorld } from './kept-world.ts';
import { MfaBroker } from './mfa-broker.ts';
import { openKept } from './open-kept.ts';
import type { DesktopPorts, Endpoints } from './ports.ts';
import { PushedSnapshot, type Revisions } from './pushed-snapshot.ts';
import { QuestionNotice } from './question-notice.ts';
import { RoleActivity } from './role-activity.ts';
import { servedCredentials } from './served-credentials.ts';
import { ShownSignIn } from './shown-sign-in.ts';
import { ShownWorld } from './shown-world.ts';
import { stopAtQuit } from './stop-at-quit.ts';
import { openOwnWorld, type World } from './world.ts';

/**
 * The state of the desktop app: the world that is shown, what goes on in it, and one snapshot that
 * window and tray mirror. While somebody practises, the user's own world is kept alive behind.
 */
export class Desktop {
  readonly ports: DesktopPorts;
  readonly settings: SettingsStore;
  readonly activity = new RoleActivity();
  readonly questions: MfaBroker;
  readonly endpoints: Endpoints;
  readonly doctor: DoctorCount;
  readonly signIn: ShownSignIn;
  readonly #questionNotice: QuestionNotice;
  readonly #worlds: ShownWorld;
  readonly #pushed = new PushedSnapshot((revisions) => this.#build(revisions));

  private constructor(ports: DesktopPorts, settings: SettingsStore) {
    this.ports = ports;
    this.settings = settings;
    this.#worlds = new ShownWorld({
      keep: (world) => this.#keep(world),
      leave: async () => {
        this.questions.dismissAll();
        this.signIn.cancel();
        await this.endpoints.closeAll();
      },
      entered: () => {
        this.activity.forgive();
        this.#filesChanged();
        this.publish();
      },
    });
    this.questions = new MfaBroker({
      now: () => this.world.app.clock.now(),
      after: ports.after,
      onChange: () => this.publish(),
    });
    this.endpoints = ports.openEndpoints({
      credentials: (profile) => servedCredentials(this, profile),
      now: () => this.world.app.clock.now() + this.snapshot.clockOffsetMs,
    });
    this.doctor = new DoctorCount({
      after: ports.after,
      current: () => ({ world: this.world, context: this.kept.watched.gathered.context }),
      onChange: () => this.publish(),
    });
    this.#questionNotice = new QuestionNotice(ports);
    this.signIn = new ShownSignIn(this);
  }

  /** Opens the user's own world and takes the first look. */
  static async open(ports: DesktopPorts, memoryOnly: boolean): Promise<Desktop> {
    const first = await openOwnWorld(ports, { memoryOnly, keepSessions: true });
    const { keepSessions } = first.marks.current.settings;
    const world = keepSessions
      ? first
      : await openOwnWorld(ports, { memoryOnly, keepSessions, settings: first.marks });
    const desktop = new Desktop(ports, world.marks);
    // A change that a crash cut off is taken back before the files are looked at.
    for (const body of await tryToFinishChanges(world.app)) {
      ports.notify({
        id: `unfinished:${body}`,
        title: 'A change of your AWS files was cut off',
        body,
        show: { kind: 'screen', screen: 'activity' },
      });
    }
    await desktop.#worlds.open(world);
    desktop.doctor.countSoon();
    return desktop;
  }

  get world(): World {
    return this.kept.watched.world;
  }

  /** The world that is shown, with what keeps it alive. */
  get kept(): KeptWorld {
    return this.#worlds.shown;
  }

  /** The user's own world, also while the practice organisation is shown. */
  get own(): KeptWorld {
    return this.#worlds.own;
  }

  get snapshot(): Snapshot {
    return this.#pushed.current;
  }

  /** Calls `listener` with every new snapshot. Gives the function that ends it. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
    return this.#pushed.onPush(listener);
  }

  /** The files as they are now: verbs decide on these, never on what was seen a while ago. */
  context(): Promise<LoadedContext> {
    return this.kept.watched.context();
  }

  /** Looks at everything again: files, keychain, sessions, targets. */
  refresh(): Promise<void> {
    return this.kept.watched.look('all');
  }

  /** Looks at sessions and targets again; files that changed are noticed by themselves. */
  refreshLive(): Promise<void> {
    return this.kept.watched.look('live');
  }

  /**
   * The machine woke up, was unlocked or came back: timers are late, the clock may have moved, and
   * what failed for want of a network or a keychain may pass now.
   */
  wake(): Promise<void> {
    return this.#worlds.wake();
  }

  /** To be called now and then: looks again where the machine's clock was set. */
  checkClock(): void {
    this.#worlds.checkClock();
  }

  /** As ShownWorld.goTo. */
  goTo(open: (current: World) => Promise<World | undefined>): Promise<void> {
    return this.#worlds.goTo(open);
  }

  /** As ShownWorld.goBack. */
  goBack(): Promise<void> {
    return this.#worlds.goBack();
  }

  /** The role was stopped by the user: nothing of its session counts any more. */
  forget(profile: string): void {
    this.kept.forget(profile);
    this.activity.forgive(profile);
  }

  /** The role was renewed by the user: nothing that failed before counts any more. */
  forgive(profile: string): void {
    this.kept.forgive(profile);
    this.activity.forgive(profile);
  }

  /** Pushes a new snapshot of what is known already. */
  publish(): void {
    this.#pushed.push();
    this.#questionNotice.compare(this.snapshot.question);
  }

  /**
   * Ends watches, timers, questions and URLs, and the practice organisation if it is open. Stops the
   * user's roles where they want none to outlive the app.
   */
  async close(): Promise<void> {
    this.questions.dismissAll();
    this.signIn.cancel();
    this.#pushed.close();
    const changed = this.#worlds.close();
    this.doctor.close();
    // Side by side: a quit waits only so long, and a renewal may hang on AWS.
    await Promise.all([
      ...this.#worlds.all.map((kept) => kept.close()),
      this.endpoints.closeAll(),
      this.settings.current.settings.stopOnQuit ? stopAtQuit(this.own) : undefined,
    ]);
    await changed;
    await this.world.practice?.close();
  }

  #keep(world: World): Promise<KeptWorld> {
    return openKept(this, world, {
      isShown: () => this.#worlds.isShown(world),
      isKept: () => this.#worlds.isKept(world),
      showLook: (before, after) => this.#showLook(before, after),
    });
  }

  #showLook(before: Gathered, after: Gathered): void {
    if (after.facts !== before.facts) {
      // Whoever changed the files or the keys may have mended what failed.
      this.activity.forgive();
      this.#filesChanged();
    }
    this.publish();
  }

  #filesChanged(): void {
    this.#pushed.filesChanged();
    this.doctor.countSoon();
  }

  #build(revisions: Revisions): Snapshot {
    const { ports, settings, world } = this;
    return buildSnapshot({
      ...revisions,
      version: ports.version,
      platform: ports.platform,
      app: world.app,
      gathered: this.kept.watched.gathered,
      activity: this.activity,
      keep: this.kept.keep,
      ended: this.kept.ended.all(),
      served: new Set(this.endpoints.profiles()),
      questions: this.questions,
      signIn: this.signIn.view,
      stored: settings.current,
      marks: world.marks.current,
      system: ports.system(),
      isPractice: world.practice !== undefined,
      doctorErrors: this.doctor.errors,
    });
  }
}
