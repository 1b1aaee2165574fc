import { type ErrorCode, RoleValetError } from '../../../contract/errors.ts';
import { type CallContext, hostOf, shortKeyId } from './call-context.ts';

/** What a call was, as far as it helps to find out why it was refused. No secret among it. */
export type CallFacts = Pick<
  CallContext,
  | 'action'
  | 'region'
  | 'callerKind'
  | 'roleArn'
  | 'sessionName'
  | 'durationSeconds'
  | 'mfaSerial'
  | 'externalIdSent'
  | 'tagsSent'
  | 'sourceIdentitySent'
  | 'policiesSent'
  | 'clockOffset'
>;

/** What AWS answered, free of secrets. */
export interface AnswerFacts {
  /** The wire code without a trailing `Exception`. */
  readonly code: string;
  readonly status: number;
  /** The first line of AWS's text. */
  readonly text: string;
  readonly requestId?: string;
}

/** Where in a chain the call stood, and who made it. */
export interface CallPlaceInChain {
  /** The profile that was asked for. */
  readonly profile: string;
  /** The profile whose call it was: the role's, or the base's. */
  readonly at: string;
  /** Counted from 0 over the calls of the plan, MFA session included. */
  readonly step: number;
  readonly steps: number;
  /** Set where the role of an earlier hop called: its ARN, path included. */
  readonly callerRoleArn?: string;
  /** The ARN of the session that called. */
  readonly callerSessionArn?: string;
  /** The identity of the kept session that called; undefined where the base itself did. */
  readonly callerSession?: string;
  /** When the calling session was made, epoch milliseconds by AWS's clock. */
  readonly callerSince?: number;
  /** True where the caller is a session that was made with an MFA code. */
  readonly callerHasMfa: boolean;
  /** The device that the files name for the base, whether or not a code was sent on this call. */
  readonly mfaDevice?: string;
  /** True where an earlier hop passes tags or a source identity on, which then count here too. */
  readonly inheritsTags: boolean;
  readonly inheritsSourceIdentity: boolean;
}

/** All that is known about a refused call: what an explanation is made from. */
export interface CallEvidence extends CallFacts {
  /** The endpoint's host and port. */
  readonly host: string;
  /** Shortened: enough to find the key in the IAM console. */
  readonly keyId: string;
  /** When it was refused, epoch milliseconds by AWS's clock; undefined where no clock was at hand. */
  readonly at?: number;
  /** Undefined where no answer came, or none of AWS's. */
  readonly answer?: AnswerFacts;
  /** What `sts:DecodeAuthorizationMessage` takes, where AWS's text held one. */
  readonly encodedMessage?: string;
  /** Undefined where the call belonged to no chain. */
  readonly place?: CallPlaceInChain;
}

/**
 * A call that failed at AWS or on the way there, with its evidence, so that it can be explained
 * later. Codes and texts are those of any RoleValetError.
 */
export class RefusedCall extends RoleValetError {
  readonly evidence: CallEvidence;

  constructor(
    code: ErrorCode,
    message: string,
    hint: string,
    options: { readonly evidence: CallEvidence; cause?: unknown; isCodeUnsent?: boolean },
  ) {
    super(code, message, hint, options);
    this.evidence = options.evidence;
  }
}

type EvidenceContext = Omit<CallContext, 'hidden' | 'requestTimeoutMs' | 'connectTimeoutMs'>;

/** The evidence of a call without what is secret or of no use for an explanation. */
export function evidenceOf(
  context: EvidenceContext,
  answer: AnswerFacts | undefined,
  encodedMessage?: string,
): CallEvidence {
  const { action, region, callerKind, externalIdSent, tagsSent, clockOffset } = context;
  const { roleArn, sessionName, durationSeconds, mfaSerial, at } = context;
  return {
    action,
    region,
    callerKind,
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(sessionName === undefined ? {} : { sessionName }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(mfaSerial === undefined ? {} : { mfaSerial }),
    externalIdSent,
    tagsSent,
    sourceIdentitySent: context.sourceIdentitySent,
    policiesSent: context.policiesSent,
    clockOffset,
    host: hostOf(context.endpoint),
    keyId: shortKeyId(context.accessKeyId),
    ...(at === undefined ? {} : { at }),
    ...(answer === undefined ? {} : { answer }),
    ...(encodedMessage === undefined ? {} : { encodedMessage }),
  };
}
