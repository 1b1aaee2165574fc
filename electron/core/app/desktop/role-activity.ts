import type { ErrorValue } from '../../../contract/errors.ts';

/** What goes on with roles in this run of the app: who is being assumed, and what failed last. */
export class RoleActivity {
  readonly #assuming = new Map<string, number>();
  readonly #failures = new Map<string, ErrorValue>();

  /** Marks a role as being assumed until the returned function is called. */
  begin(profile: string): () => void {
    this.#assuming.set(profile, (this.#assuming.get(profile) ?? 0) + 1);
    this.#failures.delete(profile);
    return () => {
      const left = (this.#assuming.get(profile) ?? 1) - 1;
      if (left > 0) {
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

  /** Profiles that are being assumed now, the first to begin first. */
  assuming(): readonly string[] {
    return [...this.#assuming.keys()];
  }

  failure(profile: string): ErrorValue | undefined {
    return this.#failures.get(profile);
  }
}
