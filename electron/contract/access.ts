/**
 * What the window shows about ways in and out: where chains start, signing in, the console, and the
 * rotation of base keys. No link and no token has a place in any of these.
 */

/** Where a chain starts. */
export type BaseKindView =
  | 'key'
  | 'session'
  | 'environment'
  | 'sso'
  | 'login'
  | 'process'
  | 'web-identity'
  | 'instance'
  | 'container';

/** How the console is to be opened. */
export interface ConsoleWish {
  /** A service's name, such as `ec2`; empty for the console's home. */
  readonly service: string;
  /** Limits this one sign-in to what AWS's ReadOnlyAccess allows. */
  readonly isReadOnly: boolean;
}

/** What the console can be opened as. */
export interface ConsoleView {
  /** False where the role has session policies of its own, which AWS would add up. */
  readonly canBeReadOnly: boolean;
}

/** A sign-in to IAM Identity Center that waits for the person in the browser. */
export interface SignInView {
  readonly profile: string;
  /** The session's name, else the host of its start page. */
  readonly name: string;
  readonly startUrl: string;
  /** To be compared with what the page shows; only where the browser can't come back by itself. */
  readonly code?: { readonly userCode: string; readonly url: string; readonly expiresAt: number };
}

/** How far the rotation of a base key has come. */
export interface RotationView {
  readonly oldKeyId: string;
  /** `unfinished`: it was cut off. `old-inactive`: done, and the old key is still to be deleted. */
  readonly state: 'unfinished' | 'old-inactive';
  /** From when on the old key is deleted without another question, epoch milliseconds by AWS's clock. */
  readonly deletableAt?: number;
}
