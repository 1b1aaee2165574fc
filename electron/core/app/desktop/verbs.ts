import { isRoleValetError } from '../../../contract/errors.ts';
import type { Verbs } from '../../../contract/verbs.ts';
import { adoptionVerbs } from './adoption-verbs.ts';
import { appVerbs } from './app-verbs.ts';
import { catalogueVerbs } from './catalogue-verbs.ts';
import { changeVerbs } from './change-verbs.ts';
import { consoleVerbs } from './console-verbs.ts';
import { copyVerbs } from './copy-verbs.ts';
import type { Desktop } from './desktop.ts';
import { doctorVerbs } from './doctor-verbs.ts';
import { keyVerbs } from './key-verbs.ts';
import { keychainVerbs } from './keychain-verbs.ts';
import { manageVerbs } from './manage-verbs.ts';
import { mfaVerbs } from './mfa-verbs.ts';
import { networkVerbs } from './network-verbs.ts';
import { profileVerbs } from './profile-verbs.ts';
import { rotationVerbs } from './rotation-verbs.ts';
import { sessionVerbs } from './session-verbs.ts';
import { signInVerbs } from './sign-in-verbs.ts';

/** Verbs that only look: after any other one the first run is over. */
const ONLY_LOOKING: ReadonlySet<keyof Verbs> = new Set([
  'snapshot',
  'previewPlan',
  'readRoleForm',
  'verifyKey',
  'previewManage',
  'previewUnmanage',
  'findPlainKeys',
  'examine',
  'previewFix',
  'previewAllFixes',
  'walkChain',
  'listChanges',
  'previewUndo',
  'previewImport',
  'openPractice',
  'leavePractice',
  'practiceCode',
  'useMemoryOnly',
  'retryKeychain',
  'hideWindow',
  'cancelSignIn',
  'quit',
]);

/** All that the window and the tray can ask for. */
export function desktopVerbs(desktop: Desktop): Verbs {
  const all: Verbs = {
    ...sessionVerbs(desktop),
    ...copyVerbs(desktop),
    ...keyVerbs(desktop),
    ...keychainVerbs(desktop),
    ...rotationVerbs(desktop),
    ...consoleVerbs(desktop),
    ...signInVerbs(desktop),
    ...mfaVerbs(desktop),
    ...networkVerbs(desktop),
    ...profileVerbs(desktop),
    ...manageVerbs(desktop),
    ...adoptionVerbs(desktop),
    ...doctorVerbs(desktop),
    ...changeVerbs(desktop),
    ...catalogueVerbs(desktop),
    ...appVerbs(desktop),
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, verb]) => [
      name,
      ONLY_LOOKING.has(name as keyof Verbs) ? verb : endingFirstRun(desktop, verb),
    ]),
  ) as unknown as Verbs;
}

/** The verb, after whose success the first run is over. */
function endingFirstRun<Verb extends (...parameters: never[]) => Promise<{ ok: boolean }>>(
  desktop: Desktop,
  verb: Verb,
) {
  return async (...parameters: Parameters<Verb>): Promise<{ ok: boolean }> => {
    const result = await verb(...parameters);
    const isOwn = desktop.world.practice === undefined;
    if (result.ok && isOwn && !desktop.settings.current.hasActed) {
      await endFirstRun(desktop);
    }
    return result;
  };
}

/** The verb has done its work, so settings that can't be written are only logged. */
async function endFirstRun(desktop: Desktop): Promise<void> {
  try {
    await desktop.settings.change((stored) => ({ ...stored, hasActed: true }));
    desktop.publish();
  } catch (error) {
    if (!isRoleValetError(error)) {
      throw error;
    }
    desktop.world.app.logger.warn('the first run is not over', { code: error.code });
  }
}
