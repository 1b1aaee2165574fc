import type { SessionCredentials } from '../../core/credentials.ts';
import type { ContainerAddress } from '../../core/outputs/env/variables.ts';
import type { Clock, Logger, Random } from '../../core/ports.ts';

/** What an endpoint hands out. */
export interface ContainerCredentials extends SessionCredentials {
  /** Twelve digits, where the account is known. */
  readonly accountId?: string;
}

/** What an endpoint needs. */
export interface ContainerEndpointOptions {
  readonly random: Random;
  /** AWS's time as nearly as it is known: expiries are held against it. */
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /**
   * Gives live credentials and renews them as needed. Must not ask a person: it runs while a program
   * waits. Called at most once at a time, and only once the last answer nears its end.
   */
  readonly credentials: () => Promise<ContainerCredentials>;
  /** What was obtained already, handed out while it lasts. */
  readonly first?: ContainerCredentials;
}

/** A running endpoint. */
export interface ContainerEndpoint extends ContainerAddress {
  /** Ends it at once: open connections are cut. Safe to call twice. */
  close(): Promise<void>;
}
