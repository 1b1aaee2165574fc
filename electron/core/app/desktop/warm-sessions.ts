import { RENEWAL_MARGIN_MS } from '../app.ts';
import type { Obtained } from '../obtain-session.ts';
import { serverTime } from '../server-time.ts';
import type { Desktop } from './desktop.ts';
import type { Gathered } from './gather.ts';

interface Warm {
  readonly obtained: Obtained;
  /** The facts that it was made by: other files or keys make other facts. */
  readonly facts: Gathered['facts'];
}

/**
 * Sessions that AWS tools were given, to be given again without a question to the keychain: each AWS
 * call of a user may start a `credential-process`, and every millisecond of it is the user's. A
 * session is given again only while files and keys are the same, it is still kept (not stopped, by
 * whichever process), and 15 minutes are left.
 */
export class WarmSessions {
  readonly #desktop: Desktop;
  readonly #warm = new Map<string, Warm>();

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  /** The session to give again, if all of that holds. Throws what reading the files throws. */
  async find(profile: string): Promise<Obtained | undefined> {
    const warm = this.#warm.get(profile);
    if (warm === undefined) {
      return undefined;
    }
    const { app } = this.#desktop.world;
    // The context notices files that changed. All three read files, so they do it side by side.
    const [, now, kept] = await Promise.all([
      this.#desktop.context(),
      serverTime(app),
      app.sessions.live(0),
    ]);
    const { session } = warm.obtained;
    const isSame = warm.facts === this.#desktop.kept.watched.gathered.facts;
    const isLong = session.credentials.expiration - now > RENEWAL_MARGIN_MS;
    const isKept = kept.some(
      ({ identity, credentials }) =>
        identity === session.identity &&
        credentials.accessKeyId === session.credentials.accessKeyId,
    );
    if (!isSame || !isLong || !isKept) {
      this.#warm.delete(profile);
      return undefined;
    }
    return { ...warm.obtained, reused: true, now };
  }

  /** `facts` are those of the context that the session was made from. */
  keep(profile: string, obtained: Obtained, facts: Gathered['facts']): void {
    this.#warm.set(profile, { obtained, facts });
  }
}
