import type { SessionCredentials } from '../../credentials.ts';
import { expirationText } from './trio.ts';

/** Where a container-credentials endpoint is, and the secret that opens it. */
export interface ContainerAddress {
  readonly url: string;
  /** Sent as it is in the Authorization header. */
  readonly token: string;
}

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
 * The two variables that lead an AWS tool to a container-credentials endpoint
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 */
export const CONTAINER_VARIABLES = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
] as const;

/**
 * Variables that win over container credentials, besides SESSION_VARIABLES and RIVAL_VARIABLES:
 * - AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: SDKs prefer
 *   them to CONTAINER_VARIABLES.
 * - AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME: half of a web identity, whose other half a RIVAL_VARIABLE
 *   holds; some SDKs refuse the half.
 * - AWS_ACCESS_KEY, AWS_SECRET_KEY and the AMAZON_ ones: older names of a key, which AWS SDKs for Go,
 *   Java 1 and Ruby read where the newer ones are not set, so they lose to a trio but not to this
 *   (https://github.com/aws/aws-sdk-go-v2, config/env_config.go;
 *   https://github.com/aws/aws-sdk-ruby, credential_provider_chain.rb).
 */
export const CONTAINER_RIVAL_VARIABLES = [
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AMAZON_ACCESS_KEY_ID',
  'AMAZON_SECRET_ACCESS_KEY',
  'AMAZON_SESSION_TOKEN',
] as const;

/** All that a tool must not find before it asks a container-credentials endpoint, and the older ones. */
export const BEFORE_CONTAINER_VARIABLES: readonly string[] = [
  ...RIVAL_VARIABLES,
  ...CONTAINER_RIVAL_VARIABLES,
  ...SESSION_VARIABLES,
  ...CONTAINER_VARIABLES,
];

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
    ...regionVariables(region),
  };
}

/** The variables for a container-credentials endpoint, without a region where there is none. */
export function containerVariables(
  { url, token }: ContainerAddress,
  region: string | undefined,
): Record<string, string> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    ...regionVariables(region),
  };
}

function regionVariables(region: string | undefined): Record<string, string> {
  return region ? { AWS_REGION: region, AWS_DEFAULT_REGION: region } : {};
}
