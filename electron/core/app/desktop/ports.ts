import type { Settings, ShowRequest, SystemView } from '../../../contract/types.ts';
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
  openSettings(app: App): Promise<SettingsStore>;
  openPractice(): Promise<PracticeVisit>;
  /** Calls `onChange` after any of `paths` changed. */
  watch(paths: readonly string[], onChange: () => void): PathWatch;
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
  /** Tells the user something when no window is looked at. A click shows `show`. */
  notify(notice: DesktopNotice): void;
  quit(): void;
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
}
