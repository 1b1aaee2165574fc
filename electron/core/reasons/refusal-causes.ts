import type { ErrorCode } from '../../contract/errors.ts';
import type { CauseName } from '../../contract/explanation.ts';
import type { AnswerFacts } from '../aws/sts/refused-call.ts';
import { DEFAULT_PARTITION, partitionOfRegion } from '../chain/partitions.ts';
import type { Facts, RankedCause } from './facts.ts';

type Ranking = (facts: Facts) => readonly RankedCause[];

/** The causes of every refusal but AccessDenied, by our code; undefined for a code without any. */
export function refusalCauses(code: ErrorCode, facts: Facts): readonly RankedCause[] | undefined {
  const { evidence } = facts;
  return evidence.action === 'AssumeRoleWithWebIdentity'
    ? webIdentityCauses(evidence.answer)
    : (byAnswer(evidence.answer) ?? byCode[code]?.(facts));
}

const certain =
  (name: CauseName): Ranking =>
  () => [{ name, certainty: 'certain' }];

/**
 * A role that an identity provider's token opens. Who calls is in the token alone, so AccessDenied
 * says no more than that the role does not take it.
 */
function webIdentityCauses(answer: AnswerFacts | undefined): readonly RankedCause[] | undefined {
  switch (answer?.code) {
    case 'ExpiredToken':
      return [{ name: 'identity-token-expired', certainty: 'certain' }];
    case 'AccessDenied':
      return [
        {
          name: 'principal-not-trusted',
          certainty: 'likely',
          why: 'It has to name the identity provider as Federated, allow sts:AssumeRoleWithWebIdentity, and its conditions have to fit the audience and subject of the token.',
        },
        { name: 'role-missing', certainty: 'possible' },
      ];
    default:
      return byAnswer(answer);
  }
}

/** Wire codes that tell more than the code of ours that they end in. */
function byAnswer(answer: AnswerFacts | undefined): readonly RankedCause[] | undefined {
  const name = byWireCode[answer?.code ?? ''];
  return name === undefined ? undefined : [{ name, certainty: 'certain' }];
}

const byWireCode: Readonly<Record<string, CauseName>> = {
  InvalidIdentityToken: 'identity-token-invalid',
  IDPRejectedClaim: 'identity-claim-rejected',
  IDPCommunicationError: 'identity-provider-unreachable',
  InvalidAuthorizationMessage: 'message-undecodable',
  IncompleteSignature: 'request-altered',
  MissingAuthenticationToken: 'request-altered',
};

const byCode: Readonly<Partial<Record<ErrorCode, Ranking>>> = {
  MFA_CODE_INVALID: certain('mfa-code-wrong'),
  MFA_REQUIRED: certain('mfa-code-missing'),
  STS_MFA_DEVICE_INVALID: deviceCauses,
  STS_CALLER_NOT_ALLOWED: callerCauses,
  STS_MAX_SESSION_DURATION: certain('role-maximum'),
  STS_CHAINING_LIMIT: certain('chaining-limit'),
  STS_VALIDATION: ({ evidence }) => {
    const isAboutTags = /\btag key/i.test(evidence.answer?.text ?? '');
    return [{ name: isAboutTags ? 'tag-conflict' : 'value-refused', certainty: 'certain' }];
  },
  STS_POLICY_MALFORMED: certain('policy-malformed'),
  STS_POLICY_TOO_LARGE: certain('policy-too-large'),
  STS_REGION_DISABLED: certain('region-disabled'),
  STS_OPT_IN_REQUIRED: certain('not-signed-up'),
  STS_EXPIRED_TOKEN: certain('session-expired'),
  STS_KEY_INVALID: keyCauses,
  STS_SIGNATURE_MISMATCH: () => [
    { name: 'secret-wrong', certainty: 'likely' },
    { name: 'request-altered', certainty: 'possible' },
  ],
  STS_CLOCK_SKEW: ({ evidence }) => {
    const isFast =
      evidence.clockOffset < 0 || /^Signature not yet current/.test(evidence.answer?.text ?? '');
    return [{ name: isFast ? 'clock-fast' : 'clock-slow', certainty: 'certain' }];
  },
  STS_THROTTLED: certain('throttled'),
  STS_UNAVAILABLE: certain('aws-trouble'),
  STS_BAD_RESPONSE: certain('foreign-answer'),
};

function callerCauses({ evidence }: Facts): readonly RankedCause[] {
  const text = evidence.answer?.text ?? '';
  const name = text.startsWith('Roles may not be assumed by root')
    ? 'root-caller'
    : text.includes('federation credentials')
      ? 'federated-caller'
      : 'session-caller';
  return [{ name, certainty: 'certain' }];
}

/** `:user/x` for `:mfa/x` is the classic (https://github.com/broamski/aws-mfa/issues/46). */
function deviceCauses({ evidence, caller }: Facts): readonly RankedCause[] {
  const serial = evidence.mfaSerial ?? '';
  const account = /^arn:[\w-]+:iam::(\d{12}):/.exec(serial)?.[1];
  if (account !== undefined && caller.accountId !== undefined && account !== caller.accountId) {
    const why = `The device is of account ${account}, and the user of account ${caller.accountId}.`;
    return [{ name: 'mfa-serial-wrong', certainty: 'certain', why }];
  }
  return serial.includes(':user/')
    ? [{ name: 'mfa-serial-wrong', certainty: 'certain' }]
    : [
        { name: 'mfa-serial-wrong', certainty: 'likely' },
        { name: 'mfa-device-kind', certainty: 'possible' },
      ];
}

/**
 * InvalidClientTokenId says neither whose key it is nor what is wrong with it. A key outside the usual
 * partition is, most of the time, one that was made in the usual one.
 */
function keyCauses({ evidence }: Facts): readonly RankedCause[] {
  const isElsewhere = partitionOfRegion(evidence.region)?.name !== DEFAULT_PARTITION.name;
  const names: readonly CauseName[] =
    evidence.callerKind === 'session'
      ? ['session-unknown', 'global-token', 'wrong-partition']
      : ['key-inactive', 'wrong-partition', 'key-new'];
  const ordered = isElsewhere
    ? ['wrong-partition' as const, ...names.filter((name) => name !== 'wrong-partition')]
    : names;
  return ordered.map((name, index) => ({ name, certainty: index === 0 ? 'likely' : 'possible' }));
}
