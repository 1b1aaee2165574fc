import type { Random } from '../core/ports.ts';
import type { AccessKeys } from './access-keys.ts';
import type { Caller } from './caller.ts';
import type { FaultState } from './faults.ts';
import type { MfaCheck } from './mfa.ts';
import type { Organisation } from './organisation.ts';
import type { SessionStore } from './sessions.ts';
import type { Parameters } from './wire/parameters.ts';

/** All that the actions work on. */
export interface StsState {
  readonly organisation: Organisation;
  readonly random: Random;
  readonly faults: FaultState;
  readonly sessions: SessionStore;
  /** Long-term keys, which calls of IAM change. */
  readonly keys: AccessKeys;
  readonly mfa: MfaCheck;
  /** The server's time, epoch milliseconds: the machine's plus the ordered offset. */
  now(): number;
  /** The text behind an encoded authorization message, or undefined for an unknown one. */
  decodeMessage(encoded: string): string | undefined;
}

/** One call that passed authentication. */
export interface ActionCall {
  readonly caller: Caller;
  readonly parameters: Parameters;
  readonly state: StsState;
}
