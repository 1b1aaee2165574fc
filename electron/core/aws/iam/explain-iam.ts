import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, serverText, shortKeyId } from '../sts/call-context.ts';
import { explainStsError } from '../sts/explain-error.ts';

/**
 * Turns any failure of a call to IAM into an error of ours. What IAM has in common with STS (keys,
 * signatures, clock, throttling, network) is explained as STS's is; its own answers are those of
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html and its neighbours.
 */
export function explainIamError(error: unknown, context: CallContext): RoleValetError {
  if (isRoleValetError(error)) {
    return error;
  }
  const { Code, name, message } = (error ?? {}) as {
    readonly Code?: string;
    readonly name?: string;
    readonly message?: string;
  };
  const code = (Code ?? name ?? '').replace(/Exception$/, '');
  const text = serverText(message ?? '', context.hidden).replace(/[:\s.]+$/, '');
  switch (code) {
    case 'AccessDenied':
      return new RoleValetError(
        'IAM_ACCESS_DENIED',
        `AWS refused ${context.action}: ${text}`,
        deniedHint(context),
      );
    case 'NoSuchEntity':
      return new RoleValetError(
        'IAM_NOT_FOUND',
        `IAM does not know it: ${text}`,
        'Look in the IAM console whether it was deleted or renamed meanwhile.',
      );
    case 'LimitExceeded':
      return new RoleValetError(
        'KEY_LIMIT_REACHED',
        `AWS refused ${context.action}: ${text}`,
        'Delete a key that nobody uses in the IAM console, then try again.',
      );
    case 'InvalidClientTokenId':
      return context.callerKind === 'session'
        ? sessionRefused(context)
        : explainStsError(error, context);
    default:
      return explainStsError(error, context);
  }
}

/** Policies that let users manage their own keys often want MFA for it. */
function deniedHint({ callerKind, action }: CallContext): string {
  const needed = `Have an administrator allow iam:${action} for this user`;
  return callerKind === 'long-term'
    ? `${needed}; where the policy wants MFA, set mfa_serial on the profile, so that a code is asked for.`
    : `${needed}.`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html */
function sessionRefused({ accessKeyId, action }: CallContext): RoleValetError {
  return new RoleValetError(
    'STS_KEY_INVALID',
    `IAM does not take the session ${shortKeyId(accessKeyId)} for ${action}`,
    'IAM takes sessions only that were made with an MFA code, and none that was revoked: make it anew with a code.',
  );
}
