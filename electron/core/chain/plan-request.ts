import type { SessionNameContext } from './session-name.ts';

/** What is known when a plan is made. */
export interface PlanRequest {
  /** Seconds asked for on the command line. */
  readonly requestedSeconds?: number;
  /** True where the user acts and can be asked for a code. */
  readonly canAsk: boolean;
  /** True where a live MFA session of the base exists. */
  readonly hasMfaSession: boolean;
  /** The longest that a role was found to allow, seconds; undefined where nothing is known. */
  learntMaximum(roleArn: string): number | undefined;
  readonly sessionNameContext: SessionNameContext;
}
