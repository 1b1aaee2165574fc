/**
 * What both sides of the bridge know, as types alone: the window and the preload script import this
 * file and `names.ts`, and nothing else of main. No secret has a place in any of these, except where
 * one goes in: a new base key, an MFA code.
 *
 * Instants are epoch milliseconds by AWS's clock; the window's own time is off by `clockOffsetMs`.
 */

import type { BaseKindView, ConsoleView, RotationView, SignInView } from './access.ts';

/** A failure as it crosses the bridge: a code of the closed list, what happened, and the next step. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Errors cross the bridge as values: Electron drops all but the message of a thrown one. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export type Platform = 'darwin' | 'linux' | 'win32';

type ShellFormat = 'sh' | 'fish' | 'powershell' | 'cmd' | 'nushell';
export type ExportFormat = ShellFormat | 'dotenv' | 'json' | 'process' | 'ini';

/** Marks that a user gives to roles and accounts. The window and the tray choose the shade. */
export type Colour = 'red' | 'amber' | 'green' | 'blue' | 'violet';

/**
 * `renewing`: the app renews it by itself, or is about to try again. `needs-mfa`: it waits for a code.
 * `failed`: the last try failed, and `failure` says why; a session may still be running. `expired`:
 * a session of this run ended and nothing renewed it. `broken`: the files define a chain that can't
 * work. What leads from one to the other is drawn in docs/states.md.
 */
export type RoleState =
  | 'idle'
  | 'assuming'
  | 'active'
  | 'renewing'
  | 'needs-mfa'
  | 'failed'
  | 'expired'
  | 'broken';

/** A section of the credentials file that a role was written to. */
export interface TargetView {
  readonly name: string;
  readonly state: 'ours' | 'taken-over' | 'missing' | 'expired';
}

/** One line of the list: a role, or a base. */
export interface RoleView {
  readonly profile: string;
  readonly kind: 'role' | 'base';
  readonly roleArn?: string;
  /** Last part of the ARN; for a base its profile. */
  readonly roleName: string;
  readonly accountId?: string;
  readonly region?: string;
  /** The user's own heading; without one the account is the group. */
  readonly group?: string;
  readonly colour?: Colour;
  readonly favourite: boolean;
  /** Profiles from the base to this one. Empty where the chain is broken. */
  readonly chain: readonly string[];
  /** What else the first look should tell. */
  readonly wantsMfa: boolean;
  readonly wantsExternalId: boolean;
  readonly state: RoleState;
  readonly failure?: Failure;
  /** End of the live or expired session, and how long it was made to last. */
  readonly expiresAt?: number;
  readonly lifeSeconds?: number;
  /** Where a switch writes, and what is written now. */
  readonly switchTarget: string;
  readonly targets: readonly TargetView[];
  /** True while programs can fetch its credentials from a URL of the app. */
  readonly hasEndpoint: boolean;
  /** AWS tools reach it by its own name, through our `credential_process`. */
  readonly isManaged: boolean;
  /** Where its chain starts; undefined where the chain is broken. */
  readonly baseKind?: BaseKindView;
  /** Undefined where AWS lets no console be opened with such credentials. */
  readonly console?: ConsoleView;
}

export interface AccountView {
  readonly id: string;
  readonly name?: string;
  readonly colour?: Colour;
}

/** A base key of the keychain: never its secret. */
export interface KeyView {
  readonly profile: string;
  /** Undefined where the item is damaged; then `failure` says so. */
  readonly accessKeyId?: string;
  readonly createdAt?: number;
  readonly mfaSerial?: string;
  /** How many roles start from it. */
  readonly roleCount: number;
  /** Until when its MFA session lasts, where one is live. */
  readonly unlockedUntil?: number;
  /** Whole days since AWS made it, or since it was stored. */
  readonly ageDays?: number;
  /** True where it is older than the user wants keys to be. */
  readonly isOld: boolean;
  readonly rotation?: RotationView;
  readonly failure?: Failure;
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

/** What this machine lets the app do, so that settings can say it where a wish can't be met. */
export interface SystemView {
  /** `unconfirmed`: registered, but this desktop only shows by use whether it works (Wayland). */
  readonly shortcut: 'off' | 'works' | 'unconfirmed' | 'unavailable';
  readonly lockEvents: boolean;
  readonly screenCaptureProtection: boolean;
  readonly loginItem: boolean;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly exportFormat: ExportFormat;
  /** Seconds until a copied block is cleared from the clipboard, 10 to 600; 0 leaves it. */
  readonly clipboardClearSeconds: number;
  /** A switch writes each role's own `<profile>-session`, or one shared target. */
  readonly switchTarget: 'role' | 'shared';
  readonly sharedTarget: string;
  /** Keeps sessions over a restart, encrypted; off means in memory only. */
  readonly keepSessions: boolean;
  readonly startAtLogin: boolean;
  readonly startHidden: boolean;
  /** macOS: no icon in the Dock. */
  readonly menuBarOnly: boolean;
  /** An Electron accelerator that opens the window; empty for none. */
  readonly shortcut: string;
  readonly hideFromScreenCapture: boolean;
  /** How long before the end of a session that nothing renews it is told, 1 to 60; 0 for never. */
  readonly notifyBeforeMinutes: number;
  readonly stopOnQuit: boolean;
  /** After how many days a base key is called old, 1 to 3,650; 0 for never. */
  readonly keyAgeReminderDays: number;
}

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
  /** True while the practice organisation is open: nothing shown is real. */
  readonly isPractice: boolean;
  /** True until the user did something in the app for the first time. */
  readonly isFirstRun: boolean;
}

/** The hops that an assume would take, for the picture of the chain. */
export interface PlanStepView {
  readonly action: 'GetSessionToken' | 'AssumeRole';
  /** Where the step leads. */
  readonly profile: string;
  readonly accountId?: string;
  readonly roleArn?: string;
  readonly region: string;
  readonly durationSeconds: number;
  readonly sendsCode: boolean;
  readonly sendsExternalId: boolean;
  readonly sessionName?: string;
  /** True where a live session makes the call unnecessary. */
  readonly isLive: boolean;
  readonly reasons: readonly string[];
}

export interface PlanView {
  readonly profile: string;
  readonly base: { readonly profile: string; readonly kind: string; readonly storage?: string };
  readonly steps: readonly PlanStepView[];
  readonly warnings: readonly string[];
  /** Why the target is not called like the role; undefined where it was chosen by the user. */
  readonly targetReason?: string;
}

/** What a role's profile says, as the form shows and sends it. Empty text means: not set. */
export interface RoleForm {
  readonly profile: string;
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly region: string;
  readonly mfaSerial: string;
  readonly externalId: string;
  readonly sessionName: string;
  /** As `duration_seconds` has it: seconds in digits. */
  readonly durationSeconds: string;
}

export interface NewKey {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty text means: none. */
  readonly mfaSerial: string;
  readonly replace: boolean;
}

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

/** What a verb did, in sentences for the user; the snapshot tells the rest. */
export interface Done {
  readonly message: string;
  readonly notices: readonly string[];
}

export type Screen = 'roles' | 'keys' | 'doctor' | 'activity' | 'settings';

/** What main asks the window to show, after a click in the tray or on a notification. */
export type ShowRequest =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'role'; readonly profile: string }
  /** The question for a code that is open. */
  | { readonly kind: 'question' };
