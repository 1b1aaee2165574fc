import { RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, codeNote, spanInWords } from './call-context.ts';
import type { AnswerFacts } from './refused-call.ts';

/** The most that a call with temporary credentials may ask for, seconds. */
const chainingLimitSeconds = 3600;

/** Request parameters by the setting that a user can change. */
const settings: Readonly<Record<string, string>> = {
  roleArn: 'role_arn',
  roleSessionName: 'role_session_name',
  durationSeconds: 'duration_seconds',
  externalId: 'external_id',
  serialNumber: 'mfa_serial',
  tokenCode: 'the MFA code',
  tags: 'valet_session_tags',
  transitiveTagKeys: 'valet_transitive_tags',
  sourceIdentity: 'valet_source_identity',
  policyArns: 'valet_policy_arns',
};

/**
 * Explains ValidationError: the two limits on how long a session may last, or values that STS does not
 * take. The limit of one hour holds for every caller with temporary credentials, whatever the role
 * allows (https://repost.aws/knowledge-center/iam-role-chaining-limit), and was seen under both texts
 * (https://github.com/99designs/aws-vault/issues/867).
 */
export function explainValidation(answer: AnswerFacts, context: CallContext): RoleValetError {
  const asked = context.durationSeconds ?? 0;
  if (/^The requested DurationSeconds exceeds/.test(answer.text)) {
    const isChained =
      answer.text.includes('1 hour session limit') ||
      (context.callerKind === 'session' && asked > chainingLimitSeconds);
    return isChained ? chainingLimit(asked) : roleMaximum(asked, context);
  }
  const names = refusedParameters(answer.text);
  if (names.length === 1 && names[0] === 'tokenCode') {
    return new RoleValetError(
      'MFA_CODE_INVALID',
      'AWS takes MFA codes of six digits only',
      'Enter the six digits that the device shows.',
    );
  }
  const fields = names.map((name) => settings[name] ?? name).join(', ');
  return new RoleValetError(
    'STS_VALIDATION',
    `AWS does not take a value of this call: ${answer.text}`.replace(/[:\s]+$/, ''),
    `Correct ${fields === '' ? 'the settings of the profile' : fields}${codeNote(context, 'answered')}.`,
  );
}

function chainingLimit(asked: number): RoleValetError {
  return new RoleValetError(
    'STS_CHAINING_LIMIT',
    `AWS gives at most 1 h to a role that is assumed with temporary credentials, and ${spanInWords(asked * 1000)} was asked for`,
    'Ask for 1 h (it renews itself), or assume the role straight from a long-term key, with the MFA code in the same call.',
  );
}

function roleMaximum(asked: number, context: CallContext): RoleValetError {
  return new RoleValetError(
    'STS_MAX_SESSION_DURATION',
    `${context.roleArn ?? 'the role'} does not allow sessions of ${spanInWords(asked * 1000)}`,
    `Ask for less (1 h always works), or have the maximum session duration of the role raised${codeNote(context, 'answered')}.`,
  );
}

/** Top-level parameter names in `Value 'x' at 'roleSessionName' failed ...; Value ... at 'tags.1.member.key' ...`. */
function refusedParameters(text: string): string[] {
  const names = [...text.matchAll(/ at '([A-Za-z]+)(?:\.[A-Za-z0-9.]+)?'/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)];
}
