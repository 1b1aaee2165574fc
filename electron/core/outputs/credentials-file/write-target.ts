import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { SharedConfig } from '../../aws-config/types.ts';
import type { SessionCredentials } from '../../credentials.ts';
import { commitEdit } from './commit-edit.ts';
import type { CredentialsFileContext } from './context.ts';
import { knownLength, ownedTargets } from './ownership.ts';
import { planEdit } from './plan-edit.ts';
import { settledRead } from './settled-read.ts';
import { checkTarget } from './target-rules.ts';
import type { WrittenVersion } from './written-version.ts';

/** A session to write into the credentials file. */
export interface WriteTargetRequest {
  readonly config: SharedConfig;
  readonly credentialsPath: string;
  readonly target: string;
  readonly role: string;
  readonly credentials: SessionCredentials;
  /** The role's region, else the first source's that has one. */
  readonly region?: string | undefined;
  /** True where the user agreed that roles which start from `default` will start from the session. */
  readonly confirmedDefaultSource?: boolean | undefined;
  /**
   * True where the app renews by itself: then the section must still be ours. An explicit write may
   * replace another program's *temporary* credentials, which the journal keeps, with a notice.
   */
  readonly isRenewal?: boolean | undefined;
}

/** What a write did. */
export interface WriteTargetResult {
  readonly target: string;
  /** Behind all links. */
  readonly credentialsPath: string;
  /** True where the section did not exist before. */
  readonly created: boolean;
  /** The role whose session stood there until now, where it was another one of ours. */
  readonly previousOwner?: string;
  /** One line each, for the user. */
  readonly notices: readonly string[];
  /** For `putBackDropped`. Never leaves the process. */
  readonly version: WrittenVersion;
}

/** More rounds than a busy script of `aws configure set` needs; each waits for a settled read. */
const MOST_ATTEMPTS = 20;

/**
 * Writes a session into one section of the credentials file and records the role as its owner. All
 * other bytes of the file stay. Throws TARGET_REFUSED, LONG_TERM_KEY_IN_TARGET or
 * CONFIRMATION_REQUIRED by the rules of `checkTarget`; TARGET_TAKEN_OVER where a renewal finds that
 * the section is no longer ours; EDIT_REFUSED, FILE_UNSTABLE or FILE_CHANGED where the file cannot
 * be edited safely; VALUE_UNREPRESENTABLE; LOCK_TIMEOUT; FILE_UNREADABLE, FILE_UNWRITABLE, DISK_FULL.
 */
export async function writeTarget(
  context: CredentialsFileContext,
  request: WriteTargetRequest,
): Promise<WriteTargetResult> {
  if (request.isRenewal !== true) {
    const { needsConfirmation } = checkTarget(request.config, request.target, request.role);
    if (needsConfirmation !== undefined && request.confirmedDefaultSource !== true) {
      throw unconfirmed(needsConfirmation.roles);
    }
  }
  return await context.locks.withFileLock(request.credentialsPath, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await writeOnce(context, request);
      } catch (error) {
        if (!isRoleValetError(error, 'FILE_CHANGED') || attempt >= MOST_ATTEMPTS) throw error;
      }
    }
  });
}

/** One round. Throws FILE_CHANGED where another program changed the file meanwhile. */
async function writeOnce(
  context: CredentialsFileContext,
  request: WriteTargetRequest,
): Promise<WriteTargetResult> {
  const targets = ownedTargets(context);
  const [all, state] = await Promise.all([
    targets,
    settledRead(context, request.credentialsPath, async (realPath) =>
      knownLength(await targets, realPath),
    ),
  ]);
  const owned = all.find(
    (other) => other.target === request.target && other.credentialsPath === state.realPath,
  );
  const plan = await planEdit(context, request, state, owned);
  const notices = await commitEdit(context, state, plan);
  return {
    target: request.target,
    credentialsPath: state.realPath,
    created: plan.created,
    ...(plan.previousOwner === undefined ? {} : { previousOwner: plan.previousOwner }),
    notices: [...plan.notices, ...notices],
    version: plan.version,
  };
}

function unconfirmed(roles: readonly string[]): RoleValetError {
  return new RoleValetError(
    'CONFIRMATION_REQUIRED',
    `Roles start from "default" and would then start from the written session: ${roles.join(', ')}`,
    'Agree to it when asked (or with --yes), or choose another target',
  );
}
