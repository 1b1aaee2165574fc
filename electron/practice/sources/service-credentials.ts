import type { SessionCredentials } from '../../core/credentials.ts';
import type { Clock } from '../../core/ports.ts';

/**
 * Credentials that a service keeps for its clients and replaces ahead of their end: an EC2 instance
 * and an ECS task see the same ones at every request until then.
 */
export interface KeptCredentials {
  current(): SessionCredentials;
  /** The next request gets new ones. */
  drop(): void;
}

/** How long before their end new ones are made, milliseconds: AWS promises at least five minutes. */
const AHEAD = 15 * 60_000;

/** Keeps what `issue` gives. Those that live shorter than the time ahead are new at each request. */
export function keepCredentials(clock: Clock, issue: () => SessionCredentials): KeptCredentials {
  let kept: SessionCredentials | undefined;
  return {
    current() {
      if (kept === undefined || kept.expiration - clock.now() <= AHEAD) {
        kept = issue();
      }
      return kept;
    },
    drop() {
      kept = undefined;
    },
  };
}

/** An instant as AWS's services write it: whole seconds, UTC. */
export function instantText(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
