/**
 * Longest time an AWS tool is kept waiting by `credential-process`, milliseconds. Neither botocore nor
 * the JavaScript SDK has a time limit of its own, so a hung helper would hang the user's tool.
 */
export const CREDENTIAL_PROCESS_LIMIT_MS = 45_000;

/** One note for a person who wonders why the running app doesn't know of this session. */
export function selfNote(reason: string): string {
  return `note: Role Valet is running, but ${reason}: this command does the work itself`;
}
