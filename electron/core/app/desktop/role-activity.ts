import type { ErrorValue } from '../../../contract/errors.ts';
import type { AskedBy } from './mfa-broker.ts';

/** What goes on with roles in this run of the app: who is being assumed, and what failed last. */
export class RoleActivity {
  /** Of each role, for whom it is being assumed now. */
  readonly #assuming = new Map<string, readonly AskedBy[]>();
  readonly #failures = new Map<string, ErrorValue>();

  /** Marks a role as being assumed until the returned function is called. */
  begin(profile: string, askedBy: AskedBy): () => void {
    this.#assuming.set(profile, [...(this.#assuming.get(profile) ?? []), askedBy]);
    this.#failures.delete(profile);
    return () => {
      const all = this.#assuming.get(profile) ?? [];
      const left = all.toSpliced(all.indexOf(askedBy), 1);
      if (left.length > 0) {
        this.#assuming.set(profile, left);
      } else {
        this.#assuming.delete(profile);
      }
    };
  }

  fail(profile: string, failure: ErrorValue): void {
    this.#failures.set(profile, failure);
  }

  /** Forgets the failure of one role, or of all: a changed file may have mended them. */
  forgive(profile?: string): void {
    if (profile === undefined) {
      this.#failures.clear();
    } else {
      this.#failures.delete(profile);
    }
  }

  isAssuming(profile: string): boolean {
    return this.#assuming.has(profile);
  }

  /** True where a person waits for the role. */
  hasPerson(profile: string): boolean {
    return this.#assuming.get(profile)?.includes('person') === true;
  }

  /** Profiles that are being assumed now, the first to begin first. */
  assuming(): readonly string[] {
    return [...this.#assuming.keys()];
  }

  failure(profile: string): ErrorValue | undefined {
    return this.#failures.get(profile);
  }

  /** What failed last, by role. */
  failures(): ReadonlyMap<string, ErrorValue> {
    return this.#failures;
  }
}
