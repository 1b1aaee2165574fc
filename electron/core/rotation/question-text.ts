import { RoleValetError } from '../../contract/errors.ts';

/** What a rotation is about to do, for whoever says yes or no. */
export interface RotationQuestion {
  readonly kind: 'rotate' | 'resume' | 'finish';
  readonly profile: string;
  readonly userArn: string;
  readonly oldKeyId: string;
  /** Of `rotate`: the key that the last rotation switched off, which has to go for good first. */
  readonly deletedKeyId?: string;
  /**
   * When the key that is to be deleted was switched off, epoch milliseconds; with `finish` only where
   * that was a short while ago.
   */
  readonly switchedOffAt?: number;
}

/** The question in words. It names every key that is switched off or deleted. */
export function rotationQuestionText(question: RotationQuestion): string {
  const { kind, profile, userArn, oldKeyId, deletedKeyId, switchedOffAt } = question;
  const day = switchedOffAt === undefined ? undefined : new Date(switchedOffAt).toISOString();
  const off = day?.slice(0, 10);
  if (kind === 'resume') {
    return `Go on with the rotation of ${profile} that was cut off (old key ${oldKeyId})?`;
  }
  if (kind === 'finish') {
    const early =
      off === undefined
        ? ''
        : ` It was switched off on ${off} only; a program that still has it may not have run since.`;
    return `Delete the old key ${oldKeyId} of ${userArn} at AWS for good?${early}`;
  }
  const first =
    deletedKeyId === undefined
      ? ''
      : ` Before that, the key ${deletedKeyId} of the last rotation, off since ${off}, is deleted at AWS for good: AWS allows two keys.`;
  return `Replace the key ${oldKeyId} of ${userArn} by a new one, and switch it off? Programs with a copy of it will be refused.${first}`;
}

/** A failure after a key was deleted for good says that too: whoever reads it can't take it back. */
export function failureAfterDeletion(error: RoleValetError, deletedKeyId: string): RoleValetError {
  return new RoleValetError(
    error.code,
    `${error.message}; before that, the old key ${deletedKeyId} of the last rotation was deleted at AWS`,
    error.hint,
    { cause: error },
  );
}
