import type { OwnedTarget } from '../outputs/credentials-file/ownership.ts';
import { type TargetState, targetStates } from '../outputs/credentials-file/target-states.ts';
import type { StoredSession } from '../sessions/types.ts';
import type { App } from './app.ts';
import { atServerTime, serverTime } from './server-time.ts';

/** A live session without its secrets. */
export interface StatusSession
  extends Pick<
    StoredSession,
    'profile' | 'kind' | 'source' | 'asked' | 'assumedRoleArn' | 'durationSeconds'
  > {
  readonly accessKeyId: string;
  /** Epoch milliseconds by the server's clock. */
  readonly expiration: number;
}

/** What is live, and what is written where. */
export interface Status {
  readonly sessions: readonly StatusSession[];
  readonly targets: readonly (OwnedTarget & { readonly state: TargetState })[];
  /** Time by AWS's clock, epoch milliseconds. */
  readonly now: number;
  /** AWS's clock minus ours, milliseconds. */
  readonly clockOffsetMs: number;
}

/** Live sessions, longest life last, and every owned target. Throws the KEYCHAIN_ errors. */
export async function readStatus(app: App): Promise<Status> {
  const now = await serverTime(app);
  const live = await app.sessions.live(now);
  return {
    sessions: live
      .map(({ profile, kind, source, asked, assumedRoleArn, durationSeconds, credentials }) => ({
        profile,
        kind,
        durationSeconds,
        asked: asked === true,
        accessKeyId: credentials.accessKeyId,
        expiration: credentials.expiration,
        ...(source === undefined ? {} : { source }),
        ...(assumedRoleArn === undefined ? {} : { assumedRoleArn }),
      }))
      .sort((a, b) => a.expiration - b.expiration),
    targets: await targetStates(atServerTime(app, now)),
    now,
    clockOffsetMs: now - app.clock.now(),
  };
}
