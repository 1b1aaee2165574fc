import { RoleValetError } from '../../../contract/errors.ts';
import type { CallContext } from './call-context.ts';

/**
 * Explains AccessDenied without an MFA text. STS gives this one answer for a missing permission, a
 * trust policy that says no, a wrong or missing external id, missing MFA and a role that does not
 * exist (https://github.com/uswitch/kiam/issues/33), so every cause that fits is named, the likeliest
 * first by what is known about the call; none is claimed unless AWS named it.
 */
export function explainAccessDenied(text: string, context: CallContext): RoleValetError {
  const target = context.roleArn === undefined ? '' : ` of ${context.roleArn}`;
  const said = text === '' ? '' : `: ${text}`;
  const message = `AWS refused ${context.action}${target}${said}`;
  const named = causeNamedByAws(text);
  if (named !== undefined) {
    return new RoleValetError('STS_ACCESS_DENIED', message, named);
  }
  if (context.action !== 'AssumeRole') {
    return new RoleValetError(
      'STS_ACCESS_DENIED',
      message,
      'Ask an administrator of the account whether a policy (an explicit deny, a permissions boundary, an organization policy) forbids this call.',
    );
  }
  const causes = possibleCauses(context).map((cause, index) => `(${index + 1}) ${cause}`);
  return new RoleValetError(
    'STS_ACCESS_DENIED',
    message,
    `AWS does not say why; these fit, the likeliest first: ${causes.join('; ')}.`,
  );
}

/** The cause, where AWS's own words hold it. Texts are matched by their stable parts only. */
function causeNamedByAws(text: string): string | undefined {
  const deny = /with an explicit deny(?: in an? ([a-z -]+? policy|[a-z -]+? boundary))?/i.exec(
    text,
  );
  if (deny !== null) {
    const where = deny[1] === undefined ? 'a policy' : `the ${deny[1].toLowerCase()}`;
    return `An explicit deny in ${where} forbids it, and no allow elsewhere can outweigh that: have that statement changed.`;
  }
  if (/perform: sts:TagSession\b/.test(text)) {
    return 'Session tags need sts:TagSession in the trust policy of the role and in the policies of the caller: add it, or remove the tags.';
  }
  if (/perform: sts:SetSourceIdentity\b/.test(text)) {
    return 'A source identity needs sts:SetSourceIdentity in the trust policy of this role, and of every later role of the chain, and in the policies of the caller: add it, or remove the source identity.';
  }
  const missing = /because no ([a-z -]+?) (policy|boundary) allows/i.exec(text);
  if (missing === null) {
    return undefined;
  }
  const kind = `${missing[1]?.toLowerCase()} ${missing[2]}`;
  switch (kind) {
    case 'identity-based policy':
      return 'The policies of the caller do not allow sts:AssumeRole on this role: add a statement that names its ARN (a wrong spelling of the ARN gives the same answer).';
    case 'resource-based policy':
      return 'The trust policy of the role does not allow this caller under these conditions (principal, external id, MFA): correct it, or the settings of the profile.';
    default:
      return `No ${kind} allows it: have one changed by who manages it.`;
  }
}

/** Every cause that fits what is known, the likeliest first, each with what to do. */
function possibleCauses(context: CallContext): string[] {
  const causes: string[] = [];
  const mfa = mfaCause(context);
  if (mfa?.isLikely === true) {
    causes.push(mfa.text);
  }
  if (!context.externalIdSent) {
    causes.push('the trust policy wants an external id, and none was sent: set external_id');
  }
  causes.push(
    'the trust policy of the role does not name this caller as a principal',
    'the policies of the caller do not allow sts:AssumeRole on this role',
    'there is no role of that name: compare spelling, path, account and upper and lower case of the ARN',
  );
  if (context.externalIdSent) {
    causes.push('the external id is not the one that the trust policy wants');
  }
  if (context.tagsSent) {
    causes.push('session tags were sent, and sts:TagSession is missing in one of the two policies');
  }
  if (context.sourceIdentitySent) {
    causes.push(
      'a source identity was sent, and sts:SetSourceIdentity is missing in one of the two policies',
    );
  }
  if (mfa?.isLikely === false) {
    causes.push(mfa.text);
  }
  causes.push(
    'an explicit deny stands in a policy, a permissions boundary or an organization policy',
  );
  return causes;
}

/**
 * MFA as a cause. A session's MFA counts only where the session itself came from GetSessionToken with
 * a code; a role's session never carries it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 */
function mfaCause(context: CallContext): { text: string; isLikely: boolean } | undefined {
  if (context.mfaSerial !== undefined) {
    return undefined;
  }
  if (context.callerKind === 'long-term') {
    return {
      text: 'the role wants MFA, and no code was sent: set mfa_serial',
      isLikely: true,
    };
  }
  return {
    text: 'the role wants MFA, which counts from an MFA session only and does not travel from role to role',
    isLikely: false,
  };
}
