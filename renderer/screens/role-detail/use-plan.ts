import { useEffect, useState } from 'react';
import type { Failure } from '../../../electron/contract/results.ts';
import type { PlanView, RoleView } from '../../../electron/contract/roles.ts';
import { bridge } from '../../bridge.ts';

export type PlanReading =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly plan: PlanView }
  | { readonly state: 'failed'; readonly failure: Failure };

/**
 * What an assume of the role would take now. Asked for again when the role changed: a live session
 * makes calls unnecessary. The plan before stays on screen meanwhile, so that nothing jumps.
 */
export function usePlan(role: RoleView): PlanReading {
  const [reading, setReading] = useState<PlanReading>({ state: 'loading' });
  const { profile, state, expiresAt, roleArn, region, chain } = role;
  const moment = [state, expiresAt, roleArn, region, ...chain].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moment` is what makes a plan old
  useEffect(() => {
    let isWanted = true;
    const take = (next: PlanReading): void => {
      if (isWanted) setReading(next);
    };
    bridge.previewPlan(profile).then(
      (result) =>
        take(
          result.ok
            ? { state: 'ready', plan: result.value }
            : { state: 'failed', failure: result.error },
        ),
      (error: unknown) =>
        take({
          state: 'failed',
          failure: {
            code: 'INTERNAL',
            message: `The plan could not be asked for: ${String(error)}`,
            hint: 'Open this role again.',
          },
        }),
    );
    return () => {
      isWanted = false;
    };
  }, [profile, moment]);
  return reading;
}
