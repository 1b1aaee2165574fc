import type { CauseName } from '../../contract/explanation.ts';
import type { Facts, RankedCause } from './facts.ts';
import type { TrustJudgement } from './judge-trust.ts';
import type { TrustCondition } from './trust-policy.ts';

/** What a judged trust policy changes in the causes that only fitted. */
export interface TrustVerdict {
  /** Causes that it names, the surest first. */
  readonly found: readonly RankedCause[];
  /** Causes that it rules out. */
  readonly ruledOut: readonly CauseName[];
  /** One sentence for the list of checks. */
  readonly result: string;
}

/** All that a trust policy could be the cause of. */
const OF_TRUST: readonly CauseName[] = [
  'principal-not-trusted',
  'external-id-missing',
  'external-id-wrong',
  'mfa-missing',
  'mfa-not-carried',
  'mfa-too-old',
  'trust-condition',
  'tag-session',
  'set-source-identity',
  'role-missing',
  'role-arn-differs',
];

/**
 * The causes that a trust policy shows. Where it would let the call in, the caller's own side is left;
 * a policy of the same account that names the caller itself needs no other allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function trustCauses(judgement: TrustJudgement, facts: Facts): TrustVerdict {
  switch (judgement.verdict) {
    case 'allows':
      return {
        found: [
          {
            name: judgement.as === 'named' ? 'explicit-deny' : 'no-permission',
            certainty: 'likely',
          },
        ],
        ruledOut: judgement.as === 'named' ? [...OF_TRUST, 'no-permission'] : OF_TRUST,
        result:
          'the trust policy would let this call in, so the reason lies with the policies of the caller',
      };
    case 'denies':
      return verdict([
        {
          name: 'explicit-deny',
          why: `Statement ${judgement.statement} of the trust policy denies it, and no allow outweighs that.`,
        },
      ]);
    case 'not-named':
      return verdict([
        {
          name: 'principal-not-trusted',
          ...(judgement.deletedIds.length === 0
            ? {}
            : {
                why: `It names ${judgement.deletedIds.join(', ')}: the id of a user or role that was deleted. One that was made again under the same name has another id.`,
              }),
        },
      ]);
    case 'action-missing':
      return verdict([actionCause(judgement.action)]);
    case 'conditions':
      return conditionCauses(judgement, facts);
  }
}

type Found = Omit<RankedCause, 'certainty'>;

function verdict(found: readonly Found[]): TrustVerdict {
  return {
    found: found.map((cause) => ({ ...cause, certainty: 'certain' })),
    ruledOut: [...OF_TRUST, 'no-permission', 'policy-limit', 'explicit-deny'],
    result: 'its trust policy does not let this call in',
  };
}

function actionCause(action: string): Found {
  const why = `The trust policy lets the caller in, but not for ${action}.`;
  switch (action) {
    case 'sts:TagSession':
      return { name: 'tag-session', why };
    case 'sts:SetSourceIdentity':
      return { name: 'set-source-identity', why };
    default:
      return { name: 'principal-not-trusted', why };
  }
}

function conditionCauses(
  { statement, failing, unknown }: Extract<TrustJudgement, { verdict: 'conditions' }>,
  facts: Facts,
): TrustVerdict {
  const where = `Statement ${statement} of the trust policy`;
  const found = once(failing.map((condition) => conditionCause(condition, where, facts)));
  if (found.length > 0) return verdict(found);
  const keys = unknown.map(({ key }) => key).join(', ');
  return {
    found: [
      {
        name: 'trust-condition',
        certainty: 'likely',
        why: `${where} has a condition on ${keys}; whether it held can't be told from here.`,
      },
    ],
    ruledOut: OF_TRUST,
    result: `its trust policy lets this call in only under a condition on ${keys}`,
  };
}

function conditionCause({ operator, key }: TrustCondition, where: string, facts: Facts): Found {
  const { evidence, caller } = facts;
  switch (key.toLowerCase()) {
    case 'sts:externalid':
      return evidence.externalIdSent
        ? {
            name: 'external-id-wrong',
            why: `${where} wants another external id than the one that was sent.`,
          }
        : { name: 'external-id-missing', why: `${where} wants an external id.` };
    case 'aws:multifactorauthpresent':
      return { name: mfaCause(facts), why: `${where} wants MFA.` };
    case 'aws:multifactorauthage':
      return evidence.mfaSerial === undefined && evidence.place?.callerHasMfa !== true
        ? { name: mfaCause(facts), why: `${where} wants MFA.` }
        : { name: 'mfa-too-old', why: `${where} limits how old the MFA may be.` };
    default:
      return {
        name: 'trust-condition',
        why: `${where} wants ${operator} on ${key}, which does not hold for ${caller.arn ?? 'this caller'}.`,
      };
  }
}

function mfaCause({ caller }: Facts): CauseName {
  return caller.principal?.kind === 'user' ? 'mfa-missing' : 'mfa-not-carried';
}

function once(causes: readonly Found[]): readonly Found[] {
  return causes.filter(
    ({ name }, index) => causes.findIndex((other) => other.name === name) === index,
  );
}
