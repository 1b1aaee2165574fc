import type { MfaQuestionView } from '../../../electron/contract/snapshot.ts';

/** The question that stands in the dialog. */
export interface OpenedQuestion {
  readonly id: number;
  readonly serial: string;
}

/**
 * Which question stands in the dialog once `question` is main's. A person's opens by itself. A
 * program's does only when somebody turned to it; asked again after a wrong code it stays open.
 */
export function openedNext(
  opened: OpenedQuestion | undefined,
  question: MfaQuestionView | undefined,
): OpenedQuestion | undefined {
  if (question === undefined) return undefined;
  const { id, serial, previous, askedBy } = question;
  if (opened?.id === id) return opened;
  const isAskedAgain = opened?.serial === serial && previous !== undefined;
  return isAskedAgain || askedBy === 'person' ? { id, serial } : undefined;
}
