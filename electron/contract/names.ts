/** The verbs of the bridge, by name. `schemas.ts` fails to compile where one is missing there. */
export const VERB_NAMES = [
  'snapshot',
  'switchRole',
  'renewRole',
  'stopRole',
  'stopAll',
  'copyExports',
  'copyCommand',
  'copyRenewingExports',
  'copyUnset',
  'copyDetail',
  'writeRole',
  'previewPlan',
  'readRoleForm',
  'saveRole',
  'addKey',
  'verifyKey',
  'removeKey',
  'rotateKey',
  'finishRotation',
  'openConsole',
  'signIn',
  'cancelSignIn',
  'copyReadyText',
  'previewManage',
  'manageRole',
  'previewUnmanage',
  'unmanageRole',
  'findPlainKeys',
  'adoptKeys',
  'examine',
  'previewFix',
  'applyFix',
  'previewAllFixes',
  'applyAllFixes',
  'walkChain',
  'listChanges',
  'previewUndo',
  'undoChange',
  'copyCatalogue',
  'previewImport',
  'importRoles',
  'unlockBase',
  'forgetMfaSession',
  'answerMfa',
  'dismissMfa',
  'saveSettings',
  'saveNetwork',
  'markRole',
  'markAccount',
  'openPractice',
  'leavePractice',
  'practiceCode',
  'copyPracticeSetUp',
  'useMemoryOnly',
  'retryKeychain',
  'hideWindow',
  'quit',
] as const;

export type VerbName = (typeof VERB_NAMES)[number];

/** The channel of a verb. */
export function verbChannel(name: VerbName): string {
  return `role-valet:${name}`;
}

/** Main pushes a whole snapshot here. */
export const SNAPSHOT_CHANNEL = 'role-valet:snapshot-pushed';

/** Main asks the window to show a screen or a role here. */
export const SHOW_CHANNEL = 'role-valet:show';
