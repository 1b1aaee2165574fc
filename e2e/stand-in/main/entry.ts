const entry = Promise.withResolvers<void>();

/** Resolves once main's script has run to its end. */
export const entryRun: Promise<void> = entry.promise;

/** To be called once, when it has. */
export function entryHasRun(): void {
  entry.resolve();
}
