import type { Result } from '../../../../contract/results.ts';
import { VERB_SCHEMAS } from '../../../../contract/schemas.ts';

/** The value of a verb's answer, which must fit the contract as the router checks it. Throws its failure. */
export async function valueFrom<T>(
  name: keyof typeof VERB_SCHEMAS,
  answer: Promise<Result<T>>,
): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  VERB_SCHEMAS[name].output.parse(result.value);
  return result.value;
}
