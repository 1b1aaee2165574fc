import type { KeyOwner } from './signer.ts';
import type { RotationStep, UnclearKey } from './types.ts';

/** One rotation at work: whose key, and who is told and asked. */
export interface Rotation {
  readonly owner: KeyOwner;
  /** The IAM user's name, which calls with temporary credentials must give. */
  readonly userName: string;
  readonly onStep: (step: RotationStep) => void;
  /** Asks whether a key may be deleted; throws where it may not. */
  readonly confirmUnclear: (key: UnclearKey) => Promise<void>;
}
