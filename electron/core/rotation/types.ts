/**
 * How far the rotation of one base key has come, beside what the keychain's item says. Holds no
 * secret. It is there from just before a key is made until the old one is deleted.
 */
export interface RotationRecord {
  readonly userArn: string;
  /** The key that is to be replaced. */
  readonly oldKeyId: string;
  /** The keys that AWS listed before one was made: none of them is of the rotation. */
  readonly knownKeyIds: readonly string[];
  /** When a key was asked for, epoch milliseconds by AWS's clock: a key whose answer was lost is of then. */
  readonly askedAt: readonly number[];
  /** The key that takes its place, once it stands in the keychain. */
  readonly newKeyId?: string;
  /** When the old key was switched off, epoch milliseconds by AWS's clock. */
  readonly deactivatedAt?: number;
}

/** One step that was just done, for who looks on. */
export interface RotationStep {
  readonly step:
    | 'resumed'
    | 'removed-orphan'
    | 'created'
    | 'stored'
    | 'accepted'
    | 'switched'
    | 'deactivated'
    | 'deleted';
  readonly accessKeyId: string;
}

/** A key at AWS that only a person can tell about. */
export interface UnclearKey {
  readonly accessKeyId: string;
  /** When AWS made it, epoch milliseconds. */
  readonly createdAt: number;
  /** Why nobody but a person can tell, in words that follow "it". */
  readonly reason: string;
  /**
   * True where everything speaks for a key that this rotation asked for, but AWS could not have told of a
   * use yet. Where nobody can be asked it may go; where somebody can, it is asked about.
   */
  readonly isProbablyOurs: boolean;
}
