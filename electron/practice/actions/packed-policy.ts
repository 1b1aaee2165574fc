import { deflateRawSync } from 'node:zlib';
import type { Tag } from '../organisation.ts';
import { StsFailure } from '../sts-failure.ts';
import type { PolicyParameters } from './session-policies.ts';

/**
 * AWS packs session policies and tags into a binary format and publishes neither format nor limit. The
 * practice STS deflates them, against limits that give percentages of the size seen in practice: a
 * handful of tags fits, fifty long ones do not.
 */
const POLICY_BYTES = 2048;
const TAG_BYTES = 2048;

/**
 * The percentage of the allotted space that policies and tags take together, undefined where there
 * are none. Throws PackedPolicyTooLarge over 100 %.
 */
export function packedPolicySize(
  { policy, policyArns }: PolicyParameters,
  tags: readonly Tag[],
): number | undefined {
  const hasPolicies = policy !== undefined || policyArns.length > 0;
  if (!hasPolicies && tags.length === 0) {
    return undefined;
  }
  const tagSize = percentage(tags.length === 0 ? '' : JSON.stringify(tags), TAG_BYTES);
  if (tagSize > 100) {
    throw tooLarge(`Packed size of session tags consumes ${tagSize}% of allotted space.`);
  }
  const policySize = percentage(
    hasPolicies ? JSON.stringify([policy ?? '', policyArns]) : '',
    POLICY_BYTES,
  );
  if (policySize > 100) {
    throw tooLarge(
      `Packed policy consumes ${policySize}% of allotted space, please use smaller policy.`,
    );
  }
  return Math.min(100, policySize + tagSize);
}

function percentage(text: string, limit: number): number {
  return text === '' ? 0 : Math.ceil((deflateRawSync(text).length / limit) * 100);
}

function tooLarge(message: string): StsFailure {
  return new StsFailure('PackedPolicyTooLarge', 400, message);
}
