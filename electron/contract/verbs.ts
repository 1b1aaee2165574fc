import type { ConsoleWish } from './access.ts';
import type { ReadyText } from './explanation.ts';
import type { Identity, NewKey } from './keys.ts';
import type { Done, Result } from './results.ts';
import type { Colour, PlanView, RoleForm } from './roles.ts';
import type { ExportFormat, NetworkSettings, Settings } from './settings.ts';
import type { ShowRequest } from './show-request.ts';
import type { Snapshot } from './snapshot.ts';
import type {
  AdoptedKeys,
  ChainWalkView,
  ChangeView,
  ExaminationView,
  FixPreview,
  ImportPreview,
  ManagePreview,
  PlainKeysView,
  UndoPreviewView,
} from './surgery.ts';

/**
 * The verbs that the window may send. Each answers with a value; none throws. Where a verb gives
 * CONFIRMATION_REQUIRED, its message is the question, and `confirmed` is how a yes is sent.
 */
export interface Verbs {
  snapshot(): Promise<Result<Snapshot>>;
  switchRole(profile: string, confirmed: boolean): Promise<Result<Done>>;
  /** Makes a new session now, and writes it where the role is written already. */
  renewRole(profile: string): Promise<Result<Done>>;
  stopRole(profile: string): Promise<Result<Done>>;
  stopAll(): Promise<Result<Done>>;
  copyExports(profile: string, format: ExportFormat): Promise<Result<Done>>;
  /** Copies `eval "$(role-valet env ...)"` and the like: no secret at all. */
  copyCommand(profile: string, format: ExportFormat): Promise<Result<Done>>;
  /** Copies a URL and a token instead of a trio: programs that read them are renewed by the app. */
  copyRenewingExports(profile: string, format: ExportFormat): Promise<Result<Done>>;
  copyUnset(format: ExportFormat): Promise<Result<Done>>;
  copyDetail(profile: string, detail: 'accountId' | 'roleArn' | 'target'): Promise<Result<Done>>;
  /** An empty target stands for the role's own. */
  writeRole(profile: string, target: string, confirmed: boolean): Promise<Result<Done>>;
  previewPlan(profile: string): Promise<Result<PlanView>>;
  readRoleForm(profile: string): Promise<Result<RoleForm>>;
  /** `original` is the profile that is edited; empty for a new role. */
  saveRole(form: RoleForm, original: string): Promise<Result<Done>>;
  addKey(key: NewKey): Promise<Result<Done>>;
  verifyKey(profile: string): Promise<Result<Identity>>;
  removeKey(profile: string): Promise<Result<Done>>;
  /** Makes a new key at AWS in the place of this one, or goes on with a rotation that was cut off. */
  rotateKey(profile: string, confirmed: boolean): Promise<Result<Done>>;
  /** Deletes the key at AWS that the last rotation switched off. */
  finishRotation(profile: string, confirmed: boolean): Promise<Result<Done>>;
  /** Opens the AWS console in the browser, signed in as the role. The link never leaves main. */
  openConsole(profile: string, wish: ConsoleWish): Promise<Result<Done>>;
  /** Signs in to what the chain of a profile starts from; ends with the sign-in, however it ends. */
  signIn(profile: string): Promise<Result<Done>>;
  cancelSignIn(): Promise<Result<null>>;
  /** Copies a text of the last `walkChain` of a profile, for who can mend what AWS refused. */
  copyReadyText(profile: string, to: ReadyText['to']): Promise<Result<Done>>;
  previewManage(profile: string): Promise<Result<ManagePreview>>;
  /** `removeSession` as its preview has it: lines of a session that would win go too. */
  manageRole(profile: string, removeSession: boolean, confirmed: boolean): Promise<Result<Done>>;
  previewUnmanage(profile: string): Promise<Result<ManagePreview>>;
  unmanageRole(profile: string): Promise<Result<Done>>;
  /** Long-term keys that stand in the files. Asks nobody. */
  findPlainKeys(): Promise<Result<PlainKeysView>>;
  /** Moves the keys of these profiles into the keychain, once AWS has said whose they are. */
  adoptKeys(profiles: readonly string[]): Promise<Result<AdoptedKeys>>;
  examine(): Promise<Result<ExaminationView>>;
  previewFix(id: string): Promise<Result<FixPreview>>;
  applyFix(id: string): Promise<Result<Done>>;
  previewAllFixes(): Promise<Result<FixPreview>>;
  applyAllFixes(): Promise<Result<Done>>;
  /** Makes the calls of an assume, and asks nobody for a code. */
  walkChain(profile: string): Promise<Result<ChainWalkView>>;
  /** Newest first. */
  listChanges(): Promise<Result<readonly ChangeView[]>>;
  previewUndo(id: string): Promise<Result<UndoPreviewView>>;
  undoChange(id: string): Promise<Result<Done>>;
  /** Copies all roles as JSON for an import, without keys. */
  copyCatalogue(withExternalIds: boolean): Promise<Result<Done>>;
  /** `source` is where roles start from that name none; empty for none. */
  previewImport(text: string, source: string): Promise<Result<ImportPreview>>;
  importRoles(text: string, source: string): Promise<Result<Done>>;
  /** Makes the MFA session of a base ahead of need, so that no role asks for a code for its time. */
  unlockBase(profile: string): Promise<Result<Done>>;
  forgetMfaSession(profile: string): Promise<Result<Done>>;
  answerMfa(question: number, code: string): Promise<Result<null>>;
  dismissMfa(question: number): Promise<Result<null>>;
  saveSettings(changes: Partial<Settings>): Promise<Result<Done>>;
  /** Saves one of both, or both. Root certificates are read first, and refused where there are none. */
  saveNetwork(changes: Partial<NetworkSettings>): Promise<Result<Done>>;
  markRole(
    profile: string,
    marks: { favourite?: boolean; colour?: Colour | null; group?: string },
  ): Promise<Result<null>>;
  markAccount(
    accountId: string,
    marks: { name?: string; colour?: Colour | null },
  ): Promise<Result<null>>;
  openPractice(): Promise<Result<Done>>;
  leavePractice(): Promise<Result<Done>>;
  /** What the practice device shows now, and when the next code comes. */
  practiceCode(): Promise<Result<{ readonly code: string; readonly endsAt: number }>>;
  /** Copies lines for a terminal that is to work in the practice organisation. */
  copyPracticeSetUp(): Promise<Result<Done>>;
  /** Goes on without a keychain: nothing is kept after this run. */
  useMemoryOnly(): Promise<Result<Done>>;
  /** Looks for the keychain again. */
  retryKeychain(): Promise<Result<Done>>;
  hideWindow(): Promise<Result<null>>;
  quit(): Promise<Result<null>>;
}

/** `window.roleValet`. */
export interface Bridge extends Verbs {
  /** Calls `listener` with every snapshot from now on; gives the function that ends it. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onShow(listener: (request: ShowRequest) => void): () => void;
}
