import type { FaultControl } from './faults.ts';
import type { CredentialRegistry } from './issued-session.ts';
import type { MfaCheck } from './mfa-check.ts';
import type { Organisation } from './organisation.ts';

/** What every action of the simulator works on. */
export interface StsState {
  readonly organisation: Organisation;
  readonly registry: CredentialRegistry;
  readonly mfa: MfaCheck;
  readonly faults: FaultControl;
  /** The server's time, epoch milliseconds. */
  now(): number;
}
