import type { RoleValetError } from '../../../contract/errors.ts';
import { property, propertyValue } from '../../aws-config/profile-property.ts';
import { invalid } from '../../chain/fault.ts';
import { parseJsonObject } from '../../json-object.ts';
import { baseRefused, explainSourceError, type SourceCall, statusOf } from './base-failure.ts';
import { readSourceTrio } from './source-trio.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** The service is one hop away, or it is not there at all, milliseconds. */
const TRY_MS = 1_000;
const TRIES = 2;

const CREDENTIALS_PATH = '/latest/meta-data/iam/security-credentials/';
const TOKEN_SECONDS = '21600';

/**
 * Where the instance metadata service is asked: AWS_EC2_METADATA_SERVICE_ENDPOINT, the profile's
 * setting, else the address that every instance knows
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html).
 * Throws CONFIG_INVALID.
 */
export function instanceEndpoint(
  { base, config }: BaseRequest,
  environment: BaseParts['environment'],
): string {
  const profile = config.profiles.get(base.profile);
  const setting = property(profile, 'ec2_metadata_service_endpoint');
  const given = environment.AWS_EC2_METADATA_SERVICE_ENDPOINT || setting?.value;
  const mode =
    environment.AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE ||
    propertyValue(profile, 'ec2_metadata_service_endpoint_mode');
  const usual =
    mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
  const url = URL.parse(given ?? usual);
  if (url?.protocol !== 'http:') {
    const at = setting ?? {
      value: given ?? '',
      at: base.at ?? { file: 'config', path: config.configPath, line: 1 },
    };
    throw invalid(
      at,
      'the address of the instance metadata service is no http address',
      'Correct or unset AWS_EC2_METADATA_SERVICE_ENDPOINT and ec2_metadata_service_endpoint.',
    );
  }
  return url.origin;
}

/**
 * The credentials of the EC2 instance's own role, by version 2 of the metadata service alone: version
 * 1 answers whoever can make a program send a request
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 * The SDK's provider finds its endpoint in nothing but the process's environment and hides why it
 * failed, so only its request is used. Throws as `BaseSource.credentials`.
 */
export async function instanceCredentials(
  parts: BaseParts,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base } = request;
  const endpoint = instanceEndpoint(request, parts.environment);
  if (parts.environment.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
    throw baseRefused(
      base,
      `profile ${base.profile} starts from the EC2 instance, but AWS_EC2_METADATA_DISABLED is set`,
      'Unset it, or give the role a source_profile.',
    );
  }
  const { httpRequest } = await import('@smithy/credential-provider-imds');
  const url = new URL(endpoint);
  const ask = async (path: string, more: { method?: string; headers: Record<string, string> }) => {
    const options = { hostname: url.hostname, port: url.port, path, timeout: TRY_MS, ...more };
    return (await tries(() => httpRequest(options))).toString();
  };
  const call: SourceCall = {
    base,
    who: 'the EC2 instance',
    endpoint,
    connectTimeoutMs: TRY_MS,
    requestTimeoutMs: TRY_MS * TRIES,
    hidden: [],
    hint: 'Use it on an EC2 instance that has a role, or give the role a source_profile.',
  };
  try {
    const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS };
    const token = await ask('/latest/api/token', { method: 'PUT', headers });
    const signed = { headers: { 'x-aws-ec2-metadata-token': token } };
    const role = (await ask(CREDENTIALS_PATH, signed)).trim();
    const document = documentIn(await ask(CREDENTIALS_PATH + role, signed));
    if (document.Code !== undefined && document.Code !== 'Success') {
      throw baseRefused(
        base,
        `the EC2 instance gave no credentials for profile ${base.profile}: ${document.Code}`,
        'Check that the role of the instance exists and trusts ec2.amazonaws.com.',
      );
    }
    return readSourceTrio(call, trioOf(document));
  } catch (error) {
    throw await explainFailure(error, call);
  }
}

async function explainFailure(error: unknown, call: SourceCall): Promise<RoleValetError> {
  const fault = error as { readonly message?: string; readonly code?: string };
  if (statusOf(error) === 404) {
    const message = `the EC2 instance has no role, so it gave no credentials for profile ${call.base.profile}`;
    return baseRefused(
      call.base,
      message,
      'Attach an instance profile, or give the role a source_profile.',
    );
  }
  // The SDK's request names its time limit in the text alone.
  const timedOut = fault.message?.startsWith('TimeoutError') === true;
  return explainSourceError(timedOut ? { code: 'ETIMEDOUT', syscall: 'connect' } : error, call);
}

async function tries<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await work();
    } catch (error) {
      const status = statusOf(error) ?? 500;
      if (count >= TRIES || status < 500) throw error;
    }
  }
}

function trioOf(document: Readonly<Record<string, string | undefined>>) {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = document;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: Token,
    expiration: Date.parse(Expiration ?? ''),
  };
}

function documentIn(text: string): Readonly<Record<string, string | undefined>> {
  return (parseJsonObject(text) ?? {}) as Readonly<Record<string, string | undefined>>;
}
