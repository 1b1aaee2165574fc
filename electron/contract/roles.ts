/**
 * Roles, their accounts and plans as the window and the tray show them, and the form of a role.
 * Instants are epoch milliseconds by AWS's clock.
 */

import type { BaseKindView, ConsoleView } from './access.ts';
import type { Failure } from './results.ts';

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
