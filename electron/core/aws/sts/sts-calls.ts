import type { STSClient } from '@aws-sdk/client-sts';
import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { Clock } from '../../ports.ts';
import type { Network } from '../network/types.ts';
import type { CallContext } from './call-context.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { explainStsError } from './explain-error.ts';
import {
  readAssumedRole,
  readCallerIdentity,
  readCredentials,
  readDecodedMessage,
} from './read-answer.ts';
import {
  assumeRoleContext,
  assumeRoleRequest,
  callContext,
  sessionTokenRequest,
} from './requests.ts';
import { clientFor, type StsSdk } from './sdk-client.ts';
import { isTlsFault } from './tls-fault.ts';
import type { Sts, StsCaller } from './types.ts';

/** How `sdkSts` reaches STS. */
export interface SdkStsOptions {
  readonly clock: Clock;
  readonly network: Network;
  /** Shown in the account's CloudTrail as `app/<id>`; at most 50 characters. */
  readonly applicationId?: string;
  /** The longest that a whole call may take, its retries included, milliseconds. Default 15,000. */
  readonly requestTimeoutMs?: number;
}

/** Server time minus machine time as learnt from answers, milliseconds. */
export interface ClockOffsets {
  readonly byEndpoint: Map<string, number>;
  /** That of the last answer; 0 before one. */
  last: number;
}

/** One call in the making: as whom, what is known for an explanation, and how it is sent. */
interface Call<Answer> {
  readonly caller: StsCaller;
  readonly context: CallContext;
  readonly send: (client: STSClient, sdk: StsSdk, limits: SendLimits) => Promise<Answer>;
}

interface SendLimits {
  readonly abortSignal: AbortSignal;
  /** The longest that one attempt may wait for an answer to begin, milliseconds. */
  readonly requestTimeout: number;
}

/** An answer, and the server's time when it came, epoch milliseconds. */
interface Answered<Answer> {
  readonly answer: Answer;
  readonly serverNow: number;
}

/** The calls of `sdkSts`, which use what is learnt of clocks and add to it. */
export function stsCalls(
  options: SdkStsOptions,
  offsets: ClockOffsets,
): Omit<Sts, 'clockOffset' | 'forgetClock'> {
  const limits = {
    connectTimeoutMs: options.network.connectTimeoutMs,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
  };
  let loading: Promise<StsSdk> | undefined;

  async function run<Answer>(call: Call<Answer>): Promise<Answered<Answer>> {
    const url = checkEndpoint(call.caller.endpoint);
    const { caller } = call;
    const sendsCode = call.context.mfaSerial !== undefined;
    // The SDK reads Date.now(); the shift makes it sign by our clock.
    const shift = options.clock.now() - Date.now();
    const offsetBefore = (offsets.byEndpoint.get(url.href) ?? 0) + shift;
    loading ??= import('@aws-sdk/client-sts');
    const [sdk, handlers] = await Promise.all([
      loading,
      options.network.handlers(caller.caBundle).catch((error) => {
        throw unsent(error, sendsCode);
      }),
    ]);
    const client = clientFor(sdk, {
      caller,
      handlers,
      sendsCode,
      systemClockOffset: offsetBefore,
      applicationId: options.applicationId,
    });
    const learnOffset = () => {
      if (client.config.systemClockOffset !== offsetBefore) {
        offsets.last = client.config.systemClockOffset - shift;
        offsets.byEndpoint.set(url.href, offsets.last);
      }
      return offsets.byEndpoint.get(url.href) ?? 0;
    };
    try {
      const answer = await call.send(client, sdk, {
        abortSignal: AbortSignal.timeout(limits.requestTimeoutMs),
        // Half where a second attempt is allowed, so that one lost connection leaves time for it.
        requestTimeout: Math.ceil(limits.requestTimeoutMs / (sendsCode ? 1 : 2)),
      });
      return { answer, serverNow: options.clock.now() + learnOffset() };
    } catch (error) {
      if (isRoleValetError(error)) {
        throw unsent(error, sendsCode);
      }
      const certificate = isTlsFault(error)
        ? await options.network.readCertificate(url, caller.caBundle)
        : undefined;
      const offset = learnOffset();
      throw explainStsError(error, {
        ...call.context,
        clockOffset: offset,
        at: options.clock.now() + offset,
        ...(certificate === undefined ? {} : { certificate }),
      });
    }
  }

  return {
    async assumeRole(caller, input) {
      const context = assumeRoleContext(caller, limits, input);
      const { answer, serverNow } = await run({
        caller,
        context,
        send: (client, sdk, sendLimits) =>
          client.send(new sdk.AssumeRoleCommand(assumeRoleRequest(input)), sendLimits),
      });
      return readAssumedRole(answer, serverNow, context);
    },
    async getSessionToken(caller, input) {
      const context = callContext('GetSessionToken', caller, limits, input);
      const { answer, serverNow } = await run({
        caller,
        context,
        send: (client, sdk, sendLimits) =>
          client.send(new sdk.GetSessionTokenCommand(sessionTokenRequest(input)), sendLimits),
      });
      return readCredentials(answer.Credentials, serverNow, context);
    },
    async getCallerIdentity(caller) {
      const context = callContext('GetCallerIdentity', caller, limits);
      const { answer } = await run({
        caller,
        context,
        send: (client, sdk, sendLimits) =>
          client.send(new sdk.GetCallerIdentityCommand({}), sendLimits),
      });
      return readCallerIdentity(answer, context);
    },
    async decodeAuthorizationMessage(caller, encoded) {
      const context = callContext('DecodeAuthorizationMessage', caller, limits);
      const { answer } = await run({
        caller,
        context,
        send: (client, sdk, sendLimits) => {
          const input = { EncodedMessage: encoded };
          return client.send(new sdk.DecodeAuthorizationMessageCommand(input), sendLimits);
        },
      });
      return readDecodedMessage(answer, context);
    },
  };
}

/** A setting of the network that can't be used: nothing was sent, so a one-time code is still good. */
function unsent(error: unknown, sendsCode: boolean): unknown {
  return isRoleValetError(error) && sendsCode
    ? new RoleValetError(error.code, error.message, error.hint, { isCodeUnsent: true })
    : error;
}
