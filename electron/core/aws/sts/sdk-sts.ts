import { loadedOnCall } from '../../loaded-on-call.ts';
import type { ClockOffsets, SdkStsOptions } from './sts-calls.ts';
import type { Sts } from './types.ts';

/**
 * STS through AWS's SDK; both are loaded on the first call. Each call is signed with the credentials
 * it was given and nothing else, is sent up to three times (throttling, 5xx, network), or once where a
 * one-time code is in it, and ends within `requestTimeoutMs`. The clock's offset is learnt per endpoint
 * from the Date of every answer and used for the next signature, since a retry after the SDK's own
 * correction would send a code again.
 */
export function sdkSts(options: SdkStsOptions): Sts {
  const offsets: ClockOffsets = { byEndpoint: new Map(), last: 0 };
  const calls = async () => (await import('./sts-calls.ts')).stsCalls(options, offsets);
  return {
    ...loadedOnCall(calls, [
      'assumeRole',
      'getSessionToken',
      'getCallerIdentity',
      'decodeAuthorizationMessage',
    ]),
    clockOffset: () => offsets.last,
    forgetClock: () => {
      offsets.byEndpoint.clear();
      offsets.last = 0;
    },
  };
}
