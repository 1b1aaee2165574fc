import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';

/** What came of a look at the files that many roles share: a value, or the fault that each of them has. */
export type Outcome<Value> = { readonly value: Value } | { readonly fault: RoleValetError };

/** Does `work` and keeps what it gives, or the error of ours that it throws; other errors pass. */
export function outcomeOf<Value>(work: () => Value): Outcome<Value> {
  try {
    return { value: work() };
  } catch (error) {
    if (isRoleValetError(error)) return { fault: error };
    throw error;
  }
}

/** The value of an outcome. Throws its fault where it has none. */
export function requireValue<Value>(outcome: Outcome<Value>): Value {
  if ('fault' in outcome) throw outcome.fault;
  return outcome.value;
}
