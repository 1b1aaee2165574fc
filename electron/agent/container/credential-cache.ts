import { isRoleValetError } from '../../contract/errors.ts';
import { RENEWAL_MARGIN_MS } from '../../core/app/app.ts';
import type { ContainerCredentials, ContainerEndpointOptions } from './types.ts';

/** Least life of a trio that is handed out though it could not be renewed, milliseconds. */
const LEAST_LEFT_MS = 60_000;

/** AWS SDK for JavaScript gives up a request after 1,000 ms, botocore after 2,000. */
const ANSWER_WITHIN_MS = 800;

/**
 * How long a failure is remembered. A client that was told to come back while the work went on comes
 * a second later: it must find how that ended, or it would never learn the reason.
 */
const FAILURE_COUNTS_MS = 3_000;

/** What a request gets. */
export type CacheAnswer =
  | { readonly kind: 'credentials'; readonly credentials: ContainerCredentials }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The work goes on, and a request in a second will find it done. */
  | { readonly kind: 'busy' };

/** What a cache needs of its endpoint's options. */
type CredentialCacheOptions = Pick<
  ContainerEndpointOptions,
  'clock' | 'logger' | 'credentials' | 'first'
>;

interface Kept {
  readonly credentials: ContainerCredentials;
  /** Epoch milliseconds until which it is handed out without another look. */
  readonly freshUntil: number;
}

/**
 * The last trio of one endpoint. SDKs wait a second or two and then fail, so a request gets what is
 * there, or what comes within 800 ms. Near the end of a trio's life one renewal runs, whoever asks;
 * an expired trio is never given.
 */
export class CredentialCache {
  readonly #options: CredentialCacheOptions;
  #kept: Kept | undefined;
  #failure: { readonly error: unknown; readonly at: number } | undefined;
  #flight: Promise<void> | undefined;

  constructor(options: CredentialCacheOptions) {
    this.#options = options;
    const { first, clock } = options;
    this.#kept = first === undefined ? undefined : keptFrom(first, clock.now());
  }

  /** Never rejects: a failure is an answer. */
  async answer(): Promise<CacheAnswer> {
    const now = this.#options.clock.now();
    if (this.#kept !== undefined && now < this.#kept.freshUntil) {
      return { kind: 'credentials', credentials: this.#kept.credentials };
    }
    if (this.#failure !== undefined && Math.abs(now - this.#failure.at) < FAILURE_COUNTS_MS) {
      return this.#lastOr({ kind: 'failed', error: this.#failure.error });
    }
    const before = this.#kept;
    this.#flight ??= this.#renew().finally(() => {
      this.#flight = undefined;
    });
    if (!(await isDoneWithin(this.#flight, ANSWER_WITHIN_MS))) {
      return this.#lastOr({ kind: 'busy' });
    }
    const made = this.#kept;
    if (made !== undefined && made !== before && this.#left(made) > 0) {
      return { kind: 'credentials', credentials: made.credentials };
    }
    return this.#lastOr({ kind: 'failed', error: this.#failure?.error });
  }

  async #renew(): Promise<void> {
    try {
      const credentials = await this.#options.credentials();
      const now = this.#options.clock.now();
      this.#kept = keptFrom(credentials, now);
      this.#failure =
        credentials.expiration > now
          ? undefined
          : { error: new Error('expired on arrival'), at: now };
    } catch (error) {
      const code = isRoleValetError(error) ? error.code : 'INTERNAL';
      this.#options.logger.warn('container credentials could not be renewed', {
        code,
        error: String(error),
      });
      this.#failure = { error, at: this.#options.clock.now() };
    }
  }

  #lastOr(answer: CacheAnswer): CacheAnswer {
    const kept = this.#kept;
    return kept !== undefined && this.#left(kept) > LEAST_LEFT_MS
      ? { kind: 'credentials', credentials: kept.credentials }
      : answer;
  }

  #left({ credentials }: Kept): number {
    return credentials.expiration - this.#options.clock.now();
  }
}

/** botocore asks anew at 15 minutes left, so that is when we do; of a shorter life, at half of it. */
function keptFrom(credentials: ContainerCredentials, now: number): Kept {
  const left = credentials.expiration - now;
  const margin = left > RENEWAL_MARGIN_MS ? RENEWAL_MARGIN_MS : left / 2;
  return { credentials, freshUntil: credentials.expiration - margin };
}

async function isDoneWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true as const), limit]);
  } finally {
    clearTimeout(timer);
  }
}
