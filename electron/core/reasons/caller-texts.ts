import { spanInWords } from '../aws/sts/call-context.ts';
import { callerText } from './caller.ts';
import {
  awsCommand,
  type CauseTable,
  type Facts,
  getRoleCommand,
  roleOf,
  sectionOf,
} from './facts.ts';

/** Causes on the caller's side: permissions, the kind of credentials, MFA codes, and values. */
export const callerTexts: CauseTable<
  | 'no-permission'
  | 'policy-limit'
  | 'explicit-deny'
  | 'root-caller'
  | 'session-caller'
  | 'federated-caller'
  | 'mfa-code-wrong'
  | 'mfa-code-missing'
  | 'mfa-serial-wrong'
  | 'mfa-device-kind'
  | 'role-maximum'
  | 'chaining-limit'
  | 'value-refused'
  | 'tag-conflict'
  | 'policy-malformed'
  | 'policy-too-large'
> = {
  'no-permission': (facts) => ({
    title: `the policies of the caller do not allow ${actionOf(facts)}`,
    why: `${capital(callerText(facts.caller))} needs it in a policy of its own, whatever the other side allows.`,
    check: `Have an administrator of the caller's account look at its policies: IAM console, ${facts.caller.principal?.kind === 'user' ? 'Users' : 'Roles'}, Permissions.`,
    ...simulation(facts),
  }),
  'policy-limit': (facts) => ({
    title: 'a policy that limits the caller does not allow it',
    why: 'A permissions boundary, a session policy or a policy of the organization has to allow it as well.',
    check: `Ask who manages that policy to allow ${actionOf(facts)}.`,
  }),
  'explicit-deny': (facts) => ({
    title: 'an explicit deny forbids it',
    why: 'A deny may stand in a policy, a permissions boundary or an organization policy, and no allow outweighs it.',
    check: `Have the policies of ${callerText(facts.caller)}, the trust policy of the role and the organization's policies searched for Deny on ${actionOf(facts)}.`,
  }),
  'root-caller': () => ({
    title: 'the root user of an account cannot assume roles',
    why: 'AWS refuses it whatever any policy says.',
    check:
      'Use the access key of an IAM user, and delete that of the root user (IAM console, Security credentials).',
  }),
  'session-caller': ({ evidence }) => ({
    title: `${evidence.action} does not work with temporary credentials`,
    why: `The call was signed with a session (${evidence.keyId}), and AWS takes only long-term keys of a user here.`,
    check:
      'Start the chain from the long-term access key of an IAM user; without MFA, a session can assume roles as it is.',
  }),
  'federated-caller': ({ evidence }) => ({
    title: 'a federated user cannot assume roles',
    why: `The call was signed with a session of GetFederationToken (${evidence.keyId}).`,
    check: 'Start the chain from the access key of an IAM user, or from a role.',
  }),
  'mfa-code-wrong': ({ evidence }) => ({
    title: 'AWS did not accept the MFA code',
    why: `A code of ${evidence.mfaSerial ?? 'the device'} works once and for about half a minute; this one was mistyped, used before, too old, or of another device.`,
    check:
      'Wait for the next code and enter that one. If no code works, set the clock of the phone to automatic time.',
  }),
  'mfa-code-missing': (facts) => ({
    title: 'AWS wants both the MFA device and a code',
    why: 'Only one of the two was sent.',
    check: `Set mfa_serial in ${sectionOf(facts)} and give the code when it is asked for.`,
  }),
  'mfa-serial-wrong': ({ evidence }) => ({
    title: 'mfa_serial names no device of this user',
    why:
      evidence.mfaSerial?.includes(':user/') === true
        ? `${evidence.mfaSerial} is the ARN of a user; a device has :mfa/ in its place.`
        : `AWS finds no device ${evidence.mfaSerial ?? ''} with the user of the key ${evidence.keyId}.`,
    check:
      'Copy the ARN of the device: IAM console, your user, Security credentials, Multi-factor authentication.',
    command: awsCommand('iam', 'list-mfa-devices'),
  }),
  'mfa-device-kind': () => ({
    title: 'the device is a passkey or a security key, which gives no codes',
    why: 'AWS takes only devices that show six digits for calls of programs.',
    check:
      'Add an authenticator app as a second device in the IAM console, and name that one in mfa_serial.',
  }),
  'role-maximum': (facts) => ({
    title: 'the role does not allow sessions that long',
    why: `${asked(facts)} was asked for, and the role's maximum session duration is shorter.`,
    check: `Ask for less (1 h always works), or have the maximum raised: IAM console of account ${roleOf(facts).accountId}, Roles, ${roleOf(facts).name}, Edit.`,
    command: getRoleCommand(facts),
  }),
  'chaining-limit': (facts) => ({
    title: 'a role that is assumed with temporary credentials lasts 1 h at most',
    why: `${asked(facts)} was asked for, and the call was signed with a session; the roles' own maximum does not matter then.`,
    check:
      'Ask for 1 h, which is renewed, or assume the role straight from a long-term key, with the MFA code in the same call.',
  }),
  'value-refused': (facts) => ({
    title: 'AWS does not take a value that was sent',
    why: facts.evidence.answer?.text ?? '',
    check: `Correct the setting in ${sectionOf(facts)}.`,
  }),
  'tag-conflict': (facts) => ({
    title: 'the session tags do not go together',
    why: facts.evidence.answer?.text ?? '',
    check: `Correct valet_session_tags and valet_transitive_tags in ${sectionOf(facts)}: no key twice, none that an earlier role passes on, and none that begins with aws:.`,
  }),
  'policy-malformed': (facts) => ({
    title: 'a session policy cannot be read',
    why: facts.evidence.answer?.text ?? '',
    check: `Correct valet_policy_arns in ${sectionOf(facts)}, and see that each policy exists and is valid JSON.`,
  }),
  'policy-too-large': (facts) => ({
    title: 'session tags and policies are too large together',
    why: facts.evidence.answer?.text ?? '',
    check: `Send fewer or shorter tags (valet_session_tags) and policies (valet_policy_arns) in ${sectionOf(facts)}, or pass fewer tags on.`,
  }),
};

/** The action that AWS's text names, else the call's own. */
export function actionOf({ evidence }: Facts): string {
  const named = /perform: ([a-z0-9-]+:\w+)/i.exec(evidence.answer?.text ?? '')?.[1];
  return named ?? `sts:${evidence.action}`;
}

function asked({ evidence }: Facts): string {
  return spanInWords((evidence.durationSeconds ?? 0) * 1000);
}

function simulation(facts: Facts): { command: string } | Record<string, never> {
  const { principal } = facts.caller;
  const { roleArn } = facts.evidence;
  if (roleArn === undefined || (principal?.kind !== 'user' && principal?.kind !== 'role'))
    return {};
  return {
    command: awsCommand(
      'iam',
      'simulate-principal-policy',
      '--policy-source-arn',
      principal.arn,
      '--action-names',
      actionOf(facts),
      '--resource-arns',
      roleArn,
    ),
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
