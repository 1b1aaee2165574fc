import { isRoleValetError, type RoleValetError } from '../../../contract/errors.ts';
import { type RenewedRole, renewRole } from '../renew-role.ts';
import { EndingSoon } from '../renewal/ending-soon.ts';
import { KeepAlive, type Trouble } from '../renewal/keep-alive.ts';
import { keptLives } from '../renewal/kept-lives.ts';
import type { TroubledRole } from '../renewal/trouble-notices.ts';
import { stopRole } from '../stop-role.ts';
import { basesOpenUntil } from './bases-open-until.ts';
import { EndedSessions } from './ended-sessions.ts';
import type { Gathered } from './gather.ts';
import type { DesktopPorts } from './ports.ts';
import { WatchedWorld } from './watched-world.ts';
import type { World } from './world.ts';

/** What a kept world tells whoever shows it. */
export interface KeptWorldListener {
  /** After each look: what is known now, and who ended by themselves since the one before. */
  onLook(before: Gathered, after: Gathered, ended: readonly string[]): void;
  /** Renewals began, ended or failed. */
  onChange(): void;
  /** A renewal left something to tell: one target of several taken over, say. */
  onProblem(profile: string, problem: RoleValetError): void;
  /** Sessions that nothing renews end soon. */
  onEndingSoon(profiles: readonly string[]): void;
  /** It is kept alive no longer. */
  onClose(): void;
  /** How long before the end of a session that is told, milliseconds. */
  leadMs(): number;
  /** Roles that programs fetch from a URL of the app. */
  served(): ReadonlySet<string>;
}

/** So many renewals side by side: AWS throttles calls, and each writes files. */
const MOST_AT_ONCE = 8;

/** A world whose sessions are kept alive: renewed in time, tried again, and told of where that fails. */
export class KeptWorld {
  readonly keep: KeepAlive;
  readonly ended = new EndedSessions();
  readonly #soon = new EndingSoon();
  readonly #listener: KeptWorldListener;
  #watched: WatchedWorld | undefined;
  #isClosed = false;
  readonly #renewals = new Set<Promise<void>>();
  readonly #afterwards = new Set<Promise<void>>();
  /**
   * Until when the base's MFA session lasted when a role was last tried. One that did not help, since
   * it has no minute left, say, must not be tried again and again: only a newer one is news.
   */
  readonly #triedWith = new Map<string, number>();

  private constructor(ports: DesktopPorts, listener: KeptWorldListener) {
    this.#listener = listener;
    this.keep = new KeepAlive(() => ports.random());
  }

