import type { Organisation } from '../organisation.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { parseSessionPolicy } from '../policy/policy-fault.ts';
import { malformedPolicy, validationError } from '../sts-failure.ts';
import type { Parameters } from '../wire/parameters.ts';
import { POLICY_ARN } from './constraints.ts';
import type { TextRules, Validator } from './validator.ts';

/** The session policies of a call, as they were sent. */
export interface PolicyParameters {
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
}

/** Reads `Policy` and `PolicyArns`. */
export function readPolicyParameters(
  parameters: Parameters,
  validator: Validator,
  rules: TextRules,
): PolicyParameters {
  const policy = parameters.text('Policy');
  const policyArns = parameters.structures('PolicyArns').map((fields) => fields.get('arn') ?? '');
  validator.text('policy', policy, rules);
  validator.count('policyArns', policyArns, 10);
  policyArns.forEach((arn, index) => {
    validator.text(`policyArns.${index + 1}.member.arn`, arn, POLICY_ARN);
  });
  return { policy, policyArns };
}

/**
 * The documents behind the parameters, undefined where none were sent. Throws
 * MalformedPolicyDocument, or ValidationError for a managed policy that does not exist.
 */
export function resolveSessionPolicies(
  { policy, policyArns }: PolicyParameters,
  { managedPolicies }: Organisation,
): readonly PolicyDocument[] | undefined {
  if (policy === undefined && policyArns.length === 0) {
    return undefined;
  }
  const documents = policyArns.map((arn) => {
    const document = managedPolicies.get(arn);
    if (document === undefined) {
      throw validationError(`Policy ${arn} does not exist or is not attachable.`);
    }
    return document;
  });
  if (policy !== undefined) {
    const parsed = parseSessionPolicy(policy);
    if ('fault' in parsed) {
      throw malformedPolicy(parsed.fault);
    }
    documents.push(parsed);
  }
  return documents;
}
