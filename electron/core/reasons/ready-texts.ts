import type { CauseName, ReadyText } from '../../contract/explanation.ts';
import { type Caller, callerText, type Principal } from './caller.ts';
import { type Facts, type RankedCause, roleOf } from './facts.ts';

/** What only the caller's own settings can mend: nothing to ask anybody for. */
const OWN_TO_MEND: ReadonlySet<CauseName> = new Set<CauseName>([
  'mfa-missing',
  'mfa-too-old',
  'role-missing',
  'role-arn-differs',
]);

/** What the caller's side has to allow, whoever owns the role. */
const OF_CALLER: ReadonlySet<CauseName> = new Set<CauseName>(['no-permission', 'policy-limit']);

/**
 * Texts for whoever can let a refused AssumeRole in: to the owner of the role, the trust-policy
 * statement that admits exactly this caller under what it sent; to the caller's administrator, the
 * statement for the caller's own policies. Empty where neither could help.
 */
export function readyTexts(facts: Facts, causes: readonly RankedCause[]): readonly ReadyText[] {
  const [first] = causes;
  const { principal } = facts.caller;
  if (first === undefined || facts.evidence.roleArn === undefined || principal === undefined) {
    return [];
  }
  if (principal.kind === 'root' || principal.kind === 'federated') return [];
  if (first.name === 'role-maximum') return [longerText(facts)];
  if (first.certainty === 'certain' && OWN_TO_MEND.has(first.name)) return [];
  const owner = ownerText(facts, principal, first);
  const admin = adminText(facts, first);
  if (first.certainty !== 'certain' || first.name === 'explicit-deny') {
    return OF_CALLER.has(first.name) ? [admin, owner] : [owner, admin];
  }
  return [OF_CALLER.has(first.name) ? admin : owner];
}

function ownerText(facts: Facts, principal: Principal, first: RankedCause): ReadyText {
  const { name } = roleOf(facts);
  return {
    to: 'role-owner',
    title: `To the owner of the role ${name}`,
    text: [
      ...factLines(facts),
      ...reasonLines(first),
      '',
      ...denyLines(first),
      ...(first.name === 'external-id-missing' && first.certainty === 'certain'
        ? ['The trust policy of the role wants an external id: please tell me which one to use.']
        : statementLines(name, trustStatement(facts, principal))),
    ].join('\n'),
  };
}

function statementLines(name: string, statement: object): readonly string[] {
  return [
    'Please add this statement to the trust policy of the role',
    `(IAM console, Roles, ${name}, Trust relationships). It admits this caller alone:`,
    '',
    jsonText(statement),
  ];
}

function adminText(facts: Facts, first: RankedCause): ReadyText {
  const statement = {
    Effect: 'Allow',
    Action: oneOrMany(actionsOf(facts)),
    Resource: facts.evidence.roleArn,
  };
  return {
    to: 'caller-admin',
    title: `To the administrator of the account ${facts.caller.accountId ?? 'of the caller'}`,
    text: [
      ...factLines(facts),
      '',
      ...denyLines(first),
      `Please add this statement to a policy of ${callerText(facts.caller)}:`,
      '',
      jsonText(statement),
    ].join('\n'),
  };
}

function longerText(facts: Facts): ReadyText {
  const { name } = roleOf(facts);
  return {
    to: 'role-owner',
    title: `To the owner of the role ${name}`,
    text: [
      ...factLines(facts),
      '',
      `Please raise the maximum session duration of the role to ${facts.evidence.durationSeconds} seconds`,
      `(IAM console, Roles, ${name}, Edit), if that suits you.`,
    ].join('\n'),
  };
}

function factLines({ evidence, caller }: Facts): readonly string[] {
  const { answer, at } = evidence;
  const when =
    at === undefined ? '' : ` on ${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
  const request = answer?.requestId === undefined ? '' : `, request ${answer.requestId}`;
  return [
    `Role:    ${evidence.roleArn}`,
    `Caller:  ${caller.arn}`,
    `Refused: sts:${evidence.action}${when} in ${evidence.region}${request}`,
    ...(answer === undefined ? [] : [`Answer:  ${answer.code}: ${answer.text}`]),
  ];
}

/** What a look at the role showed, so that nobody takes away a condition that is meant to be there. */
function reasonLines({ certainty, name, why }: RankedCause): readonly string[] {
  if (certainty !== 'certain' || why === undefined || name === 'explicit-deny') return [];
  return name === 'mfa-not-carried'
    ? [`Reason:  ${why} The session of a role never carries MFA, so nobody gets in that way.`]
    : [`Reason:  ${why}`];
}

function denyLines({ name, why = '' }: RankedCause): readonly string[] {
  return name === 'explicit-deny'
    ? [
        `An explicit deny forbids it. ${why}`.trim(),
        'Please exempt this caller from it if that is meant to be.',
        '',
      ]
    : [];
}

/**
 * A role is named by its own ARN, never by that of a session, which would admit one session name only.
 * Where its path is not known, the account is named, and a condition holds it to the one role: names
 * are unique in an account, whatever the path.
 */
function trustStatement({ evidence, caller }: Facts, principal: Principal): object {
  const { place } = evidence;
  const isUser = principal.kind === 'user';
  const usesMfa = isUser && (evidence.mfaSerial !== undefined || place?.callerHasMfa === true);
  const condition = {
    ...(usesMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
    ...(evidence.externalIdSent
      ? { StringEquals: { 'sts:ExternalId': '<the one you agreed>' } }
      : {}),
    ...(principal.kind === 'role-without-path'
      ? {
          ArnLike: {
            'aws:PrincipalArn': [
              `${principal.account}:role/${principal.name}`,
              `${principal.account}:role/*/${principal.name}`,
            ],
          },
        }
      : {}),
  };
  return {
    Effect: 'Allow',
    Principal: { AWS: namedPrincipal(principal, caller) },
    Action: oneOrMany(actionsOf({ evidence, caller })),
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function namedPrincipal(principal: Principal, { partition, accountId }: Caller): string {
  return principal.kind === 'role-without-path'
    ? `arn:${partition}:iam::${accountId}:root`
    : principal.arn;
}

/** What both policies have to allow for a call: tags and a source identity count where inherited. */
export function actionsOf({ evidence }: Facts): readonly string[] {
  const { place } = evidence;
  return [
    'sts:AssumeRole',
    ...(evidence.tagsSent || place?.inheritsTags === true ? ['sts:TagSession'] : []),
    ...(evidence.sourceIdentitySent || place?.inheritsSourceIdentity === true
      ? ['sts:SetSourceIdentity']
      : []),
  ];
}

function oneOrMany(actions: readonly string[]): string | readonly string[] {
  const [first = ''] = actions;
  return actions.length === 1 ? first : actions;
}

function jsonText(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
