import type { Command } from 'commander';
import { findRole } from '../../core/app/find-role.ts';
import { loadContext } from '../../core/app/load-context.ts';
import { previewPlan } from '../../core/app/preview-plan.ts';
import { formatDuration } from '../../core/chain/duration.ts';
import { startText } from '../../core/chain/start-text.ts';
import type { Plan, PlanStep } from '../../core/chain/types.ts';
import {
  addSessionOptions,
  type CommandContext,
  noteAll,
  printJson,
  type SessionOptions,
  wishFrom,
} from '../command-context.ts';
import type { Terminal } from '../terminal.ts';

/** `plan ROLE`: what an assume would do, with reasons; makes no call. */
export function addPlanCommand(program: Command, context: CommandContext): void {
  addSessionOptions(program.command('plan <role>'))
    .description('show the hops, durations and MFA that an assume would take; makes no call')
    .action(async (query: string, options: SessionOptions) => {
      const { terminal } = context;
      const wish = wishFrom(terminal, options);
      const app = await context.app(options);
      const loaded = await loadContext(app, options.region);
      const role = await findRole(app, loaded, query);
      // A plan is for the person who reads it, so it says what is done when they can be asked.
      const preview = await previewPlan(app, loaded, role, wish);
      if (options.json === true) {
        printJson(terminal, planValue(preview.plan, preview.liveSteps));
        return;
      }
      terminal.print(planText(terminal, preview.plan, preview.liveSteps));
      const warnings = preview.plan.chain.warnings.map(({ message }) => message);
      noteAll(terminal, [...warnings, ...preview.plan.warnings]);
    });
}

function planText(terminal: Terminal, plan: Plan, liveSteps: readonly boolean[]): string {
  const { chain } = plan;
  const names = [chain.base.profile, ...chain.hops.map(({ profile }) => profile)];
  const lines = [
    `${terminal.style('bold', plan.profile)}  ${names.join(' > ')}`,
    `Starts from ${startText(chain.base)}`,
  ];
  plan.steps.forEach((step, index) => {
    const isLive = liveSteps[index] === true;
    const note = isLive ? terminal.style('dim', ' (live already, no call)') : '';
    lines.push('', `${index + 1}. ${stepTitle(step)}${note}`);
    if (isLive) {
      return;
    }
    const details = [
      `for ${formatDuration(step.durationSeconds)}${maximumText(step)}, in ${step.region} (${step.endpoint})`,
      ...(step.mfaSerial === undefined ? [] : [`with a code of ${step.mfaSerial}`]),
      ...step.reasons,
    ];
    lines.push(...details.map((detail) => `   ${detail}`));
  });
  return `${lines.join('\n')}\n`;
}

function stepTitle(step: PlanStep): string {
  return step.hop === undefined ? 'GetSessionToken' : `AssumeRole ${step.hop.roleArn}`;
}

function maximumText(step: PlanStep): string {
  return step.maximumSeconds === undefined
    ? ''
    : ` (at most ${formatDuration(step.maximumSeconds)})`;
}

function planValue(plan: Plan, liveSteps: readonly boolean[]): object {
  return {
    profile: plan.profile,
    route: plan.route,
    base: plan.chain.base,
    start: startText(plan.chain.base),
    steps: plan.steps.map(({ hop, ...step }, index) => ({
      ...step,
      profile: hop?.profile ?? plan.chain.base.profile,
      roleArn: hop?.roleArn,
      live: liveSteps[index] === true,
    })),
    target: plan.chain.defaultTarget,
    region: plan.chain.outputRegion,
    warnings: [...plan.chain.warnings.map(({ message }) => message), ...plan.warnings],
  };
}
