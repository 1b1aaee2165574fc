import type { CauseName } from '../../contract/explanation.ts';
import type { CallFacts, CallPlaceInChain } from '../aws/sts/refused-call.ts';
import { readRoleArn } from '../chain/arn.ts';
import type { RankedCause } from './facts.ts';

/** What AccessDenied is judged by: the call, its text, and where known its place and its caller. */
export interface Denial {
  readonly call: CallFacts;
  readonly text: string;
  readonly place?: CallPlaceInChain;
  readonly callerAccount?: string;
  /** When it was refused, epoch milliseconds by AWS's clock. */
  readonly at?: number;
}

/** Where a policy limits the age of MFA, an hour is the usual limit; milliseconds. */
const USUAL_MFA_AGE = 3_600_000;

/**
 * The causes of AccessDenied, the likeliest first. STS gives this one answer for a missing permission,
 * a trust policy that says no, a wrong or missing external id, missing MFA and a role that does not
 * exist (https://github.com/uswitch/kiam/issues/33), so every cause that fits is named; one is certain
 * only where AWS's own words hold it.
 */
export function denialCauses(denial: Denial): readonly RankedCause[] {
  return namedByAws(denial) ?? likely(fittingCauses(denial));
}

/** The cause, where AWS's own words hold it. Texts are matched by their stable parts only. */
function namedByAws(denial: Denial): readonly RankedCause[] | undefined {
  const { text, call } = denial;
  const deny = /with an explicit deny(?: in an? ([a-z -]+? policy|[a-z -]+? boundary))?/i.exec(
    text,
  );
  if (deny !== null) {
    const where = deny[1] === undefined ? 'a policy' : `the ${deny[1].toLowerCase()}`;
    const why = `AWS says so: it stands in ${where}, and no allow elsewhere outweighs it.`;
    return [{ name: 'explicit-deny', certainty: 'certain', why }];
  }
  const side = sideNamed(text);
  if (/perform: sts:TagSession\b/.test(text)) {
    return [{ name: 'tag-session', certainty: 'certain', ...saidOf('sts:TagSession', side) }];
  }
  if (/perform: sts:SetSourceIdentity\b/.test(text)) {
    const said = saidOf('sts:SetSourceIdentity', side);
    return [{ name: 'set-source-identity', certainty: 'certain', ...said }];
  }
  if (side === 'identity-based policy') {
    const why = 'AWS says so: no identity-based policy of the caller allows it.';
    return [{ name: 'no-permission', certainty: 'certain', why }];
  }
  if (side === 'resource-based policy') {
    return likely(fittingCauses(denial).filter((name) => trustSide.has(name)));
  }
  if (side !== undefined) {
    return [
      { name: 'policy-limit', certainty: 'certain', why: `AWS says so: no ${side} allows it.` },
    ];
  }
  return call.action === 'AssumeRole'
    ? undefined
    : likely(['no-permission', 'policy-limit', 'explicit-deny']);
}

/** The kind of policy that AWS says lacks an allow, such as `identity-based policy`. */
function sideNamed(text: string): string | undefined {
  const missing = /because no ([a-z -]+? (?:policy|boundary)) allows/i.exec(text);
  return missing?.[1]?.toLowerCase();
}

function saidOf(action: string, side: string | undefined): { why?: string } {
  return side === undefined
    ? { why: `AWS says so: it is ${action} that it refused.` }
    : { why: `AWS says so: no ${side} allows ${action}.` };
}

/** Causes that lie in the trust policy, not with the caller. */
const trustSide: ReadonlySet<CauseName> = new Set<CauseName>([
  'principal-not-trusted',
  'external-id-missing',
  'external-id-wrong',
  'mfa-missing',
  'mfa-not-carried',
  'mfa-too-old',
  'trust-condition',
]);

/**
 * Names by weight. The weights say no more than an order: what was not sent comes before what may be
 * wrong on the other side, since it is quickest to look at and most often the cause.
 */
function fittingCauses({ call, place, callerAccount, at }: Denial): readonly CauseName[] {
  const weights = new Map<CauseName, number>([
    ['principal-not-trusted', 70],
    ['role-missing', 66],
    ['explicit-deny', 10],
    ['trust-condition', 5],
  ]);
  // External ids are for callers of other companies, which seldom come by way of a role of their own.
  const externalIdMissing = call.callerKind === 'long-term' ? 80 : 64;
  weights.set(
    call.externalIdSent ? 'external-id-wrong' : 'external-id-missing',
    call.externalIdSent ? 68 : externalIdMissing,
  );
  const role = readRoleArn(call.roleArn ?? '');
  // Within one account AWS names the caller's own policies where they are what is missing.
  const isSameAccount = role.ok && callerAccount === role.arn.accountId;
  weights.set('no-permission', isSameAccount ? 20 : 62);
  if (call.tagsSent || place?.inheritsTags === true) weights.set('tag-session', 50);
  if (call.sourceIdentitySent || place?.inheritsSourceIdentity === true) {
    weights.set('set-source-identity', 50);
  }
  const { callerHasMfa = false, callerSince = Number.NaN } = place ?? {};
  if (callerHasMfa && (at ?? Number.NaN) - callerSince > USUAL_MFA_AGE) {
    weights.set('mfa-too-old', 64);
  }
  const mfa = mfaCause(call, place);
  if (mfa !== undefined) weights.set(...mfa);
  return [...weights].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/**
 * MFA as a cause. A session's MFA counts only where the session itself came from GetSessionToken with
 * a code; a role's session never carries it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 */
function mfaCause(
  call: CallFacts,
  place: CallPlaceInChain | undefined,
): readonly [CauseName, number] | undefined {
  if (call.mfaSerial !== undefined || place?.callerHasMfa === true) return undefined;
  if (call.callerKind === 'long-term') return ['mfa-missing', 90];
  // Who has a device on the way often meets roles that ask for it at every hop.
  return ['mfa-not-carried', place?.mfaDevice === undefined ? 30 : 75];
}

function likely(names: readonly CauseName[]): readonly RankedCause[] {
  return names.map((name, index) => ({ name, certainty: index < 2 ? 'likely' : 'possible' }));
}
