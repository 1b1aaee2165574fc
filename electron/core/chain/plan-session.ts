import { planBase } from './plan-base.ts';
import type { PlanRequest } from './plan-request.ts';
import { planRole } from './plan-role.ts';
import type { Chain, Plan } from './types.ts';

export type { PlanRequest } from './plan-request.ts';

/**
 * What an assume of a chain will do, as data: the STS calls in order, how long each lasts and why.
 * Makes no call, and asks for no code; a plan whose step has an `mfaSerial` needs one when it runs.
 *
 * Throws DURATION_NOT_POSSIBLE where the command line asks for what no route can give; what the
 * files ask for is cut with a warning.
 */
export function planSession(chain: Chain, request: PlanRequest): Plan {
  return chain.hops.length === 0 ? planBase(chain, request) : planRole(chain, request);
}
