/** What verbs answer, as types alone. */

/** A failure as it crosses the bridge: a code of the closed list, what happened, and the next step. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Errors cross the bridge as values: Electron drops all but the message of a thrown one. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

/** What a verb did, in sentences for the user; the snapshot tells the rest. */
export interface Done {
  readonly message: string;
  readonly notices: readonly string[];
}
