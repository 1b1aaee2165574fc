import type { Settings, SystemView } from '../../../contract/settings.ts';
import type { ShowRequest } from '../../../contract/show-request.ts';
import type { SessionCredentials } from '../../credentials.ts';
import type { ValetCommand } from '../../managed/process-command.ts';
import type { EnvFormat } from '../../outputs/env/formats.ts';
import type { Environment } from '../../ports.ts';
import type { SettingsStore } from '../../settings/settings-store.ts';
import type { App } from '../app.ts';

/** The practice organisation while it is open. */
export interface PracticeVisit {
  /** The process's environment, turned to the practice files and STS. */
  readonly environment: Environment;
  /** True where there is no keychain: its keys are then in its throw-away credentials file. */
  readonly memoryOnly: boolean;
  /** Its accounts, which a config file has no names for. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** What the practice device shows at `now`, and when the next code comes; epoch milliseconds. */
  code(now: number): { readonly code: string; readonly endsAt: number };
  /** Lines that turn a terminal of the user's to the organisation. */
  terminalSetUp(format: EnvFormat): string;
  /** Removes its files and its keychain items. */
  close(): Promise<void>;
}

/** How an app is wired for one world. */
export interface WireRequest {
  readonly environment: Environment;
  readonly memoryOnly: boolean;
  readonly keepSessions: boolean;
}

/** What the desktop's use cases need from the shell. */
export interface DesktopPorts {
  readonly version: string;
  readonly platform: 'darwin' | 'linux' | 'win32';
  /** The process's own environment. */
  readonly environment: Environment;
  wire(request: WireRequest): Promise<App>;
  /**
   * How other programs call the command line: for `credential_process`. Throws MANAGE_REFUSED where
   * there is no lasting way.
   */
  ownCommand(): Promise<ValetCommand>;
  openSettings(app: App): Promise<SettingsStore>;
  openPractice(): Promise<PracticeVisit>;
  /** Calls `onChange` after any of `paths` changed. */
  watch(paths: readonly string[], onChange: () => void): PathWatch;
  /** Milliseconds since some moment, by a clock that nobody can set. */
  uptime(): number;
  /** From 0 to 1, so that what happens together does not come back together. */
  random(): number;
  /** Calls `run` once after `delayMs`; gives the function that takes it back. */
  after(delayMs: number, run: () => void): () => void;
  /** Settings that the system carries out: theme, login item, shortcut and the like. */
  applySettings(settings: Settings): Promise<readonly string[]>;
  system(): SystemView;
  readonly clipboard: {
    /** Marked as secret for clipboard managers, and cleared after `clearAfterSeconds` unless 0. */
    copySecret(text: string, clearAfterSeconds: number): Promise<void>;
    copyPlain(text: string): Promise<void>;
  };
  readonly window: {
    show(request?: ShowRequest): void;
    hide(): void;
  };
  /** The user's browser. */
  readonly browser: {
    /** Opens a page. Throws COMMAND_FAILED where no browser can be started. */
    open(url: string): Promise<void>;
    /**
     * Hands over a link that is a secret, to the system's browser or by a command with `{url}`, and
     * resolves when the browser has it. Throws COMMAND_FAILED.
     */
    handOver(link: string, command: readonly string[] | undefined): Promise<void>;
  };
  /** Tells the user something when no window is looked at. A click shows `show`. */
  notify(notice: DesktopNotice): void;
  /** Takes a notice back, since what it asked for has happened. */
  dismissNotice(id: string): void;
  /** URLs from which programs fetch a role's credentials; none is open before it is asked for. */
  openEndpoints(serve: ServeRole): Endpoints;
  quit(): void;
}

/** What the app's URLs need of it. */
export interface ServeRole {
  /** Live credentials of a role; asks nobody. */
  readonly credentials: (profile: string) => Promise<ServedCredentials>;
  /** AWS's time, epoch milliseconds. */
  readonly now: () => number;
}

/** What a URL of the app hands to programs. */
export interface ServedCredentials extends SessionCredentials {
  readonly accountId?: string;
}

/** The app's open URLs: at most one a role. */
export interface Endpoints {
  open(profile: string): Promise<{ readonly url: string; readonly token: string }>;
  close(profile: string): Promise<void>;
  closeAll(): Promise<void>;
  profiles(): readonly string[];
}

export interface PathWatch {
  /** Resolves when changes are noticed from now on: what is read after that is not missed. */
  readonly ready: Promise<void>;
  close(): void;
}

export interface DesktopNotice {
  /** A later notice of the same id replaces the earlier one. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly show: ShowRequest;
  /** What a click does instead of only showing it. */
  readonly action?: { readonly label: string; readonly run: () => Promise<void> };
}
