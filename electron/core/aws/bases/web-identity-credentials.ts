import { RoleValetError } from '../../../contract/errors.ts';
import { property } from '../../aws-config/profile-property.ts';
import type { ProfileProperty } from '../../aws-config/types.ts';
import { callPlace } from '../../chain/call-place.ts';
import { profileRegion } from '../../chain/chain-hops.ts';
import { faultAt, placeText } from '../../chain/fault.ts';
import { readHopSettings } from '../../chain/hop-settings.ts';
import { ONE_HOUR } from '../../chain/limits.ts';
import { DEFAULT_PARTITION, partitionNamed } from '../../chain/partitions.ts';
import { chooseRegion } from '../../chain/region.ts';
import { roleArnOf, roleArnSetting } from '../../chain/role-settings.ts';
import { sessionName } from '../../chain/session-name.ts';
import type { CallPlace } from '../../chain/types.ts';
import { refusedWebIdentity } from '../sts/web-identity-refusal.ts';
import { explainSourceError } from './base-failure.ts';
import { limitedHandler, SOURCE_TIME_LIMIT_MS } from './limited-handler.ts';
import { readSourceTrio } from './source-trio.ts';
import type { BaseCredentials, BaseParts, BaseRequest } from './types.ts';

/** One AssumeRoleWithWebIdentity call, but for the token itself. */
export interface WebIdentityCall {
  readonly tokenFile: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly policyArns: readonly string[];
  readonly place: CallPlace;
}

type Settings = Pick<BaseParts, 'environment' | 'user'>;

/** What the profile says. Throws as `BaseSource.identity`. */
export function readWebIdentity(
  { base, config }: BaseRequest,
  { environment, user }: Settings,
): WebIdentityCall {
  const profile = config.profiles.get(base.profile);
  const tokenFile = property(profile, 'web_identity_token_file');
  const setting = roleArnSetting(profile);
  if (profile === undefined || tokenFile === undefined || setting === undefined) {
    throw faultAt(
      'CONFIG_INVALID',
      base.at,
      `profile ${base.profile} has a web_identity_token_file but no role_arn`,
      'Add role_arn = arn:aws:iam::111122223333:role/NAME, the role that the token opens.',
    );
  }
  const arn = roleArnOf(profile, setting);
  const partition = partitionNamed(arn.partition) ?? DEFAULT_PARTITION;
  const region = chooseRegion(partition, profileRegion({ profile }), environment);
  const settings = readHopSettings(profile, arn.partition, true, []);
  return {
    tokenFile: tokenFile.value,
    roleArn: setting.value,
    sessionName: sessionName(settings.sessionNameTemplate, { ...user, role: arn.roleName }),
    durationSeconds: settings.durationSeconds ?? ONE_HOUR,
    policyArns: settings.policyArns,
    place: callPlace({ config, environment }, profile, region),
  };
}

/**
 * A role's credentials for the token in a file, which whoever runs this machine keeps fresh
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html). The
 * call is not signed. Throws as `BaseSource.credentials`.
 */
export async function webIdentityCredentials(
  parts: BaseParts,
  request: BaseRequest,
): Promise<BaseCredentials> {
  const { base, config } = request;
  const wanted = readWebIdentity(request, parts);
  const setting = property(config.profiles.get(base.profile), 'web_identity_token_file');
  const token = await readToken(parts, base.profile, setting, wanted.tokenFile);
  const { fromWebToken } = await import('@aws-sdk/credential-provider-web-identity');
  const { region, endpoint, caBundle } = wanted.place;
  const { reusing } = await parts.network.handlers(caBundle);
  const { handler } = limitedHandler(reusing, SOURCE_TIME_LIMIT_MS);
  const call = {
    base,
    who: 'STS',
    endpoint,
    region,
    network: parts.network,
    caBundle,
    connectTimeoutMs: parts.network.connectTimeoutMs,
    requestTimeoutMs: SOURCE_TIME_LIMIT_MS,
    hidden: [token],
    hint: `Check that ${wanted.roleArn} trusts the issuer and audience of the token in ${wanted.tokenFile}, and that the token is fresh.`,
  };
  try {
    const provide = fromWebToken({
      webIdentityToken: token,
      roleArn: wanted.roleArn,
      roleSessionName: wanted.sessionName,
      durationSeconds: wanted.durationSeconds,
      ...(wanted.policyArns.length === 0
        ? {}
        : { policyArns: wanted.policyArns.map((arn) => ({ arn })) }),
      clientConfig: {
        region,
        endpoint,
        requestHandler: handler,
        maxAttempts: 3,
        retryMode: 'standard',
        defaultsMode: 'standard',
        useDualstackEndpoint: false,
        useFipsEndpoint: false,
      },
    });
    return readSourceTrio(call, await provide());
  } catch (error) {
    const isProviderAway = (error as { name?: string }).name === 'IDPCommunicationErrorException';
    const shown = isProviderAway
      ? faultAt(
          'BASE_UNAVAILABLE',
          base.at,
          `STS could not reach the identity provider of profile ${base.profile}`,
          'Try again in a minute.',
        )
      : await explainSourceError(error, call);
    const { roleArn, sessionName: name, durationSeconds } = wanted;
    const question = { roleArn, sessionName: name, durationSeconds, region, endpoint };
    throw refusedWebIdentity(shown, error, { ...question, hidden: call.hidden });
  }
}

async function readToken(
  { files }: Pick<BaseParts, 'files'>,
  profile: string,
  setting: ProfileProperty | undefined,
  path: string,
): Promise<string> {
  const { exists, bytes } = await files.read(path);
  const token = Buffer.from(bytes).toString('utf8').trim();
  if (!exists || token === '') {
    const place = setting === undefined ? '' : `${placeText(setting.at)}: `;
    throw new RoleValetError(
      'BASE_REFUSED',
      `${place}the web identity token of profile ${profile}, ${path}, ${exists ? 'is empty' : 'does not exist'}`,
      'Correct web_identity_token_file, or let the program that writes the token run first.',
    );
  }
  return token;
}
