/** What main answers to `previewPlan`, from the security base on. */

import type { PlanStepView, PlanView } from '../../electron/contract/roles.ts';

export function step(profile: string, changes: Partial<PlanStepView> = {}): PlanStepView {
  return {
    action: 'AssumeRole',
    profile,
    accountId: '222222222222',
    region: 'eu-west-1',
    durationSeconds: 3600,
    sendsCode: false,
    sendsExternalId: false,
    isLive: false,
    sessionName: 'ana@laptop',
    reasons: [
      "1h, because AWS caps any role assumed with another role's credentials at one hour, whatever maximum either role has",
    ],
    ...changes,
  };
}

export function planOf(profile: string, steps: readonly PlanStepView[], warnings: string[] = []) {
  const plan: PlanView = {
    profile,
    base: { profile: 'security', kind: 'key', storage: 'keychain' },
    steps,
    warnings,
    targetReason: `AWS tools would ignore keys written to [${profile}]: its profile has role_arn`,
  };
  return { ok: true, value: plan };
}

/** One hop of a guarded role, with all that it sends. */
export const ONE_HOP = planOf('prod-admin', [
  step('prod-admin', {
    accountId: '333333333333',
    sendsCode: true,
    sendsExternalId: true,
    durationSeconds: 7200,
    reasons: [
      '2h, as duration_seconds says',
      'Asks for one code of arn:aws:iam::111122223333:mfa/ana',
    ],
  }),
]);
