import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, codeNote, hostOf, serverText } from './call-context.ts';
import { explainAnswer } from './explain-answer.ts';
import { explainNetworkError } from './explain-network.ts';
import { type AnswerFacts, evidenceOf, RefusedCall } from './refused-call.ts';

/** What the SDK's errors hold, all of it optional: a parse failure has little more than a status. */
interface SdkFault {
  readonly name?: string;
  readonly message?: string;
  /** The code as STS sent it; the SDK adds `Exception` to the name of errors it knows. */
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Turns any failure of an STS call into an error of ours: what happened, and what to do next. Never
 * throws, and repeats none of `context.hidden`. The cause it attaches is a digest, since the SDK's own
 * error holds the raw answer.
 */
export function explainStsError(error: unknown, context: CallContext): RoleValetError {
  if (isRoleValetError(error)) {
    return error;
  }
  const fault: SdkFault = typeof error === 'object' && error !== null ? error : {};
  const answer = answerOf(error, context.hidden);
  const explained = explain(error, fault, answer, context);
  return new RefusedCall(explained.code, explained.message, explained.hint, {
    evidence: evidenceOf(context, answer, encodedIn(fault)),
    cause: digest(fault, context),
    isCodeUnsent: explained.isCodeUnsent,
  });
}

function explain(
  error: unknown,
  fault: SdkFault,
  answer: AnswerFacts | undefined,
  context: CallContext,
): RoleValetError {
  const network = explainNetworkError(error, context);
  if (network !== undefined) {
    return network;
  }
  if (answer !== undefined) {
    return explainAnswer(answer, context);
  }
  const status = fault.$metadata?.httpStatusCode;
  if (status !== undefined) {
    return explainForeignAnswer(status, context);
  }
  return new RoleValetError(
    'INTERNAL',
    `${context.action} failed before it was sent: ${serverText(fault.message ?? String(error), context.hidden)}`,
    'Please report this as a fault of Role Valet.',
  );
}

/**
 * What STS answered, from the SDK's error, without any of `hidden`; undefined where the answer was not
 * an STS error.
 */
export function answerOf(error: unknown, hidden: readonly string[]): AnswerFacts | undefined {
  const fault: SdkFault = typeof error === 'object' && error !== null ? error : {};
  const code = answeredCode(fault);
  if (code === undefined) {
    return undefined;
  }
  const { httpStatusCode = 0, requestId } = fault.$metadata ?? {};
  const said = fault.message ?? '';
  return {
    code,
    status: httpStatusCode,
    text: serverText(said.replace(ENCODED_MESSAGE, ''), hidden),
    ...(requestId === undefined ? {} : { requestId: serverText(requestId, hidden) }),
  };
}

function encodedIn({ message }: SdkFault): string | undefined {
  return ENCODED_MESSAGE.exec(message ?? '')?.[1];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
const ENCODED_MESSAGE = /\s*Encoded authorization failure message:\s*([\w+/=-]{1,10240})/i;

/**
 * The error code that STS sent, without the `Exception` that the SDK (and now and then STS itself)
 * appends; undefined where the answer was not an STS error.
 */
function answeredCode(fault: SdkFault): string | undefined {
  const isParsed = fault.Code !== undefined || '$fault' in fault;
  const code = (fault.Code ?? fault.name ?? '').replace(/Exception$/, '');
  return isParsed && code !== '' && code !== 'Unknown' ? code : undefined;
}

/** An answer that is no STS answer at all: told apart by its HTTP status. */
function explainForeignAnswer(status: number, context: CallContext): RoleValetError {
  const host = hostOf(context.endpoint);
  if (status === 429) {
    return new RoleValetError(
      'STS_THROTTLED',
      `${host} answered HTTP 429: too many requests`,
      `Wait a minute and try again${codeNote(context, 'unclear')}.`,
    );
  }
  if (status >= 500) {
    return new RoleValetError(
      'STS_UNAVAILABLE',
      `${host} answered HTTP ${status} without an STS answer`,
      `Try again in a minute; if it stays so, look at the AWS status page and at the proxy between${codeNote(context, 'unclear')}.`,
    );
  }
  return badResponse(`HTTP ${status} that is not an STS answer`, context);
}

/**
 * STS_BAD_RESPONSE for an answer that STS would not give. `what` completes "<host> answered with".
 * A proxy's or a captive portal's own page is the usual cause.
 */
export function badResponse(what: string, context: CallContext): RoleValetError {
  return new RefusedCall(
    'STS_BAD_RESPONSE',
    `${hostOf(context.endpoint)} answered with ${what}`,
    `Most likely a proxy or a network sign-in page answered instead of AWS: open a web page to sign in to the network, or check the proxy settings and the endpoint${codeNote(context, 'unclear')}.`,
    { evidence: evidenceOf(context, undefined) },
  );
}

function digest(fault: SdkFault, context: CallContext): Error {
  const { httpStatusCode, requestId } = fault.$metadata ?? {};
  const facts = [
    fault.Code ?? fault.name,
    httpStatusCode === undefined ? undefined : `HTTP ${httpStatusCode}`,
    requestId === undefined ? undefined : `request ${serverText(requestId, context.hidden)}`,
    serverText(fault.message ?? '', context.hidden),
  ];
  return new Error(facts.filter((fact) => fact !== undefined && fact !== '').join(', '));
}
