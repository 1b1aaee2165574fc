import type { Obtained } from '../core/app/obtain-session.ts';
import type { CallerWorld } from './protocol.ts';

/** What the agent needs of the app that runs it. */
export interface AgentServices {
  /**
   * The world that the app works on now, without a secret: as `callerWorld` reads it from that world's
   * variables.
   */
  describe(): CallerWorld & { version: string };
  /**
   * A live session for a profile known by its exact name, as `obtainSession` gives it. Ends within
   * `waitMs` (where a code is needed and none came: MFA_REQUIRED), and when `signal` fires, since
   * then nobody waits any more.
   */
  obtain(request: ObtainRequest): Promise<Obtained>;
}

export interface ObtainRequest {
  readonly profile: string;
  readonly requestedSeconds?: number;
  readonly region?: string;
  readonly mfaCode?: string;
  /** `person`: somebody typed a command, the window may come up; `program`: an AWS tool asks. */
  readonly origin: 'person' | 'program';
  readonly waitMs: number;
  readonly signal: AbortSignal;
}
