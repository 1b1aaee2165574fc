import type {
  AssumeRoleResponse,
  Credentials,
  DecodeAuthorizationMessageResponse,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../../credentials.ts';
import type { CallContext } from './call-context.ts';
import { badResponse } from './explain-error.ts';
import type { AssumedRole, CallerIdentity } from './types.ts';

/**
 * The trio of an answer. The SDK takes an empty answer, or a web page, for a success without content,
 * so nothing is trusted: all four fields must be there, and the expiry must lie after `serverNow`
 * (epoch milliseconds by the server's clock). Throws STS_BAD_RESPONSE.
 */
export function readCredentials(
  answer: Credentials | undefined,
  serverNow: number,
  context: CallContext,
): SessionCredentials {
  if (answer === undefined) {
    throw badResponse('a success that holds no credentials', context);
  }
  const accessKeyId = present(answer.AccessKeyId, 'an access key id', context);
  const secretAccessKey = present(answer.SecretAccessKey, 'a secret access key', context);
  const sessionToken = present(answer.SessionToken, 'a session token', context);
  const expiration = answer.Expiration?.getTime() ?? Number.NaN;
  if (!Number.isFinite(expiration)) {
    throw badResponse('credentials that lack an expiry', context);
  }
  if (expiration <= serverNow) {
    throw badResponse(
      `credentials that expired at ${new Date(expiration).toISOString()} already`,
      context,
    );
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** The result of AssumeRole. Throws STS_BAD_RESPONSE. */
export function readAssumedRole(
  answer: AssumeRoleResponse,
  serverNow: number,
  context: CallContext,
): AssumedRole {
  const credentials = readCredentials(answer.Credentials, serverNow, context);
  const arn = present(answer.AssumedRoleUser?.Arn, 'the ARN of the assumed role', context);
  return { credentials, assumedRoleArn: arn };
}

/** The result of GetCallerIdentity. Throws STS_BAD_RESPONSE. */
export function readCallerIdentity(
  answer: GetCallerIdentityResponse,
  context: CallContext,
): CallerIdentity {
  return {
    arn: present(answer.Arn, "the caller's ARN", context),
    accountId: present(answer.Account, 'an account', context),
    userId: present(answer.UserId, 'a user id', context),
  };
}

/** The result of DecodeAuthorizationMessage. Throws STS_BAD_RESPONSE. */
export function readDecodedMessage(
  answer: DecodeAuthorizationMessageResponse,
  context: CallContext,
): string {
  return present(answer.DecodedMessage, 'the decoded message', context);
}

function present(value: string | undefined, what: string, context: CallContext): string {
  if (value === undefined || value === '') {
    throw badResponse(`a success that lacks ${what}`, context);
  }
  return value;
}
