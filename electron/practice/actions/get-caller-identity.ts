import { accountIdOf, arnOf, userIdOf } from '../caller.ts';
import type { ActionCall } from '../sts-state.ts';
import type { ResultElements } from '../wire/answer-text.ts';

/** GetCallerIdentity: for every caller, whatever its policies deny. */
export function getCallerIdentity({ caller }: ActionCall): ResultElements {
  return { Arn: arnOf(caller), UserId: userIdOf(caller), Account: accountIdOf(caller) };
}
