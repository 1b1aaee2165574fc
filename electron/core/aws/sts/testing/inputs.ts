import type { Clock } from '../../../ports.ts';
import type { AssumeRoleInput, StsCaller } from '../types.ts';

/** The machine's real clock, with `offset` milliseconds added. */
export function realClock(offset = 0): Clock {
  return {
    now: () => Date.now() + offset,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

/** AWS's documented example key, as the caller of `endpoint`. */
export function callerOf(
  endpoint: string,
  parts: Partial<StsCaller['credentials']> = {},
): StsCaller {
  return {
    region: 'eu-west-1',
    endpoint,
    credentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      ...parts,
    },
  };
}

/** An AssumeRole call with the least that it needs. */
export function roleInput(parts: Partial<AssumeRoleInput> = {}): AssumeRoleInput {
  return {
    roleArn: 'arn:aws:iam::111122223333:role/deployer',
    sessionName: 'me',
    durationSeconds: 3600,
    tags: [],
    transitiveTagKeys: [],
    policyArns: [],
    ...parts,
  };
}

/** A device and a code of it. */
export const mfa = { serial: 'arn:aws:iam::111122223333:mfa/me', code: '012345' };
