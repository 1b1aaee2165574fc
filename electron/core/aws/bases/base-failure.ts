import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import { faultAt, placeText } from '../../chain/fault.ts';
import type { Base } from '../../chain/types.ts';
import { redact } from '../../redact.ts';
import type { CaBundle, Network } from '../network/types.ts';
import { serverText } from '../sts/call-context.ts';
import { explainNetworkError } from '../sts/explain-network.ts';
import { isTlsFault } from '../sts/tls-fault.ts';

/** A call to the source of a base, as far as a failure tells of it. */
export interface SourceCall {
  readonly base: Base;
  /** Who is asked, such as `IAM Identity Center`. */
  readonly who: string;
  readonly endpoint: string;
  readonly region?: string;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Texts that no message may repeat. */
  readonly hidden: readonly string[];
  /** The next step where the source says no. */
  readonly hint: string;
  /** Tells who issued a certificate that is not trusted; left out where there is none. */
  readonly network?: Pick<Network, 'readCertificate'>;
  /** The one that the call went with: a proxy on the way may need it. */
  readonly caBundle?: CaBundle | undefined;
}

/** What errors of the SDK and of Node hold, all of it optional. */
interface SourceFault {
  readonly name?: string;
  readonly message?: string;
  readonly statusCode?: number;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** BASE_REFUSED: the source gave no credentials. `message` completes a sentence about the profile. */
export function baseRefused(base: Base, message: string, hint: string): RoleValetError {
  return faultAt('BASE_REFUSED', base.at, message, hint);
}

/** Does `work`; a failure of ours is thrown on with the line of the files that the base stands on. */
export async function placed<Result>(base: Base, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isRoleValetError(error) ? withPlace(base, error) : error;
  }
}

function withPlace(base: Base, error: RoleValetError): RoleValetError {
  const { code, message, hint } = error;
  if (base.at === undefined || message.includes(placeText(base.at))) return error;
  return new RoleValetError(code, `${placeText(base.at)}: ${message}`, hint, { cause: error });
}

/**
 * Turns any failure of a call to a source into an error of ours: a NETWORK_ error where it could not
 * be reached, BASE_UNAVAILABLE where it is out of order, BASE_REFUSED for any other answer.
 */
export async function explainSourceError(
  error: unknown,
  call: SourceCall,
): Promise<RoleValetError> {
  if (isRoleValetError(error)) return withPlace(call.base, error);
  const certificate = isTlsFault(error)
    ? await call.network?.readCertificate(new URL(call.endpoint), call.caBundle)
    : undefined;
  const network = explainNetworkError(error, {
    ...call,
    ...(certificate === undefined ? {} : { certificate }),
  });
  if (network !== undefined) return withPlace(call.base, network);
  const fault: SourceFault = typeof error === 'object' && error !== null ? error : {};
  const status = statusOf(fault);
  const said = redact(serverText(fault.message ?? String(error), call.hidden));
  const about = `${call.who} gave no credentials for profile ${call.base.profile}`;
  if (status === 429 || (status ?? 0) >= 500 || fault.name === 'TooManyRequestsException') {
    return faultAt(
      'BASE_UNAVAILABLE',
      call.base.at,
      `${about}: ${status === 429 ? 'too many requests' : `it is out of order (HTTP ${status})`}`,
      'Try again in a minute.',
    );
  }
  const code = fault.name === undefined || fault.name === 'Error' ? '' : ` (${fault.name})`;
  return baseRefused(call.base, `${about}${code}: ${said.replace(/[:\s.]+$/, '')}`, call.hint);
}

/** The HTTP status of an answer; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  const fault: SourceFault = typeof error === 'object' && error !== null ? error : {};
  return fault.$metadata?.httpStatusCode ?? fault.statusCode;
}
