import { property } from '../../aws-config/profile-property.ts';
import { serviceEndpoint } from '../../chain/endpoint.ts';
import { faultAt, invalid } from '../../chain/fault.ts';
import { accessTokenFor } from '../sign-in/access-token.ts';
import { signInHint } from '../sign-in/sign-in-errors.ts';
import { ssoSettings } from '../sign-in/sso-settings.ts';
import type { SsoSettings } from '../sign-in/types.ts';
import { explainSourceError, placed, statusOf } from './base-failure.ts';
import { limitedHandler, SOURCE_TIME_LIMIT_MS } from './limited-handler.ts';
import { readSourceTrio } from './source-trio.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** A role of IAM Identity Center, and the sign-in that it is had with. */
export interface SsoRole {
  readonly signIn: SsoSettings;
  readonly accountId: string;
  readonly roleName: string;
  /** URL of the portal, always explicit. */
  readonly endpoint: string;
}

/** What the profile says. Throws CONFIG_INVALID, naming the line, and ENDPOINT_REFUSED. */
export function readSsoRole(
  { base, config }: BaseRequest,
  environment: BaseParts['environment'],
): SsoRole {
  const profile = config.profiles.get(base.profile);
  const signIn = ssoSettings(config, base.profile, environment);
  const needed = (key: string) => {
    const found = property(profile, key);
    if (found !== undefined) return found;
    throw faultAt(
      'CONFIG_INVALID',
      base.at,
      `profile ${base.profile} has no ${key}, so IAM Identity Center can't be asked for credentials`,
      'Add the line, or let this write it: aws configure sso',
    );
  };
  const account = needed('sso_account_id');
  if (!/^\d{12}$/.test(account.value)) {
    throw invalid(account, 'sso_account_id is not 12 digits', 'Write the digits of the account.');
  }
  const question = { region: signIn.region, profile, services: config.services, environment };
  return {
    signIn,
    accountId: account.value,
    roleName: needed('sso_role_name').value,
    endpoint: serviceEndpoint('sso', question).endpoint,
  };
}

/**
 * The credentials of a role that IAM Identity Center gives whoever is signed in
 * (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html).
 * Throws as `BaseSource.credentials`.
 */
export async function ssoCredentials(
  parts: BaseParts,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base } = request;
  const role = readSsoRole(request, parts.environment);
  const { token } = await placed(base, () => accessTokenFor(parts, role.signIn));
  const { SSOClient, GetRoleCredentialsCommand } = await import('@aws-sdk/nested-clients/sso');
  const { reusing } = await parts.network.handlers(role.signIn.caBundle);
  const { handler } = limitedHandler(reusing, SOURCE_TIME_LIMIT_MS);
  const client = new SSOClient({
    region: role.signIn.region,
    endpoint: role.endpoint,
    requestHandler: handler,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => 'role-valet',
  });
  const call = {
    base,
    who: 'IAM Identity Center',
    endpoint: role.endpoint,
    region: role.signIn.region,
    network: parts.network,
    caBundle: role.signIn.caBundle,
    connectTimeoutMs: parts.network.connectTimeoutMs,
    requestTimeoutMs: SOURCE_TIME_LIMIT_MS,
    hidden: [token],
    hint: `Check sso_account_id and sso_role_name: the portal lists what is yours at ${role.signIn.startUrl}`,
  };
  try {
    const { roleCredentials } = await client.send(
      new GetRoleCredentialsCommand({
        accountId: role.accountId,
        roleName: role.roleName,
        accessToken: token,
      }),
    );
    return readSourceTrio(call, roleCredentials);
  } catch (error) {
    if (statusOf(error) === 401) {
      throw faultAt(
        'SIGN_IN_REQUIRED',
        base.at,
        `IAM Identity Center no longer takes the sign-in of profile ${base.profile}`,
        signInHint(role.signIn),
      );
    }
    throw await explainSourceError(error, call);
  }
}
