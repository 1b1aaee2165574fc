import type { SessionCredentials } from '../../credentials.ts';
import { expirationText } from './trio.ts';

/**
 * Every variable that is set for a session. Both names of the region are among them: the AWS CLI v1
 * and boto3 read AWS_DEFAULT_REGION, the other SDKs AWS_REGION
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html).
 */
export const SESSION_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
] as const;

/** The two variables that choose a profile. */
export const PROFILE_VARIABLES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/**
 * Variables that win over a trio in the environment, or make tools mistake it for another:
 * - AWS_PROFILE: AWS SDK for JavaScript then skips the trio, and boto3 fails where that profile is
 *   gone; AWS_DEFAULT_PROFILE is its older name, which the AWS CLI and boto3 read as well.
 * - AWS_SECURITY_TOKEN: the old name of the session token; botocore reads it before the new one.
 * - AWS_CREDENTIAL_FILE: long-term keys of the old EC2 tools, which old SDKs and tools still read;
 *   aws-vault removes it too.
 * - AWS_WEB_IDENTITY_TOKEN_FILE: AWS SDK for .NET prefers the role behind it to a trio
 *   (https://github.com/aws/aws-sdk-net, FallbackCredentialsFactory.cs).
 * - AWS_ACCOUNT_ID and AWS_CREDENTIAL_SCOPE: SDKs take them for parts of the trio, and put the
 *   account into endpoints
 *   (https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html).
 *
 * Container credentials (AWS_CONTAINER_*) lose to a trio everywhere and stay: profiles with
 * `credential_source = EcsContainer` need them. So do AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE, which name files and no identity.
 */
export const RIVAL_VARIABLES = [
  ...PROFILE_VARIABLES,
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_SCOPE',
] as const;

/**
 * The variables of a session in the order of SESSION_VARIABLES, without a region where there is
 * none. AWS_CREDENTIAL_EXPIRATION is read by botocore and AWS SDK for JavaScript, and by prompts.
 */
export function sessionVariables(
  credentials: SessionCredentials,
  region: string | undefined,
): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expirationText(credentials.expiration),
    ...(region ? { AWS_REGION: region, AWS_DEFAULT_REGION: region } : {}),
  };
}
