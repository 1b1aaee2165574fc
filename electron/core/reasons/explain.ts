import type { RoleValetError } from '../../contract/errors.ts';
import type { Cause, CauseName, Check, Explanation } from '../../contract/explanation.ts';
import { type CallEvidence, RefusedCall } from '../aws/sts/refused-call.ts';
import type { CallerIdentity } from '../aws/sts/types.ts';
import { callerOf } from './caller.ts';
import { textsOf } from './cause-texts.ts';
import { type DecodedDenial, decodedCauses, type LookResult } from './decoded-message.ts';
import { denialCauses } from './denial-causes.ts';
import type { Facts, RankedCause } from './facts.ts';
import { readyTexts } from './ready-texts.ts';
import { refusalCauses } from './refusal-causes.ts';
import { type RoleLook, roleFindings } from './role-findings.ts';

/** What checks found out, beyond the evidence of the call itself. */
export interface Findings {
  readonly checks: readonly Check[];
  readonly identity?: CallerIdentity;
  readonly role?: RoleLook;
  readonly decoded?: DecodedDenial;
}

/**
 * Explains why a call was refused: every cause that fits, ranked by what is known, with what to look
 * at, and texts for whoever can mend it. An error without evidence has its own text as its only cause.
 */
export function explain(error: RoleValetError, findings: Findings): Explanation {
  if (!(error instanceof RefusedCall)) return ownWords(error, findings.checks);
  const { evidence } = error;
  const facts: Facts = { evidence, caller: callerOf(evidence, findings.identity) };
  const fitting = refusalCauses(error.code, facts) ?? denied(error, facts);
  if (fitting === undefined) return ownWords(error, findings.checks);
  const role =
    findings.role === undefined ? undefined : roleFindings(findings.role, fitting, facts);
  const causes = sharpened(fitting, [
    ...(findings.decoded === undefined ? [] : [decodedCauses(findings.decoded)]),
    ...(role === undefined ? [] : [role]),
  ]);
  return {
    code: error.code,
    refused: refusedText(evidence),
    causes: causes.map((cause) => inWords(cause, facts)),
    checks: findings.checks.map((check) =>
      check.call === 'iam:GetRole' && role !== undefined
        ? { ...check, result: role.result }
        : check,
    ),
    texts: readyTexts(facts, causes),
  };
}

function denied(
  error: RefusedCall,
  { evidence, caller }: Facts,
): readonly RankedCause[] | undefined {
  if (error.code !== 'STS_ACCESS_DENIED') return undefined;
  const { place, answer } = evidence;
  return denialCauses({
    call: evidence,
    text: answer?.text ?? '',
    ...(place === undefined ? {} : { place }),
    ...(caller.accountId === undefined ? {} : { callerAccount: caller.accountId }),
    ...(evidence.at === undefined ? {} : { at: evidence.at }),
  });
}

/** What checks found goes first; what they ruled out goes away; what AWS itself named stays. */
function sharpened(
  fitting: readonly RankedCause[],
  seen: readonly LookResult[],
): readonly RankedCause[] {
  const saidByAws = fitting.filter(({ certainty }) => certainty === 'certain');
  const found = seen
    .flatMap((look) => look.found)
    .filter(({ name, certainty }) => certainty === 'certain' || !has(saidByAws, name));
  const named = saidByAws.filter(({ name }) => !has(found, name));
  const ruledOut = new Set<CauseName>(seen.flatMap((look) => look.ruledOut));
  const others = fitting.filter(
    ({ name, certainty }) => certainty !== 'certain' && !ruledOut.has(name) && !has(found, name),
  );
  const isSettled = [...named, ...found].some(({ certainty }) => certainty === 'certain');
  return isSettled
    ? [...named, ...found, ...others.map((cause) => ({ ...cause, certainty: 'possible' as const }))]
    : [...found, ...others];
}

function has(causes: readonly RankedCause[], name: CauseName): boolean {
  return causes.some((cause) => cause.name === name);
}

function inWords({ name, certainty, why }: RankedCause, facts: Facts): Cause {
  return { name, certainty, ...textsOf(name, facts), ...(why === undefined ? {} : { why }) };
}

function refusedText({ action, roleArn, place, region }: CallEvidence): string {
  const target = roleArn === undefined ? '' : ` of ${roleArn}`;
  const step =
    place === undefined || place.steps < 2 ? '' : `, call ${place.step + 1} of ${place.steps}`;
  return `${action}${target} in ${region}${step}`;
}

function ownWords({ code, message, hint }: RoleValetError, checks: readonly Check[]): Explanation {
  const cause: Cause = {
    name: 'other',
    title: message,
    certainty: 'certain',
    why: '',
    check: hint,
  };
  return { code, refused: message, causes: [cause], checks, texts: [] };
}
