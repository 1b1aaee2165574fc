import { homedir } from 'node:os';
import { callerWorld } from '../agent/caller-world.ts';
import type { AgentServices, ObtainRequest } from '../agent/services.ts';
import { RoleValetError } from '../contract/errors.ts';
import type { Desktop } from '../core/app/desktop/desktop.ts';
import { obtainShown } from '../core/app/desktop/shown-work.ts';
import { WarmSessions } from '../core/app/desktop/warm-sessions.ts';
import { loadContext } from '../core/app/load-context.ts';
import type { Obtained } from '../core/app/obtain-session.ts';

/** What the command line asks the app for: sessions of the world that is shown. */
export function agentServices(
  desktop: Desktop,
  { version, platform }: { readonly version: string; readonly platform: NodeJS.Platform },
): AgentServices {
  const warm = new WarmSessions(desktop);
  return {
    describe: () => ({
      version,
      ...callerWorld(desktop.world.app.environment, platform, homedir()),
    }),
    obtain: (request) => obtain(desktop, warm, request),
  };
}

/**
 * A question for a code stays open after the caller has gone: whoever answers it then serves the
 * next call, and nobody is asked anew each time that a program gives up and comes back.
 */
async function obtain(
  desktop: Desktop,
  warm: WarmSessions,
  request: ObtainRequest,
): Promise<Obtained> {
  const { profile, origin, region, signal, ...wish } = request;
  const { app } = desktop.world;
  const isPlain = request.requestedSeconds === undefined && region === undefined;
  const known = isPlain ? await warm.find(profile) : undefined;
  if (known !== undefined) {
    return known;
  }
  const context = region === undefined ? await desktop.context() : await loadContext(app, region);
  // Of this moment: the person may change the files while a code is waited for.
  const { facts } = desktop.kept.watched.gathered;
  const work = obtainShown(desktop, context, profile, {
    askedBy: origin,
    ...wish,
    ...(region === undefined ? {} : { region }),
  });
  work.then(
    (obtained) => {
      if (isPlain) warm.keep(profile, obtained, facts);
      // A session that others had made is now this role's own, too.
      desktop.kept.watched.lookUnasked('live');
    },
    (error: unknown) => {
      // The caller is told; this is for whoever looks for the reason later.
      app.logger.info('a caller got no session', { profile, error: String(error) });
    },
  );
  return await Promise.race([work, lateness(desktop, request)]);
}

/** Rejects when the caller's time is over, or nobody waits any more. */
function lateness(desktop: Desktop, { profile, signal, waitMs }: ObtainRequest): Promise<never> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
  return new Promise((_, reject) => {
    over.addEventListener('abort', () => reject(lateError(desktop, profile)), { once: true });
  });
}

/** A code that nobody gave in time is a reason of its own: the caller's user can give it. */
function lateError(desktop: Desktop, profile: string): RoleValetError {
  const { question } = desktop.snapshot;
  return question?.roles.includes(profile) === true
    ? new RoleValetError(
        'MFA_REQUIRED',
        `${profile} needs an MFA code from ${question.serial}, and none was given yet`,
        'Answer the question in the Role Valet window, then run it again.',
      )
    : new RoleValetError(
        'TIME_LIMIT',
        `credentials for ${profile} were not ready in time`,
        'Look at the Role Valet window: the row says what goes on.',
      );
}
