/** The sample organisation with ways in and out: consoles, bases of other kinds, a sign-in that is due. */

import type { BaseKindView, SignInView } from '../../electron/contract/access.ts';
import type { PlanView, RoleView } from '../../electron/contract/roles.ts';
import {
  SAMPLE_NOW,
  sampleRole,
  sampleSnapshot,
} from '../../electron/contract/testing/sample-snapshot.ts';

const SIGNED_OUT = {
  code: 'SIGN_IN_REQUIRED',
  message: 'profile dev needs a sign-in to IAM Identity Center (corp): the last one has ended',
  hint: 'Sign in, then try again.',
};

/** All roles of the sample as main shows them: each with a console, the broken one without. */
export const WITH_CONSOLE: readonly RoleView[] = sampleSnapshot().roles.map((role) =>
  role.state === 'broken'
    ? role
    : {
        ...role,
        baseKind: 'key',
        ...(role.kind === 'base' ? {} : { console: { canBeReadOnly: true } }),
      },
);

/** Roles that start from IAM Identity Center, whose sign-in has ended. */
export const SIGN_IN_DUE: readonly RoleView[] = [
  sampleRole('dev-admin', '555555555555', {
    chain: ['dev', 'dev-admin'],
    baseKind: 'sso',
    console: { canBeReadOnly: true },
    state: 'needs-mfa',
    failure: SIGNED_OUT,
    expiresAt: SAMPLE_NOW + 9 * 60_000,
    lifeSeconds: 3600,
    targets: [{ name: 'dev-admin-session', state: 'ours' }],
  }),
  sampleRole('dev-auditor', '555555555555', {
    chain: ['dev', 'dev-auditor'],
    baseKind: 'sso',
    console: { canBeReadOnly: true },
    state: 'failed',
    failure: SIGNED_OUT,
  }),
];

/** A base of every kind, in the list's order. */
export const BASES: readonly RoleView[] = (
  [
    ['ana', 'key'],
    ['build', 'container'],
    ['ci', 'web-identity'],
    ['dev', 'sso'],
    ['laptop', 'login'],
    ['runner', 'instance'],
    ['shell', 'environment'],
    ['vault', 'process'],
    ['yesterday', 'session'],
  ] satisfies readonly (readonly [string, BaseKindView])[]
).map(([profile, baseKind]) => base(profile, baseKind));

function base(profile: string, baseKind: BaseKindView): RoleView {
  const { accountId: _, roleArn: __, ...common } = sampleRole(profile, '');
  return {
    ...common,
    kind: 'base',
    roleName: profile,
    chain: [profile],
    baseKind,
    ...(baseKind === 'key' ? {} : { console: { canBeReadOnly: false } }),
  };
}

export const SIGN_IN: SignInView = {
  profile: 'dev-admin',
  name: 'corp',
  startUrl: 'https://corp.awsapps.com/start',
};

export const SIGN_IN_BY_CODE: SignInView = {
  ...SIGN_IN,
  code: {
    userCode: 'QWHD-LZKV',
    url: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=QWHD-LZKV',
    expiresAt: SAMPLE_NOW + 600_000,
  },
};

export const SSO_PLAN: { readonly ok: true; readonly value: PlanView } = {
  ok: true,
  value: {
    profile: 'dev-admin',
    base: { profile: 'dev', kind: 'sso' },
    steps: [
      {
        action: 'AssumeRole',
        profile: 'dev-admin',
        accountId: '555555555555',
        region: 'eu-west-1',
        durationSeconds: 3600,
        sendsCode: false,
        sendsExternalId: false,
        isLive: false,
        reasons: ['1h, because what IAM Identity Center gives is a session of a role already'],
      },
    ],
    warnings: [],
  },
};
