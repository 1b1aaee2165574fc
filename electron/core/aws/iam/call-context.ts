import type { CallContext, IamAction } from '../sts/call-context.ts';
import type { IamAddress } from './iam-client.ts';
import type { IamCaller } from './types.ts';

/** What is known about a call to IAM when it fails, in the form that STS's explanations take. */
export function iamCallContext(
  action: IamAction,
  caller: IamCaller,
  address: IamAddress,
  limits: Pick<CallContext, 'clockOffset' | 'connectTimeoutMs' | 'requestTimeoutMs'>,
): CallContext {
  const { accessKeyId, secretAccessKey, sessionToken } = caller.credentials;
  return {
    action,
    region: caller.region,
    endpoint: address.endpoint,
    callerKind: sessionToken === undefined ? 'long-term' : 'session',
    accessKeyId,
    externalIdSent: false,
    tagsSent: false,
    sourceIdentitySent: false,
    policiesSent: false,
    ...limits,
    hidden: [secretAccessKey, sessionToken].filter((text) => text !== undefined),
  };
}
