import { type ErrorCode, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, codeNote, hostOf, shortKeyId } from './call-context.ts';
import { explainAccessDenied } from './explain-access-denied.ts';
import { explainClock, isClockText } from './explain-clock.ts';
import { explainValidation } from './explain-validation.ts';
import type { AnswerFacts } from './refused-call.ts';

type Explainer = (answer: AnswerFacts, context: CallContext) => RoleValetError;

/**
 * Explains an error answer of STS. Codes are those of the API's model and of
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html; texts are matched by their
 * beginning, since AWS adds to them.
 */
export function explainAnswer(answer: AnswerFacts, context: CallContext): RoleValetError {
  const explainer = explainers[answer.code];
  if (explainer !== undefined) {
    return explainer(answer, context);
  }
  if (answer.status >= 500) {
    return explainUnavailable(answer, context);
  }
  if (answer.status === 429) {
    return explainThrottling(answer, context);
  }
  return explained(
    answer.status === 403 ? 'STS_ACCESS_DENIED' : 'STS_VALIDATION',
    `AWS refused ${context.action} with ${answer.code}: ${answer.text}`,
    'Follow what AWS says; if it makes no sense here, please report it with this text.',
  );
}

function explained(code: ErrorCode, message: string, hint: string): RoleValetError {
  return new RoleValetError(code, message.replace(/[:\s.]+$/, ''), hint);
}

const explainUnavailable: Explainer = (answer, context) =>
  explained(
    'STS_UNAVAILABLE',
    `STS at ${hostOf(context.endpoint)} failed with ${answer.code} (HTTP ${answer.status})`,
    `Try again in a minute; if it stays so, look at the AWS status page${codeNote(context, 'unclear')}.`,
  );

const explainThrottling: Explainer = (_answer, context) =>
  explained(
    'STS_THROTTLED',
    'AWS slows this account down: too many STS calls at once',
    `Wait a minute and try again${codeNote(context, 'unclear')}; this limit cannot be raised, so look for a program that calls STS in a loop.`,
  );

const explainDenied: Explainer = (answer, context) => {
  const { text } = answer;
  if (/^MultiFactorAuthentication failed with invalid MFA one time pass code/.test(text)) {
    return explained(
      'MFA_CODE_INVALID',
      `AWS did not accept the MFA code for ${context.mfaSerial ?? 'the device'}`,
      'Wait for the next code and enter that one: a code works once, and only while it is shown (check the clock of the phone, too).',
    );
  }
  if (/^MultiFactorAuthentication failed, must provide both/.test(text)) {
    return explained(
      'MFA_REQUIRED',
      'AWS wants both the MFA device and a code',
      'Set mfa_serial on the profile and enter a code.',
    );
  }
  if (/^MultiFactorAuthentication failed/.test(text)) {
    return explained(
      'STS_MFA_DEVICE_INVALID',
      `AWS cannot check codes of the MFA device ${context.mfaSerial ?? ''}: it does not belong to the user of this key`,
      deviceHint(context.mfaSerial ?? ''),
    );
  }
  if (
    /^Roles may not be assumed by root accounts/.test(text) ||
    /^Cannot call \w+ with (?:session|federation) credentials/.test(text)
  ) {
    return explained(
      'STS_CALLER_NOT_ALLOWED',
      `AWS refused ${context.action}: ${text}`,
      callerHint(text),
    );
  }
  return explainAccessDenied(answer, context);
};

/** `:user/x` for `:mfa/x` is the classic (https://github.com/broamski/aws-mfa/issues/46). */
function deviceHint(serial: string): string {
  return serial.includes(':user/')
    ? 'mfa_serial names the user, not the device: write :mfa/ for :user/ and look the ARN up in the IAM console.'
    : 'Compare mfa_serial with the ARN in the IAM console (Security credentials of the user); passkeys and security keys do not work for API calls, only codes do.';
}

function callerHint(text: string): string {
  return text.startsWith('Roles may not be assumed by root')
    ? 'Use the access key of an IAM user: the root user cannot assume roles (and should have no access key).'
    : 'Start from a long-term access key of an IAM user: this call does not work with temporary credentials.';
}

const explainMalformedPolicy: Explainer = (answer) =>
  explained(
    'STS_POLICY_MALFORMED',
    `AWS cannot read the session policy: ${answer.text}`,
    'Correct the policies named by valet_policy_arns.',
  );

const explainLargePolicy: Explainer = (answer) =>
  explained(
    'STS_POLICY_TOO_LARGE',
    `session tags and policies are too large together: ${answer.text}`,
    'Send fewer or shorter session tags (valet_session_tags) and policies (valet_policy_arns); AWS packs them, so the limit is not a number of characters.',
  );

