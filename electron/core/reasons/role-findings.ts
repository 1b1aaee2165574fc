import type { RoleFacts } from '../aws/iam/types.ts';
import { formatDuration } from '../chain/duration.ts';
import type { LookResult } from './decoded-message.ts';
import type { Facts, RankedCause } from './facts.ts';
import { judgeTrust } from './judge-trust.ts';
import { actionsOf } from './ready-texts.ts';
import { trustCauses } from './trust-causes.ts';
import type { KnownKeys } from './trust-conditions.ts';
import { readTrustPolicy } from './trust-policy.ts';

/** What a look at the role in IAM gave. */
export type RoleLook =
  | { readonly isThere: false }
  | {
      readonly isThere: true;
      readonly role: RoleFacts;
      /** The external id as the files have it: compared with the policy, never shown. */
      readonly externalId?: string;
    };

/** A look at the role, with one sentence for the list of checks. */
export interface RoleFinding extends LookResult {
  readonly result: string;
}

/** What the role, as IAM shows it, says about a refused call. */
export function roleFindings(
  look: RoleLook,
  fitting: readonly RankedCause[],
  facts: Facts,
): RoleFinding {
  if (!look.isThere) {
    return {
      found: [
        {
          name: 'role-missing',
          certainty: 'certain',
          why: 'IAM knows no role of that name in this account.',
        },
      ],
      ruledOut: fitting.map(({ name }) => name),
      result: 'there is no such role in this account',
    };
  }
  const { role, externalId } = look;
  if (role.arn !== facts.evidence.roleArn) {
    return {
      found: [{ name: 'role-arn-differs', certainty: 'certain', why: `Its ARN is ${role.arn}.` }],
      ruledOut: fitting.map(({ name }) => name),
      result: `the role's ARN is ${role.arn}`,
    };
  }
  if (fitting[0]?.name === 'role-maximum') return maximumFinding(role);
  const statements = readTrustPolicy(role.trustPolicy);
  const judgement =
    statements === undefined
      ? undefined
      : judgeTrust(statements, {
          caller: facts.caller,
          actions: actionsOf(facts),
          known: knownKeys(facts, externalId),
        });
  return judgement === undefined
    ? {
        found: [],
        ruledOut: ['role-missing'],
        result: 'the role is there; its trust policy can’t be judged from here',
      }
    : trustCauses(judgement, facts);
}

function maximumFinding({ maximumSeconds }: RoleFacts): RoleFinding {
  const longest = formatDuration(maximumSeconds);
  return {
    found: [
      {
        name: 'role-maximum',
        certainty: 'certain',
        why: `The role allows ${longest} at most (MaxSessionDuration).`,
      },
    ],
    ruledOut: [],
    result: `the role allows sessions of ${longest} at most`,
  };
}

/**
 * The condition keys of the call that are known for certain. `aws:MultiFactorAuthPresent` is missing
 * for a long-term key without a code and for every session of a role, and false for a GetSessionToken
 * trio without MFA
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
function knownKeys({ evidence, caller }: Facts, externalId: string | undefined): KnownKeys {
  const { place } = evidence;
  const keys = new Map<string, string | undefined>();
  const hasMfa = evidence.mfaSerial !== undefined || place?.callerHasMfa === true;
  const isUserSession = evidence.callerKind === 'session' && caller.principal?.kind === 'user';
  keys.set('aws:multifactorauthpresent', hasMfa ? 'true' : isUserSession ? 'false' : undefined);
  const age = mfaAge({ evidence, caller });
  if (age !== 'unknown') keys.set('aws:multifactorauthage', age);
  if (!evidence.externalIdSent || externalId !== undefined) {
    keys.set('sts:externalid', evidence.externalIdSent ? externalId : undefined);
  }
  if (evidence.sessionName !== undefined) keys.set('sts:rolesessionname', evidence.sessionName);
  if (caller.accountId !== undefined) keys.set('aws:principalaccount', caller.accountId);
  const { principal } = caller;
  if (principal?.kind === 'user' || principal?.kind === 'role') {
    keys.set('aws:principalarn', principal.arn);
  }
  return keys;
}

/** Seconds since the code was given, or undefined where there was none. */
function mfaAge({ evidence }: Facts): string | undefined | 'unknown' {
  if (evidence.mfaSerial !== undefined) return '0';
  const { place, at } = evidence;
  if (place?.callerHasMfa !== true) return undefined;
  if (place.callerSince === undefined || at === undefined) return 'unknown';
  return String(Math.max(0, Math.floor((at - place.callerSince) / 1000)));
}
