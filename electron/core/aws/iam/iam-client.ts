import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { Handlers } from '../network/types.ts';
import { checkEndpoint } from '../sts/check-endpoint.ts';
import type { IamCaller } from './types.ts';

/** The SDK's module for IAM, loaded on the first call. */
export type IamModule = typeof import('@aws-sdk/client-iam');

/** Where a call goes, and the region that its signature names. */
export interface IamAddress {
  readonly endpoint: string;
  readonly signingRegion: string;
}

/** Nothing here may come from the environment or the shared files: see `clientFor` of STS. */
const FIXED: IAMClientConfig = {
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  authSchemePreference: ['sigv4'],
  disableClockSkewCorrection: false,
};

/**
 * The address of IAM for a caller: by the SDK's own rules for the partition, or the configured one.
 * The signature always names the region where the partition's IAM is. Throws ENDPOINT_REFUSED.
 */
export function iamAddress(iam: IamModule, caller: IamCaller): IamAddress {
  const { region, endpoint, useFips = false, useDualStack = false } = caller;
  // Only its rules are wanted: without an endpoint it would look for one in the environment.
  const rules = new iam.IAMClient({ ...FIXED, region, endpoint: 'https://localhost' });
  const found = rules.config.endpointProvider(
    { Region: region, UseFIPS: useFips, UseDualStack: useDualStack },
    {},
  );
  rules.destroy();
  const schemes = found.properties?.authSchemes as
    | readonly { signingRegion?: string }[]
    | undefined;
  return {
    endpoint: checkEndpoint(endpoint ?? found.url.href).href,
    signingRegion: schemes?.[0]?.signingRegion ?? region,
  };
}

/** What one client is made for. */
export interface IamClientPurpose {
  readonly caller: IamCaller;
  readonly address: IamAddress;
  readonly handlers: Handlers;
  /** True where a second attempt could do a second time what the first one did. */
  readonly isSentOnce: boolean;
  /** Server time minus the process's `Date.now()`, milliseconds. */
  readonly systemClockOffset: number;
  readonly applicationId: string | undefined;
}

/** A client for one call, as STS has: no client outlives its secret. */
export function iamClientFor(iam: IamModule, purpose: IamClientPurpose): IAMClient {
  const { accessKeyId, secretAccessKey, sessionToken } = purpose.caller.credentials;
  return new iam.IAMClient({
    ...FIXED,
    region: purpose.address.signingRegion,
    endpoint: purpose.address.endpoint,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    maxAttempts: purpose.isSentOnce ? 1 : 3,
    requestHandler: purpose.isSentOnce ? purpose.handlers.fresh : purpose.handlers.reusing,
    userAgentAppId: async () => purpose.applicationId,
    systemClockOffset: purpose.systemClockOffset,
  });
}
