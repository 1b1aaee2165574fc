import type { RoleValetError } from '../../../contract/errors.ts';
import { answerOf } from './explain-error.ts';
import { evidenceOf, RefusedCall } from './refused-call.ts';

/** What was asked of AssumeRoleWithWebIdentity. */
export interface WebIdentityQuestion {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly region: string;
  readonly endpoint: string;
  /** The token and whatever else no message may repeat. */
  readonly hidden: readonly string[];
}

/**
 * `shown`, the failure as it is told, with the evidence of what STS answered (`error`, the SDK's):
 * then it can be explained. The call is not signed, so there is no key to name. Where STS did not
 * answer, `shown` as it is.
 */
export function refusedWebIdentity(
  shown: RoleValetError,
  error: unknown,
  question: WebIdentityQuestion,
): RoleValetError {
  const { hidden, ...asked } = question;
  const answer = answerOf(error, hidden);
  if (answer === undefined) {
    return shown;
  }
  const evidence = evidenceOf(
    {
      ...asked,
      action: 'AssumeRoleWithWebIdentity',
      callerKind: 'session',
      accessKeyId: '',
      externalIdSent: false,
      tagsSent: false,
      sourceIdentitySent: false,
      policiesSent: false,
      clockOffset: 0,
    },
    answer,
  );
  return new RefusedCall(shown.code, shown.message, shown.hint, { evidence, cause: shown.cause });
}
