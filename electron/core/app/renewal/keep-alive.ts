import type { ErrorValue } from '../../../contract/errors.ts';
import { type Life, renewalDue, retryDelay } from './renewal-times.ts';
import { type RetryClass, retryClass } from './retry-class.ts';

/** Why a role could not be renewed at the last try. */
export interface Trouble {
  readonly kind: Exclude<RetryClass, 'stop'>;
  readonly failure: ErrorValue;
}

interface Kept {
  life: Life;
  failures: number;
  /** Epoch milliseconds by AWS's clock; undefined while nothing but a change can help. */
  nextAt: number | undefined;
  trouble: Trouble | undefined;
  isRunning: boolean;
}

/**
 * The roles that the app keeps alive: those written to a target that is still ours, and those served
 * from a URL. It knows when each is due and why one could not be renewed; it makes no call itself.
 *
 * A role whose session ended while it could not be renewed (asleep, offline, no code) stays here, so
 * that it is renewed as soon as that is possible again. One that was stopped, here or on the command
 * line, does not.
 */
export class KeepAlive {
  readonly #random: () => number;
  readonly #kept = new Map<string, Kept>();

  /** `random` gives numbers from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Takes over what a look found at `now` (AWS's clock): `alive` are the roles to keep with their
   * lives, `expired` those whose target is still ours but of no more use.
   */
  observe(alive: ReadonlyMap<string, Life>, expired: ReadonlySet<string>, now: number): void {
    for (const [profile, life] of alive) {
      this.#see(profile, life, now);
    }
    for (const [profile, kept] of this.#kept) {
      const isGone = !alive.has(profile) && !expired.has(profile) && !kept.isRunning;
      if (isGone) {
        this.#kept.delete(profile);
      }
    }
  }

  /** Roles to be renewed at `now`, the most urgent first. */
  due(now: number): readonly string[] {
    return [...this.#kept]
      .filter(([, { nextAt, isRunning }]) => !isRunning && nextAt !== undefined && nextAt <= now)
      .sort(([, one], [, other]) => one.life.expiresAt - other.life.expiresAt)
      .map(([profile]) => profile);
  }

  /** When the next one is due, epoch milliseconds by AWS's clock. */
  nextAt(): number | undefined {
    const times = [...this.#kept.values()]
      .filter(({ isRunning }) => !isRunning)
      .flatMap(({ nextAt }) => (nextAt === undefined ? [] : [nextAt]));
    return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
  }

  began(profile: string): void {
    const kept = this.#kept.get(profile);
    if (kept !== undefined) {
      kept.isRunning = true;
    }
  }

  /** The new session lasts until `life` says. */
  renewed(profile: string, life: Life, now: number): void {
    const kept = this.#kept.get(profile);
    if (kept !== undefined) {
      this.#kept.set(profile, this.#fresh(life, now));
    }
  }

  /** Gives what the failure calls for. After `stop` the role is no longer kept. */
  failed(profile: string, failure: ErrorValue, now: number): RetryClass {
    const kind = retryClass(failure.code);
    const kept = this.#kept.get(profile);
    if (kept === undefined) {
      return kind;
    }
    if (kind === 'stop') {
      this.#kept.delete(profile);
      return kind;
    }
    kept.isRunning = false;
    kept.failures += 1;
    kept.trouble = { kind, failure };
    kept.nextAt =
      kind === 'retry'
        ? now + retryDelay(kept.failures, kept.life.expiresAt - now, this.#random())
        : undefined;
    return kind;
  }

  /**
   * Something changed that may have helped: roles whose trouble `matches` are due at once. Gives
   * whether there are any.
   */
  retry(matches: (profile: string, trouble: Trouble) => boolean, now: number): boolean {
    let isAny = false;
    for (const [profile, kept] of this.#kept) {
      if (kept.trouble !== undefined && !kept.isRunning && matches(profile, kept.trouble)) {
        kept.nextAt = now;
        isAny = true;
      }
    }
    return isAny;
  }

  /** No longer to be kept: it was stopped. */
  forget(profile: string): void {
    this.#kept.delete(profile);
  }

  /**
   * A person renewed it: what went wrong before counts no more, and the next look takes it up anew. A
   * renewal that is under way stays known, since one that is not is taken for stopped.
   */
  forgive(profile: string): void {
    if (!this.isRunning(profile)) {
      this.#kept.delete(profile);
    }
  }

  has(profile: string): boolean {
    return this.#kept.has(profile);
  }

  isRunning(profile: string): boolean {
    return this.#kept.get(profile)?.isRunning === true;
  }

  trouble(profile: string): Trouble | undefined {
    return this.#kept.get(profile)?.trouble;
  }

  /** Troubles by role, for notices. */
  troubles(): readonly (readonly [profile: string, trouble: Trouble])[] {
    return [...this.#kept].flatMap(([profile, { trouble }]) =>
      trouble === undefined ? [] : [[profile, trouble] as const],
    );
  }

  /** A session that lasts longer than the known one was made by somebody: then nothing is wrong. */
  #see(profile: string, life: Life, now: number): void {
    const kept = this.#kept.get(profile);
    if (kept === undefined) {
      this.#kept.set(profile, this.#fresh(life, now));
    } else if (life.expiresAt !== kept.life.expiresAt && !kept.isRunning) {
      const isNewer = life.expiresAt > kept.life.expiresAt;
      this.#kept.set(profile, isNewer ? this.#fresh(life, now) : { ...kept, life });
    }
  }

  #fresh(life: Life, now: number): Kept {
    return {
      life,
      failures: 0,
      // What comes with too little life already is not asked for again in the same instant.
      nextAt: Math.max(
        renewalDue(life, this.#random()),
        now + Math.min(1_000, life.lifeSeconds * 250),
      ),
      trouble: undefined,
      isRunning: false,
    };
  }
}
