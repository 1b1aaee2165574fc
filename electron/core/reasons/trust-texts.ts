import { callerText } from './caller.ts';
import {
  awsCommand,
  type CauseTable,
  getRoleCommand,
  roleOf,
  sectionOf,
  trustPlace,
} from './facts.ts';

/** Causes that lie in a role's trust policy, or in what was sent for it to judge. */
export const trustTexts: CauseTable<
  | 'principal-not-trusted'
  | 'external-id-missing'
  | 'external-id-wrong'
  | 'mfa-missing'
  | 'mfa-not-carried'
  | 'mfa-too-old'
  | 'trust-condition'
  | 'tag-session'
  | 'set-source-identity'
  | 'role-missing'
  | 'role-arn-differs'
> = {
  'principal-not-trusted': (facts) => ({
    title: 'the trust policy of the role does not name this caller',
    why: `The call was made by ${callerText(facts.caller)}; whoever is not named as Principal gets this answer.`,
    check: `Have the owner of the role compare Principal in its trust policy: ${trustPlace(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'external-id-missing': (facts) => ({
    title: 'the role wants an external id, and none was sent (external_id)',
    why: `${sectionOf(facts)} has no external_id, and roles for other companies usually want one.`,
    check: `Ask the owner of the role for the external id and set external_id in ${sectionOf(facts)}.`,
  }),
  'external-id-wrong': (facts) => ({
    title: 'the external id is not the one that the role wants',
    why: 'An external id was sent; it has to agree to the letter, upper and lower case too.',
    check: `Compare external_id in ${sectionOf(facts)} with sts:ExternalId of the trust policy: ${trustPlace(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'mfa-missing': ({ evidence }) => ({
    title: 'the role wants MFA, and no code was sent (mfa_serial)',
    why:
      evidence.place?.mfaDevice === undefined
        ? 'No profile of this chain has an mfa_serial, so no code was asked for.'
        : 'No code went along with this call, and its session was made without one.',
    check:
      'Set mfa_serial to the ARN of your MFA device (IAM console, your user, Security credentials); the code is asked for from then on.',
    command: awsCommand('iam', 'list-mfa-devices'),
  }),
  'mfa-not-carried': (facts) => ({
    title: 'the role wants MFA, which the session of another role never carries',
    why: `The call was made by ${callerText(facts.caller)}. MFA counts where a user calls, and does not travel from role to role.`,
    check: `Have the owner drop aws:MultiFactorAuthPresent from the trust policy (${trustPlace(facts)}), or have your user trusted and take its key as the source_profile.`,
    command: getRoleCommand(facts),
  }),
  'mfa-too-old': (facts) => ({
    title: 'the MFA session is older than the role allows',
    why: 'The trust policy limits aws:MultiFactorAuthAge.',
    check: `End the MFA session and give a new code; the limit stands in ${trustPlace(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'trust-condition': (facts) => ({
    title: 'a condition of the trust policy does not hold',
    why: 'A trust policy may ask for an address, an organization, a session name or tags.',
    check: `Read the conditions of the trust policy: ${trustPlace(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'tag-session': (facts) => ({
    title: 'session tags were sent, and sts:TagSession is not allowed',
    why: 'Tags need sts:TagSession in the trust policy of the role and in the policies of the caller; tags that an earlier role passes on count, too.',
    check: `Have sts:TagSession added in both, or remove valet_session_tags from ${sectionOf(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'set-source-identity': (facts) => ({
    title: 'a source identity was set, and sts:SetSourceIdentity is not allowed',
    why: 'A source identity sticks to the chain: every later role needs sts:SetSourceIdentity in its trust policy, and its caller in theirs.',
    check: `Have sts:SetSourceIdentity added in both, or remove valet_source_identity from the chain of ${sectionOf(facts)}.`,
    command: getRoleCommand(facts),
  }),
  'role-missing': (facts) => ({
    title: 'there is no role of that name',
    why: 'AWS gives the same answer for a role that does not exist, or that is written with another path, account, or upper and lower case.',
    check: `Compare role_arn in ${sectionOf(facts)} with the ARN in the IAM console of account ${roleOf(facts).accountId}, Roles.`,
    command: getRoleCommand(facts),
  }),
  'role-arn-differs': (facts) => ({
    title: 'the role has another ARN than role_arn says',
    why: 'Path and upper and lower case of the name belong to it.',
    check: `Correct role_arn in ${sectionOf(facts)}.`,
    command: getRoleCommand(facts),
  }),
};