/** It is the caller's account that must have the region switched on, not the role's. */
const explainRegion: Explainer = (answer, context) =>
  explained(
    'STS_REGION_DISABLED',
    `STS is switched off in ${context.region} for the caller's account: ${answer.text}`,
    /^(?:cn|us-gov|us-iso|eu-iso|eusc)/.test(context.region)
      ? 'Use another region for the profile, or have an administrator of that account switch STS on there (IAM console, Account settings).'
      : 'Set region = us-east-1 for the profile (STS cannot be switched off there), or have an administrator of that account switch STS on (IAM console, Account settings).',
  );

const explainExpired: Explainer = (_answer, context) =>
  explained(
    'STS_EXPIRED_TOKEN',
    `the session that was to call ${context.action} has expired`,
    `Renew it and try again: it is the step before this one in the chain${codeNote(context, 'answered')}.`,
  );

const explainKey: Explainer = (_answer, context) =>
  explained(
    'STS_KEY_INVALID',
    `AWS does not know the ${context.callerKind === 'session' ? 'session' : 'access key'} ${shortKeyId(context.accessKeyId)}`,
    context.callerKind === 'session'
      ? 'Make the session anew: its token is damaged, revoked, of another partition (China, GovCloud), or from the global endpoint, whose tokens newer regions do not take.'
      : `Look in the IAM console whether the key is deleted or inactive, or of another partition (China, GovCloud) than ${context.region}; a new key takes some seconds to work everywhere.`,
  );

const explainSignature: Explainer = (answer, context) => {
  if (isClockText(answer.text)) {
    return explainClock(answer.text, context);
  }
  return explained(
    'STS_SIGNATURE_MISMATCH',
    `the secret access key does not belong to ${shortKeyId(context.accessKeyId)}`,
    context.callerKind === 'session'
      ? 'Make the session anew; if it stays so, a proxy may alter requests on the way.'
      : 'Enter the key again, id and secret together: a secret is 40 characters and is often cut when copied.',
  );
};

const explainUnsigned: Explainer = (answer) =>
  explained(
    'STS_SIGNATURE_MISMATCH',
    `the request reached AWS without its full signature (${answer.code})`,
    'A proxy between may remove or alter headers: try without it; if there is none, please report this.',
  );

const explainOptIn: Explainer = (answer, context) =>
  explained(
    'STS_OPT_IN_REQUIRED',
    `the account is not signed up for AWS in ${context.region}: ${answer.text}`,
    'Have an administrator of the account enable it (Account settings, AWS Regions), or use another region.',
  );

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const explainIdentityToken: Explainer = (answer) =>
  explained(
    'STS_ACCESS_DENIED',
    `AWS does not accept the web identity token: ${answer.text}`,
    'Get a new token, and compare its issuer and audience with the identity provider in IAM.',
  );

const explainMessage: Explainer = () =>
  explained(
    'STS_VALIDATION',
    'AWS cannot decode the authorization message',
    'Give the whole message, as it was in the refusal, in the account that it came from.',
  );

const explainers: Readonly<Record<string, Explainer>> = {
  AccessDenied: explainDenied,
  ValidationError: explainValidation,
  Validation: explainValidation,
  MalformedPolicyDocument: explainMalformedPolicy,
  PackedPolicyTooLarge: explainLargePolicy,
  RegionDisabled: explainRegion,
  ExpiredToken: explainExpired,
  InvalidClientTokenId: explainKey,
  UnrecognizedClient: explainKey,
  SignatureDoesNotMatch: explainSignature,
  InvalidSignature: explainSignature,
  RequestExpired: (answer, context) => explainClock(answer.text, context),
  RequestTimeTooSkewed: (answer, context) => explainClock(answer.text, context),
  RequestInTheFuture: (answer, context) => explainClock(answer.text, context),
  IncompleteSignature: explainUnsigned,
  MissingAuthenticationToken: explainUnsigned,
  OptInRequired: explainOptIn,
  Throttling: explainThrottling,
  Throttled: explainThrottling,
  RequestThrottled: explainThrottling,
  RequestLimitExceeded: explainThrottling,
  TooManyRequests: explainThrottling,
  InvalidIdentityToken: explainIdentityToken,
  IDPRejectedClaim: explainIdentityToken,
  IDPCommunicationError: explainUnavailable,
  InvalidAuthorizationMessage: explainMessage,
  InternalFailure: explainUnavailable,
  InternalError: explainUnavailable,
  ServiceUnavailable: explainUnavailable,
};
