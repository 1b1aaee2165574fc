import type { PlanView, RoleForm } from '../../electron/contract/roles.ts';
import { SAMPLE_NOW } from '../../electron/contract/testing/sample-snapshot.ts';

const PLAN: PlanView = {
  profile: 'staging-deployer',
  base: { profile: 'security', kind: 'key', storage: 'keychain' },
  steps: [
    {
      action: 'GetSessionToken',
      profile: 'security',
      accountId: '111122223333',
      region: 'eu-west-1',
      durationSeconds: 43_200,
      sendsCode: true,
      sendsExternalId: false,
      isLive: true,
      reasons: ['one MFA session serves all roles of this key for 12 h'],
    },
    {
      action: 'AssumeRole',
      profile: 'hub',
      accountId: '111122223333',
      roleArn: 'arn:aws:iam::111122223333:role/hub',
      region: 'eu-west-1',
      durationSeconds: 3600,
      sendsCode: false,
      sendsExternalId: false,
      sessionName: 'ana-laptop',
      isLive: true,
      reasons: ['temporary credentials allow 1 h at most'],
    },
    {
      action: 'AssumeRole',
      profile: 'staging-deployer',
      accountId: '222222222222',
      roleArn: 'arn:aws:iam::222222222222:role/deployer',
      region: 'eu-west-1',
      durationSeconds: 3600,
      sendsCode: false,
      sendsExternalId: false,
      sessionName: 'ana-laptop',
      isLive: false,
      reasons: ['AWS allows 1 h at most when chaining, whatever the role’s own maximum is'],
    },
  ],
  warnings: [],
  targetReason:
    'Its profile has role_arn: AWS tools would ignore keys written to [staging-deployer].',
};

const FORM: RoleForm = {
  profile: 'staging-deployer',
  roleArn: 'arn:aws:iam::222222222222:role/deployer',
  sourceProfile: 'hub',
  region: 'eu-west-1',
  mfaSerial: '',
  externalId: '',
  sessionName: '',
  durationSeconds: '',
};

/** What main would answer for the sample organisation, where more than a `Done` is wanted. */
export const SAMPLE_ANSWERS: Readonly<Record<string, unknown>> = {
  previewPlan: { ok: true, value: PLAN },
  readRoleForm: { ok: true, value: FORM },
  verifyKey: {
    ok: true,
    value: { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/ana' },
  },
  findPlainKeys: { ok: true, value: { keys: [], left: [], notices: [] } },
  examine: { ok: true, value: { findings: [] } },
  listChanges: { ok: true, value: [] },
  answerMfa: { ok: true, value: null },
  dismissMfa: { ok: true, value: null },
  markRole: { ok: true, value: null },
  markAccount: { ok: true, value: null },
  hideWindow: { ok: true, value: null },
  quit: { ok: true, value: null },
  practiceCode: { ok: true, value: { code: '407811', endsAt: SAMPLE_NOW + 18_000 } },
};

/** About as much as main ever says at once. */
export const LONG_REFUSAL = {
  ok: false,
  error: {
    code: 'TARGET_REFUSED',
    message:
      '[staging-deployer-session] is not written: ~/.aws/credentials, line 208, gives that section a long-term key, AKIAIOSFODNN7EXAMPLE, and Role Valet never overwrites or removes one',
    hint: 'Move the key into the keychain first, under Keys, or choose another target in the role’s details; tools that name the section go on with the key it has until then.',
  },
};
