import type { Colour } from '../../contract/roles.ts';
import type { Settings } from '../../contract/settings.ts';

/** The version of `settings.json` that this program writes. Rises only where old readers would err. */
export const SETTINGS_VERSION = 1;

/** How many profiles "recent" remembers. */
export const MOST_RECENT = 12;

/** What the user gave a role in the window. The role itself stands in `~/.aws/config`. */
export interface RoleMarks {
  readonly favourite?: boolean;
  readonly colour?: Colour;
  /** The user's own heading. */
  readonly group?: string;
  /** The command that opens the console's pages for this role (`console/browser-command.ts`). */
  readonly browser?: readonly string[];
}

/** What the user gave an account. */
export interface AccountMarks {
  readonly name?: string;
  readonly colour?: Colour;
  /** The command that opens the console's pages for its roles, where they have none of their own. */
  readonly browser?: readonly string[];
}

/** Size of the window at its last close, in CSS pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** The way to AWS, for an app that sees no shell's variables; those win where they are set. */
export interface StoredNetwork {
  /** `http://HOST:PORT` or `https://HOST:PORT`; a password has no place in this file. */
  readonly proxy?: string;
  /** Path of a file of root certificates. */
  readonly caBundle?: string;
}

/** All that `settings.json` holds. Nothing here is secret. */
export interface StoredSettings {
  readonly version: typeof SETTINGS_VERSION;
  readonly settings: Settings;
  /** By profile. */
  readonly roles: Readonly<Record<string, RoleMarks>>;
  /** By account id. */
  readonly accounts: Readonly<Record<string, AccountMarks>>;
  /** Profiles used last, newest first, `MOST_RECENT` at most. */
  readonly recent: readonly string[];
  /** True once the user did something in the app: the first run is over. */
  readonly hasActed: boolean;
  readonly windowSize?: WindowSize;
  readonly network?: StoredNetwork;
}
