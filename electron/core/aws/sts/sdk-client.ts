import type { STSClient } from '@aws-sdk/client-sts';
import type { Handlers } from '../network/types.ts';
import type { StsCaller } from './types.ts';

/** The SDK's module for STS. */
export type StsSdk = typeof import('@aws-sdk/client-sts');

/** Three attempts is what AWS's own tools make. */
const maxAttempts = 3;

/** What one client is made for. */
export interface ClientPurpose {
  readonly caller: StsCaller;
  readonly handlers: Handlers;
  /** True where a one-time code is sent: one attempt, on a connection of its own. */
  readonly sendsCode: boolean;
  /** Server time minus the process's `Date.now()`, milliseconds. */
  readonly systemClockOffset: number;
  readonly applicationId: string | undefined;
}

/**
 * A client for one call. The SDK binds credentials and the number of attempts to a client, and keeps
 * credentials without an expiry for ever; a client per call (0.4 ms) is what makes it impossible that
 * concurrent calls swap credentials, and no client outlives its secret. What is worth sharing is passed
 * in: connections and the clock's offset.
 *
 * Everything that the SDK would otherwise look up in the environment or the shared files is given here,
 * so that AWS_PROFILE, AWS_ENDPOINT_URL, AWS_USE_FIPS_ENDPOINT, AWS_MAX_ATTEMPTS and the like neither
 * redirect a call nor fail it.
 */
export function clientFor(sdk: StsSdk, purpose: ClientPurpose): STSClient {
  const { region, endpoint, credentials } = purpose.caller;
  return new sdk.STSClient({
    region,
    endpoint,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    },
    maxAttempts: purpose.sendsCode ? 1 : maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard',
    requestHandler: purpose.sendsCode ? purpose.handlers.fresh : purpose.handlers.reusing,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => purpose.applicationId,
    authSchemePreference: ['sigv4'],
    sigv4aSigningRegionSet: [],
    disableClockSkewCorrection: false,
    systemClockOffset: purpose.systemClockOffset,
  });
}
