import { RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, codeNote, spanInWords } from './call-context.ts';

/** True for the texts of SignatureDoesNotMatch that blame the clock, not the secret. */
export function isClockText(text: string): boolean {
  return /^Signature (?:expired|not yet current)/.test(text);
}

/** STS takes a signature 15 minutes early or late, by its own clock. */
const tolerance = 15 * 60_000;

/**
 * STS_CLOCK_SKEW, with how far this machine's clock is off: by the Date of the answer where one was
 * learnt, else by the times that the text names (request, limit, server time).
 */
export function explainClock(text: string, context: CallContext): RoleValetError {
  const offset =
    Math.abs(context.clockOffset) > 60_000 ? context.clockOffset : (offsetInText(text) ?? 0);
  const how =
    offset === 0
      ? 'more than 15 min off'
      : `${spanInWords(offset)} ${offset > 0 ? 'slow' : 'fast'}`;
  return new RoleValetError(
    'STS_CLOCK_SKEW',
    `the clock of this machine is ${how}, so AWS refuses its signatures`,
    `Set date and time (automatic time; in WSL or a virtual machine, sync it with the host), then try again${codeNote(context, 'answered')}.`,
  );
}

/**
 * Server time minus request time in `Signature expired: A is now earlier than B (C - 15 min.)` and
 * `Signature not yet current: A is still later than B (C + 15 min.)`, milliseconds: A is the request's
 * time, C the server's.
 */
function offsetInText(text: string): number | undefined {
  const stamps = [...text.matchAll(/\b(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g)].map((match) =>
    Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`),
  );
  const [request, limit, server] = stamps;
  if (request === undefined || !Number.isFinite(request)) {
    return undefined;
  }
  if (server !== undefined) {
    return Number.isFinite(server) ? server - request : undefined;
  }
  if (limit === undefined || !Number.isFinite(limit)) {
    return undefined;
  }
  return limit - request + (limit > request ? tolerance : -tolerance);
}
