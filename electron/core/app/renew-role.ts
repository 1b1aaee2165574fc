import { isRoleValetError, type RoleValetError } from '../../contract/errors.ts';
import { type OwnedTarget, ownedTargets } from '../outputs/credentials-file/ownership.ts';
import type { App, SessionWish } from './app.ts';
import type { LoadedContext } from './load-context.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';
import { stopRole } from './stop-role.ts';
import { type WrittenRole, writeRole } from './write-role.ts';

/** What a renewal did. */
export interface RenewedRole {
  readonly obtained: Obtained;
  /** For the look back at what was written. */
  readonly written: readonly WrittenRole[];
  /** Why some of the role's targets were not written; the others were. */
  readonly problems: readonly RoleValetError[];
  /** True where the role was stopped meanwhile: then nothing of it lives. */
  readonly wasStopped: boolean;
}

/**
 * Makes a new session for a role where the old one has less life left than is handed out, and writes
 * it wherever the role is written and still owns the section. A role that was stopped meanwhile, by
 * whichever process, stays stopped.
 *
 * Throws whatever stands in the way of a session, and what keeps every target from being written.
 */
export async function renewRole(
  app: App,
  context: LoadedContext,
  profile: string,
  wish: Pick<SessionWish, 'prompt'>,
): Promise<RenewedRole> {
  const before = await targetsOf(app, profile);
  const obtained = await obtainSession(app, context, profile, { ...wish, isRenewal: true });
  const targets = await targetsOf(app, profile);
  if (before.length > 0 && targets.length === 0) {
    await stopRole(app, context, profile);
    return { obtained, written: [], problems: [], wasStopped: true };
  }
  const { accessKeyId } = obtained.session.credentials;
  const written: WrittenRole[] = [];
  const problems: RoleValetError[] = [];
  for (const { target } of targets.filter((owned) => owned.accessKeyId !== accessKeyId)) {
    try {
      written.push(await writeRole(app, context, obtained, renewalPlan(target)));
    } catch (error) {
      if (!isRoleValetError(error)) {
        throw error;
      }
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first !== undefined && problems.length === targets.length) {
    throw first;
  }
  return { obtained, written, problems, wasStopped: false };
}

/** Targets of the role in the credentials file that this app works on. */
async function targetsOf(app: App, profile: string): Promise<readonly OwnedTarget[]> {
  const { realPath } = await app.files.read(app.credentialsPath);
  return (await ownedTargets(app)).filter(
    ({ role, credentialsPath }) => role === profile && credentialsPath === realPath,
  );
}

function renewalPlan(target: string) {
  return { target, startsFromIt: [], lostSettings: [], isRenewal: true };
}