  /** Takes the first look and keeps alive from then on what it finds. */
  static async open(
    ports: DesktopPorts,
    world: World,
    listener: KeptWorldListener,
  ): Promise<KeptWorld> {
    const kept = new KeptWorld(ports, listener);
    kept.#watched = await WatchedWorld.open(ports, world, {
      onLook: (before, after) => kept.#onLook(before, after),
      nextAt: (gathered) => kept.#nextAt(gathered),
    });
    kept.#observe(kept.watched.gathered);
    kept.watched.setTimer();
    return kept;
  }

  get watched(): WatchedWorld {
    if (this.#watched === undefined) {
      throw new TypeError('the world is not open yet');
    }
    return this.#watched;
  }

  /** Roles that can't be renewed, for notices. */
  troubled(): readonly TroubledRole[] {
    const facts = new Map(this.watched.gathered.facts.map((role) => [role.profile, role]));
    return this.keep.troubles().map(([profile, trouble]) => {
      const { mfaSerial, base, signIn } = facts.get(profile) ?? {};
      return { profile, trouble, mfaSerial, base, ...(signIn === undefined ? {} : { signIn }) };
    });
  }

  /** Tries again what may pass now: after sleep, an unlock, or a changed file. */
  retry(matches: (trouble: Trouble, profile: string) => boolean): void {
    const now = this.#now();
    if (this.keep.retry((profile, trouble) => matches(trouble, profile), now)) {
      this.#runDue(now);
    }
  }

  /** The user stopped the role. */
  forget(profile: string): void {
    this.ended.forget(profile);
    this.keep.forget(profile);
  }

  /** The user renewed the role, maybe while it renewed itself. */
  forgive(profile: string): void {
    this.ended.forget(profile);
    this.keep.forgive(profile);
  }

  /** Resolves once no look and no renewal is under way. */
  async settled(): Promise<void> {
    await this.watched.settled();
    while (this.#renewals.size + this.#afterwards.size > 0) {
      await Promise.all([...this.#renewals, ...this.#afterwards]);
      await this.watched.settled();
    }
  }

  /** Work that nobody waits for, but that a quit must not cut off: what fails is only logged. */
  afterwards(what: string, work: Promise<unknown>): void {
    const done = work
      .then(() => undefined)
      .catch((error: unknown) => {
        this.watched.world.app.logger.warn(`${what} failed`, { error: String(error) });
      })
      .finally(() => this.#afterwards.delete(done));
    this.#afterwards.add(done);
  }

  /** Ends watches and timers; what AWS is asked already is waited for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.watched.close();
    this.#listener.onClose();
    await this.settled();
  }

  #onLook(before: Gathered, after: Gathered): void {
    const { now } = after.live;
    this.#observe(after);
    if (after.facts !== before.facts) {
      this.keep.retry((_, { kind }) => kind === 'fix', now);
    }
    const openUntil = basesOpenUntil(after);
    this.keep.retry(
      (profile, { kind }) =>
        kind === 'ask' && openUntil(profile) > (this.#triedWith.get(profile) ?? 0),
      now,
    );
    const ended = this.ended.compare(before.live, after.live);
    this.#listener.onLook(before, after, ended);
    const soon = this.#soon.take(after.live, this.#listener.leadMs(), (profile) =>
      this.#isRenewed(profile),
    );
    if (soon.length > 0) {
      this.#listener.onEndingSoon(soon);
    }
    this.#runDue(now);
  }

  #observe({ live }: Gathered): void {
    const { alive, expired } = keptLives(live, this.#listener.served());
    this.keep.observe(alive, expired, live.now);
  }

  #nextAt({ live }: Gathered): number | undefined {
    const times = [
      this.#renewals.size < MOST_AT_ONCE ? this.keep.nextAt() : undefined,
      this.#soon.nextAt(live, this.#listener.leadMs(), (profile) => this.#isRenewed(profile)),
    ].filter((at) => at !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #isRenewed(profile: string): boolean {
    return this.keep.has(profile) && this.keep.trouble(profile) === undefined;
  }

  #runDue(now: number): void {
    if (this.#isClosed) {
      return;
    }
    for (const profile of this.keep.due(now).slice(0, MOST_AT_ONCE - this.#renewals.size)) {
      this.keep.began(profile);
      const renewal = this.#renew(profile)
        .catch((error: unknown) => {
          const { logger } = this.watched.world.app;
          logger.error('a renewal broke', { profile, error: String(error) });
        })
        .finally(() => this.#renewals.delete(renewal))
        .then(() => this.#runDue(this.#now()));
      this.#renewals.add(renewal);
    }
  }

  async #renew(profile: string): Promise<void> {
    const { app } = this.watched.world;
    this.#triedWith.set(profile, basesOpenUntil(this.watched.gathered)(profile));
    this.#listener.onChange();
    try {
      const context = await this.watched.context();
      const renewed = await renewRole(app, context, profile, {});
      if (!this.keep.has(profile) && !renewed.wasStopped) {
        // Stopped while AWS was asked: what came of it must not live on.
        await stopRole(app, context, profile);
      }
      this.#take(profile, renewed);
    } catch (error) {
      const problem = this.#asProblem(profile, error);
      const kind = this.keep.failed(profile, problem.toValue(), this.#now());
      app.logger.warn('a role was not renewed', { profile, code: problem.code, kind });
      if (kind === 'stop') {
        this.#listener.onProblem(profile, problem);
      }
    }
    this.#listener.onChange();
    await this.watched.look('live');
  }

  #take(profile: string, { obtained, written, problems, wasStopped }: RenewedRole): void {
    const { app } = this.watched.world;
    if (wasStopped) {
      this.keep.forget(profile);
      return;
    }
    const { credentials, createdAt } = obtained.session;
    const lifeSeconds = Math.max(1, Math.round((credentials.expiration - createdAt) / 1000));
    this.keep.renewed(profile, { expiresAt: credentials.expiration, lifeSeconds }, obtained.now);
    app.logger.info('role renewed', { profile, targets: written.length });
    for (const problem of problems) {
      this.#listener.onProblem(profile, problem);
    }
    for (const { lookBack } of written) {
      this.afterwards('a look back', lookBack());
    }
  }

  #asProblem(profile: string, error: unknown): RoleValetError {
    if (isRoleValetError(error)) {
      return error;
    }
    this.keep.forget(profile);
    throw error;
  }

  /** AWS's time, epoch milliseconds. The last look's is older: by that one, what is due now is not. */
  #now(): number {
    const { world, gathered } = this.watched;
    return world.app.clock.now() + gathered.live.clockOffsetMs;
  }
}
