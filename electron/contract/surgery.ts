/**
 * What the window shows about changes of the AWS files. Diffs are in the form of `diff -u`, made in
 * main with secrets hidden and key ids shortened: no content of a file comes in another way.
 */
import type { Explanation } from './explanation.ts';
import type { Done, Failure } from './results.ts';

/** A line of one of the files. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
}

/** What managing a profile would change, or taking that back. */
export interface ManagePreview {
  /** Empty where nothing would change. */
  readonly diff: string;
  readonly notices: readonly string[];
  /** Who gets something else from then on; only for `default`. */
  readonly affected: readonly string[];
  /** True where a session in the credentials file would win and so is removed too, as the diff shows. */
  readonly removesSession: boolean;
}

/** A long-term key that stands in a file: never its secret. */
export interface PlainKeyView {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly places: readonly FilePlace[];
  /** The very same key is in the keychain already: only the lines go. */
  readonly isStored: boolean;
  /** Roles that other tools can't assume afterwards, until the profile is managed. */
  readonly strandedRoles: readonly string[];
}

/** A key, or a part of one, that can't be moved as it stands. */
export interface LeftKeyView {
  readonly profile: string;
  readonly accessKeyId?: string;
  readonly place: FilePlace;
  readonly failure: Failure;
}

export interface PlainKeysView {
  readonly keys: readonly PlainKeyView[];
  readonly left: readonly LeftKeyView[];
  readonly notices: readonly string[];
}

/** What moving keys did. */
export interface AdoptedKeys extends Done {
  /** Bases that other AWS tools find again only once they are managed. */
  readonly unmanaged: readonly string[];
  /** Those that stayed in the file, and why. */
  readonly left: readonly LeftKeyView[];
}

/** What a reader of the files makes of a finding. */
export type ReaderOutcome = 'reads' | 'refuses-file' | 'ignores' | 'misreads';

/** Something that the doctor found. */
export interface DoctorFindingView {
  /** Names the finding as long as its line stays what and where it is. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Undefined for what is about the environment. */
  readonly place?: FilePlace;
  readonly profile?: string;
  readonly verdicts?: { readonly awsCli: ReaderOutcome; readonly javascriptSdk: ReaderOutcome };
  /** What mending it would do, in one sentence; undefined where only the user can know. */
  readonly fix?: string;
}

export interface ExaminationView {
  readonly findings: readonly DoctorFindingView[];
}

/** What a fix would change. */
export interface FixPreview {
  /** How many findings it mends. */
  readonly count: number;
  /** Empty where only a file's mode or encoding changes. */
  readonly diff: string;
  /** What the diff does not show, one sentence each. */
  readonly others: readonly string[];
}

/** One thing that must be right for a role to work. */
export interface ChainLinkView {
  readonly name: string;
  readonly profile: string;
  readonly state: 'ok' | 'broken' | 'needs-you';
  readonly message: string;
  readonly hint?: string;
  readonly code?: string;
}

/** A chain's links in order, up to the first that does not hold. */
export interface ChainWalkView {
  readonly profile: string;
  readonly links: readonly ChainLinkView[];
  /** How many STS calls were made at most. */
  readonly calls: number;
  /** Why AWS refused what the last link needs. */
  readonly explanation?: Explanation;
}

/** A change that the app made to the files. */
export interface ChangeView {
  readonly id: string;
  /** Epoch milliseconds by this machine's clock. */
  readonly at: number;
  readonly reason: string;
  /** What an undo leaves alone. */
  readonly note?: string;
  readonly paths: readonly string[];
  /** The change that this one took back. */
  readonly undoes?: string;
  readonly isUndone: boolean;
}

/** What an undo would change; with `refusal` it can't, and the diffs are what others changed since. */
export interface UndoPreviewView {
  readonly files: readonly { readonly path: string; readonly diff: string }[];
  readonly refusal?: Failure;
}

/** What an import would add. */
export interface ImportPreview {
  readonly roles: readonly { readonly profile: string; readonly roleArn: string }[];
  readonly skipped: readonly { readonly profile: string; readonly reason: string }[];
  /** What could not be read or taken over, and what is still missing afterwards. */
  readonly notes: readonly string[];
  readonly diff: string;
  /** True where a role names no source, so that the user should give one. */
  readonly wantsSource: boolean;
}
