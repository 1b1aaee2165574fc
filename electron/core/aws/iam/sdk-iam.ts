import type { IAMClient } from '@aws-sdk/client-iam';
import type { Clock } from '../../ports.ts';
import type { Network } from '../network/types.ts';
import type { IamAction } from '../sts/call-context.ts';
import { badResponse } from '../sts/explain-error.ts';
import { iamCallContext } from './call-context.ts';
import { explainIamError } from './explain-iam.ts';
import { type IamModule, iamAddress, iamClientFor } from './iam-client.ts';
import { readCreatedKey, readListedKeys, readRole } from './read-answer.ts';
import type { Iam, IamCaller } from './types.ts';

/** How `sdkIam` reaches IAM. */
export interface SdkIamOptions {
  readonly clock: Clock;
  readonly network: Pick<Network, 'handlers' | 'connectTimeoutMs'>;
  /** Server time minus machine time as learnt from STS, milliseconds; 0 where unknown. */
  readonly clockOffset: () => number;
  /** Shown in the account's CloudTrail as `app/<id>`. */
  readonly applicationId?: string;
  /** The longest that a whole call may take, its retries included, milliseconds. Default 15,000. */
  readonly requestTimeoutMs?: number;
}

interface Call<Answer> {
  readonly action: IamAction;
  readonly caller: IamCaller;
  readonly isSentOnce?: true;
  readonly send: (client: IAMClient, iam: IamModule, limits: SendLimits) => Promise<Answer>;
}

interface SendLimits {
  readonly abortSignal: AbortSignal;
  readonly requestTimeout: number;
}

/** IAM through AWS's SDK, which is loaded on the first call. The rules are those of `sdkSts`. */
export function sdkIam(options: SdkIamOptions): Iam {
  const requestTimeoutMs = options.requestTimeoutMs ?? 15_000;
  let loading: Promise<IamModule> | undefined;

  async function run<Answer>(call: Call<Answer>): Promise<Answer> {
    const { caller, action } = call;
    loading ??= import('@aws-sdk/client-iam');
    const iam = await loading;
    const address = iamAddress(iam, caller);
    const isSentOnce = call.isSentOnce === true;
    const shift = options.clock.now() - Date.now();
    const client = iamClientFor(iam, {
      caller,
      address,
      handlers: await options.network.handlers(caller.caBundle),
      isSentOnce,
      systemClockOffset: options.clockOffset() + shift,
      applicationId: options.applicationId,
    });
    try {
      return await call.send(client, iam, {
        abortSignal: AbortSignal.timeout(requestTimeoutMs),
        requestTimeout: Math.ceil(requestTimeoutMs / (isSentOnce ? 1 : 2)),
      });
    } catch (error) {
      throw explainIamError(
        error,
        iamCallContext(action, caller, address, {
          clockOffset: client.config.systemClockOffset - shift,
          connectTimeoutMs: options.network.connectTimeoutMs,
          requestTimeoutMs,
        }),
      );
    }
  }

  /** A success that lacks something is no answer of IAM's. */
  function checked<Answer, Result>(
    { action, caller }: Pick<Call<Answer>, 'action' | 'caller'>,
    answer: Answer,
    read: (answer: Answer) => Result | undefined,
  ): Result {
    const result = read(answer);
    if (result === undefined) {
      const address = { endpoint: caller.endpoint ?? 'https://iam', signingRegion: caller.region };
      const limits = { clockOffset: 0, connectTimeoutMs: 0, requestTimeoutMs };
      const context = iamCallContext(action, caller, address, limits);
      throw badResponse(`a success of ${action} that lacks its result`, context);
    }
    return result;
  }

  return {
    async createAccessKey(caller, userName) {
      const call = { action: 'CreateAccessKey', caller, isSentOnce: true } as const;
      const answer = await run({
        ...call,
        send: (client, iam, limits) =>
          client.send(new iam.CreateAccessKeyCommand({ UserName: userName }), limits),
      });
      return checked(call, answer.AccessKey, readCreatedKey);
    },
    async listAccessKeys(caller, userName) {
      const call = { action: 'ListAccessKeys', caller } as const;
      const answer = await run({
        ...call,
        send: (client, iam, limits) =>
          client.send(new iam.ListAccessKeysCommand({ UserName: userName }), limits),
      });
      return checked(call, answer.AccessKeyMetadata, readListedKeys);
    },
    async setAccessKeyActive(caller, userName, accessKeyId, isActive) {
      const Status = isActive ? 'Active' : 'Inactive';
      await run({
        action: 'UpdateAccessKey',
        caller,
        send: (client, iam, limits) => {
          const input = { UserName: userName, AccessKeyId: accessKeyId, Status } as const;
          return client.send(new iam.UpdateAccessKeyCommand(input), limits);
        },
      });
    },
    async deleteAccessKey(caller, userName, accessKeyId) {
      await run({
        action: 'DeleteAccessKey',
        caller,
        send: (client, iam, limits) => {
          const input = { UserName: userName, AccessKeyId: accessKeyId };
          return client.send(new iam.DeleteAccessKeyCommand(input), limits);
        },
      });
    },
    async lastUse(caller, accessKeyId) {
      const { AccessKeyLastUsed: use } = await run({
        action: 'GetAccessKeyLastUsed',
        caller,
        send: (client, iam, limits) =>
          client.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }), limits),
      });
      const at = use?.LastUsedDate?.getTime();
      return at === undefined
        ? {}
        : { at, service: use?.ServiceName ?? '', region: use?.Region ?? '' };
    },
    async getRole(caller, roleName) {
      const call = { action: 'GetRole', caller } as const;
      const answer = await run({
        ...call,
        send: (client, iam, limits) =>
          client.send(new iam.GetRoleCommand({ RoleName: roleName }), limits),
      });
      return checked(call, answer.Role, readRole);
    },
  };
}
