/** The sample organisation with one role more, whose trust policy and caller a test makes up. */
import { writeFile } from 'node:fs/promises';
import { RoleValetError } from '../../../contract/errors.ts';
import type { Explanation } from '../../../contract/explanation.ts';
import type { Organisation, Role } from '../../../practice/organisation.ts';
import type { PolicyDocument, Statement } from '../../../practice/policy/policy-document.ts';
import { explainRefusal } from '../../app/explain-refusal.ts';
import { loadContext } from '../../app/load-context.ts';
import { obtainSession } from '../../app/obtain-session.ts';
import { type PracticeApp, practiceApp } from '../../app/testing/practice-app.ts';

export const HOME_ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '222233334444';
export const CI = `arn:aws:iam::${HOME_ACCOUNT}:user/automation/ci`;
export const ALEX = `arn:aws:iam::${HOME_ACCOUNT}:user/alex`;
export const DEVICE = `arn:aws:iam::${HOME_ACCOUNT}:mfa/alex`;
export const RELAY = `arn:aws:iam::${HOME_ACCOUNT}:role/teams/relay`;

/** How a refusal is provoked. */
export interface Refusal {
  /** Statements of the role's trust policy; none: there is no such role. */
  readonly trust?: readonly Statement[];
  /** Lines of the role's profile besides role_arn and source_profile. */
  readonly settings?: string;
  /** Where the chain starts; `relay` is a role that ci may assume. Default: ci. */
  readonly source?: 'ci' | 'security' | 'relay';
  /** Lines of the relay's profile. */
  readonly relaySettings?: string;
  /** Statements of the caller's own policies, in place of "may assume any role". */
  readonly policies?: readonly Statement[];
  /** How the role is written in role_arn, where otherwise than it is. Default: teams/target. */
  readonly writtenAs?: string;
  /** What happens between the making of an MFA session and the call, milliseconds. */
  readonly waits?: number;
}

/** Where the role is, and whether its caller may look at it. */
export interface Setting {
  readonly account: string;
  readonly mayLook: boolean;
}

const ASSUME: Statement = {
  Effect: 'Allow',
  Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Resource: '*',
};
const LOOK: Statement = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' };

function documentOf(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** `Allow` for a principal, to assume and more. */
export function allow(principal: string, condition?: Statement['Condition']): Statement {
  return {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ASSUME.Action as readonly string[],
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function roleOf(arn: string, trust: readonly Statement[], ...policies: PolicyDocument[]): Role {
  const [, account = '', path = '', name = ''] =
    /::(\d+):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return {
    arn,
    name,
    accountId: account,
    path,
    id: `AROA${name.toUpperCase()}EXAMPLE`,
    maxSessionDuration: 3600,
    trustPolicy: documentOf(...trust),
    policies,
    tags: [],
  };
}

/** Makes the sample into the organisation of a refusal. */
export function changedOrganisation(refusal: Refusal, { account, mayLook }: Setting) {
  const own = documentOf(...(refusal.policies ?? [ASSUME]), ...(mayLook ? [LOOK] : []));
  const relayed = refusal.source === 'relay';
  return (sample: Organisation): Organisation => ({
    ...sample,
    users: sample.users.map((user) => ({
      ...user,
      policies: [relayed ? documentOf(ASSUME) : own],
    })),
    roles: [
      ...sample.roles,
      roleOf(RELAY, [allow(CI)], own),
      ...(refusal.trust === undefined
        ? []
        : [roleOf(`arn:aws:iam::${account}:role/teams/target`, refusal.trust)]),
    ],
  });
}

/** The config file of a refusal. */
export function configText(refusal: Refusal, { account }: Setting): string {
  const { source = 'ci', settings = '', relaySettings = '', writtenAs = 'teams/target' } = refusal;
  return `[profile ci]
region = eu-west-1
[profile security]
mfa_serial = ${DEVICE}
region = eu-west-1
[profile relay]
role_arn = ${RELAY}
source_profile = ci
${relaySettings}
[profile target]
role_arn = arn:aws:iam::${account}:role/${writtenAs}
source_profile = ${source}
${settings}
`;
}

/** Makes the organisation, provokes the refusal with a real call, and explains it with checks. */
export async function explained(refusal: Refusal, setting: Setting): Promise<Explanation> {
  const practice = await practiceApp(changedOrganisation(refusal, setting));
  try {
    return await explainedIn(practice, refusal, setting);
  } finally {
    await practice.close();
  }
}

async function explainedIn(
  practice: PracticeApp,
  refusal: Refusal,
  setting: Setting,
): Promise<Explanation> {
  const { app } = practice;
  await writeFile(app.configPath, configText(refusal, setting));
  const context = await loadContext(app);
  const wish = refusal.source === 'security' ? { mfaCode: practice.code() } : {};
  if (refusal.waits !== undefined) {
    await obtainSession(app, context, 'security', { ...wish, isForOthers: true });
    practice.pass(refusal.waits);
  }
  const error = await obtainSession(
    app,
    context,
    'target',
    refusal.waits === undefined ? wish : {},
  ).catch((reason: unknown) => reason);
  if (!(error instanceof RoleValetError))
    throw new Error('the call was not refused', { cause: error });
  return await explainRefusal(app, context, 'target', error, { check: true });
}
