import type { RoleValetError } from '../../../contract/errors.ts';
import { faultAt } from '../../chain/fault.ts';
import type { Environment } from '../../ports.ts';
import { baseRefused, explainSourceError, type SourceCall } from './base-failure.ts';
import { readSourceTrio } from './source-trio.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** The endpoint is on this machine or its host, milliseconds. */
const TRY_MS = 1_000;
const ECS_HOST = 'http://169.254.170.2';

/** Node's names for a host that can't be reached, which the SDK leaves in its text alone. */
const NETWORK_CODE =
  /\b(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)\b/;

/** Where the container's credentials are; undefined outside of one. */
export function containerUri({
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: full,
}: Environment): string | undefined {
  return relative ? `${ECS_HOST}${relative}` : full || undefined;
}

/**
 * The credentials that ECS or EKS give a container, through the SDK's own provider
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html). Throws as
 * `BaseSource.credentials`.
 */
export async function containerCredentials(
  parts: BaseParts,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base } = request;
  const { environment, logger } = parts;
  const uri = containerUri(environment);
  if (uri === undefined) {
    throw baseRefused(
      base,
      `profile ${base.profile} starts from the container, but neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set`,
      'Use it inside an ECS task or an EKS pod that has a role, or give the role a source_profile.',
    );
  }
  const call: SourceCall = {
    base,
    who: "the container's endpoint",
    endpoint: uri,
    connectTimeoutMs: TRY_MS,
    requestTimeoutMs: TRY_MS,
    hidden: [environment.AWS_CONTAINER_AUTHORIZATION_TOKEN].filter((text) => text !== undefined),
    hint: 'Check the AWS_CONTAINER_ variables, and that the task or pod has a role.',
  };
  const { fromHttp } = await import('@aws-sdk/credential-provider-http');
  try {
    const provide = fromHttp({
      // Empty rather than missing: else the SDK looks into the process's own environment.
      awsContainerCredentialsRelativeUri: environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? '',
      awsContainerCredentialsFullUri: environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? '',
      awsContainerAuthorizationToken: environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? '',
      awsContainerAuthorizationTokenFile: environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ?? '',
      timeout: TRY_MS,
      // The SDK repeats refusals too, and forgets what they were: our callers try again.
      maxRetries: 0,
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: (text: string) => logger.warn(String(text)),
        error: (text: string) => logger.error(String(text)),
      },
    });
    return readSourceTrio(call, await withinTime(provide()));
  } catch (error) {
    throw await explainFailure(error, call);
  }
}

/** The SDK's limit ends with the first byte of the answer. */
async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('TimeoutError')), 3 * TRY_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function explainFailure(error: unknown, call: SourceCall): Promise<RoleValetError> {
  const message = (error as { readonly message?: string }).message ?? '';
  const code = NETWORK_CODE.exec(message)?.[1];
  if (code !== undefined) return explainSourceError({ code, syscall: 'connect' }, call);
  if (/TimeoutError|did not (?:respond|establish)/.test(message)) {
    return explainSourceError({ code: 'ETIMEDOUT', syscall: 'connect' }, call);
  }
  if (message.startsWith('URL not accepted')) {
    return faultAt(
      'ENDPOINT_REFUSED',
      call.base.at,
      `AWS_CONTAINER_CREDENTIALS_FULL_URI, which profile ${call.base.profile} starts from, is neither https nor on this machine`,
      'Correct the variable.',
    );
  }
  const status = /status: (\d{3})/.exec(message)?.[1];
  return status === undefined
    ? explainSourceError(error, call)
    : explainSourceError(
        { statusCode: Number(status), message: `it answered HTTP ${status}` },
        call,
      );
}
