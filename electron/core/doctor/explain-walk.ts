import type { Explanation } from '../../contract/explanation.ts';
import type { App } from '../app/app.ts';
import { explainRefusal } from '../app/explain-refusal.ts';
import type { LoadedContext } from '../app/load-context.ts';
import { RefusedCall } from '../aws/sts/refused-call.ts';
import { type ChainWalk, type WalkOptions, walkToFailure } from './walk-chain.ts';

/** A walk, and why its last link broke where a call to AWS is what broke it. */
export interface ExplainedWalk extends ChainWalk {
  readonly explanation?: Explanation;
}

/** Walks the chain of a profile, and explains the refusal that ends it. Throws as `walkChain`. */
export async function explainWalk(
  app: App,
  context: LoadedContext,
  profile: string,
  options: WalkOptions = {},
): Promise<ExplainedWalk> {
  const { walk, failure } = await walkToFailure(app, context, profile, options);
  if (!(failure instanceof RefusedCall)) return walk;
  const explanation = await explainRefusal(app, context, profile, failure, { check: true });
  return { ...walk, explanation };
}
