import { RoleValetError } from '../../../contract/errors.ts';
import { callerOf } from '../../reasons/caller.ts';
import { textsOf } from '../../reasons/cause-texts.ts';
import { denialCauses } from '../../reasons/denial-causes.ts';
import type { CallContext } from './call-context.ts';
import { type AnswerFacts, evidenceOf } from './refused-call.ts';

/** How many of the causes that fit go into a hint; an explanation has them all. */
const MOST_NAMED = 2;

/**
 * Explains AccessDenied without an MFA text: the cause that AWS names with what to do, else the two
 * likeliest. What else fits, and what a check shows, is in the explanation (core/reasons).
 */
export function explainAccessDenied(answer: AnswerFacts, context: CallContext): RoleValetError {
  const { text } = answer;
  const target = context.roleArn === undefined ? '' : ` of ${context.roleArn}`;
  const said = text === '' ? '' : `: ${text}`;
  const message = `AWS refused ${context.action}${target}${said}`;
  const evidence = evidenceOf(context, answer);
  const facts = { evidence, caller: callerOf(evidence) };
  const { accountId } = facts.caller;
  const causes = denialCauses({
    call: context,
    text,
    ...(accountId === undefined ? {} : { callerAccount: accountId }),
  });
  const [first] = causes;
  if (first?.certainty === 'certain') {
    const { title, why, check } = textsOf(first.name, facts);
    const hint = `${capital(title)}. ${first.why ?? why} ${check}`;
    return new RoleValetError('STS_ACCESS_DENIED', message, hint);
  }
  const named = causes
    .slice(0, MOST_NAMED)
    .map(({ name }, index) => `(${index + 1}) ${textsOf(name, facts).title}`);
  const lead = /because no resource-based policy/.test(text)
    ? 'The trust policy of the role does not allow this call'
    : 'AWS does not say why';
  return new RoleValetError(
    'STS_ACCESS_DENIED',
    message,
    `${lead}; the likeliest: ${named.join('; ')}.`,
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
