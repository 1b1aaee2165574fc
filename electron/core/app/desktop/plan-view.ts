import type { PlanStepView, PlanView } from '../../../contract/roles.ts';
import type { Plan, PlanStep } from '../../chain/types.ts';

/** A plan as the window draws it. `isLive` tells by step where no call is needed. */
export function planView(plan: Plan, isLive: readonly boolean[]): PlanView {
  const { chain, steps } = plan;
  const { base } = chain;
  const findings = chain.warnings.map(({ message }) => message);
  return {
    profile: plan.profile,
    base: {
      profile: base.profile,
      kind: base.kind,
      ...(base.storage === undefined ? {} : { storage: base.storage }),
    },
    steps: steps.map((step, index) => stepView(step, base.profile, isLive[index] === true)),
    warnings: [...findings, ...plan.warnings],
    ...(chain.hops.length === 0
      ? {}
      : {
          targetReason: `The profile "${plan.profile}" has role_arn in the config file, so AWS tools would ignore keys written under that name.`,
        }),
  };
}

function stepView(step: PlanStep, base: string, isLive: boolean): PlanStepView {
  const { hop } = step;
  return {
    action: step.action,
    profile: hop?.profile ?? base,
    region: step.region,
    durationSeconds: step.durationSeconds,
    sendsCode: step.mfaSerial !== undefined,
    sendsExternalId: hop?.externalId !== undefined,
    isLive,
    reasons: step.reasons,
    ...(hop === undefined ? {} : { accountId: hop.accountId, roleArn: hop.roleArn }),
    ...(step.sessionName === undefined ? {} : { sessionName: step.sessionName }),
  };
}
