/**
 * All that both sides of the bridge know at one moment, as types alone: no secret has a place in any of
 * these. Instants are epoch milliseconds by AWS's clock; the window's own time is off by `clockOffsetMs`.
 */

import type { SignInView } from './access.ts';
import type { KeyView } from './keys.ts';
import type { Failure } from './results.ts';
import type { AccountView, RoleView } from './roles.ts';
import type { NetworkView, Platform, Settings, SystemView } from './settings.ts';

/** All that the window and the tray show. Main pushes it whole whenever something changed. */
export interface Snapshot {
  readonly revision: number;
  readonly version: string;
  readonly platform: Platform;
  /** AWS's clock minus this machine's, milliseconds. */
  readonly clockOffsetMs: number;
  readonly roles: readonly RoleView[];
  readonly accounts: readonly AccountView[];
  /** Profiles used last, newest first. */
  readonly recent: readonly string[];
  readonly keys: readonly KeyView[];
  readonly question?: MfaQuestionView;
  /** The sign-in that waits for the person in the browser. */
  readonly signIn?: SignInView;
  readonly findings: readonly FindingView[];
  /** How many errors the doctor finds in the files and the environment. */
  readonly doctorErrors: number;
  /** Goes up when the AWS files or the names in the keychain have changed. */
  readonly filesRevision: number;
  readonly keychain: KeychainView;
  readonly files: FilesView;
  readonly system: SystemView;
  readonly settings: Settings;
  readonly network: NetworkView;
  /** True while the practice organisation is open: nothing shown is real. */
  readonly isPractice: boolean;
  /** True until the user did something in the app for the first time. */
  readonly isFirstRun: boolean;
}

/** One device is asked about at a time; all that wait for it share the answer. */
export interface MfaQuestionView {
  readonly id: number;
  readonly serial: string;
  readonly baseProfile: string;
  /** Account of the device, where its serial is an ARN. */
  readonly accountId?: string;
  /** Profiles that wait for the code, the first asker first. */
  readonly roles: readonly string[];
  /** Why it is asked again. */
  readonly previous?: 'wrong' | 'spent' | 'malformed';
  /** True between the answer and AWS's verdict. */
  readonly isChecking: boolean;
  /** A program's question waits in the background until the person turns to it. */
  readonly askedBy: 'person' | 'program';
}

/** Something in the files that a user should know: it names the place and the next step. */
export interface FindingView {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
  readonly path?: string;
  readonly line?: number;
  readonly profile?: string;
}

export interface KeychainView {
  readonly state: 'ready' | 'unavailable' | 'memory-only';
  readonly failure?: Failure;
}

export interface FilesView {
  readonly configPath: string;
  readonly configExists: boolean;
  readonly credentialsPath: string;
  readonly homePath: string;
}
