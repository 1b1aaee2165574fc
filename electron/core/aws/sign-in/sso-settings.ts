import { property } from '../../aws-config/profile-property.ts';
import type {
  NamedSection,
  Profile,
  ProfileProperty,
  SharedConfig,
} from '../../aws-config/types.ts';
import { caBundleOf } from '../../chain/ca-bundle.ts';
import { serviceEndpoint } from '../../chain/endpoint.ts';
import { faultAt, invalid } from '../../chain/fault.ts';
import { checkRegion } from '../../chain/region.ts';
import type { Environment } from '../../ports.ts';
import { isPageSafe } from './page-url.ts';
import type { SsoSettings } from './types.ts';

/**
 * The sign-in that `profileName` names, by `sso_session` or with `sso_start_url` of its own
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html).
 *
 * Throws CONFIG_INVALID, naming the line, for a session that does not exist, a missing or wrong
 * setting, or one that profile and session give differently (AWS tools refuse that too), and
 * ENDPOINT_REFUSED.
 */
export function ssoSettings(
  config: SharedConfig,
  profileName: string,
  environment: Environment,
): SsoSettings {
  const profile = config.profiles.get(profileName);
  const reference = property(profile, 'sso_session');
  const session = reference && sessionNamed(config, reference);
  const setting = (key: string) => agreed(profile, session, key);

  const startUrl = required(profileName, profile, reference, 'sso_start_url', setting);
  checkStartUrl(startUrl);
  const region = required(profileName, profile, reference, 'sso_region', setting);
  checkRegion(region, undefined);
  const scopes = reference === undefined ? undefined : setting('sso_registration_scopes');
  const caBundle = caBundleOf(profile, config.profiles);
  const { endpoint } = serviceEndpoint('sso_oidc', {
    region: region.value,
    profile,
    services: config.services,
    environment,
  });
  return {
    profile: profileName,
    startUrl: startUrl.value,
    region: region.value,
    endpoint: endpoint.replace(/\/+$/, ''),
    ...(caBundle === undefined ? {} : { caBundle }),
    ...(reference === undefined ? {} : { sessionName: reference.value }),
    ...(scopes === undefined ? {} : { scopes: listOf(scopes.value) }),
  };
}

function sessionNamed(config: SharedConfig, reference: ProfileProperty): NamedSection {
  const session = config.ssoSessions.get(reference.value);
  if (session === undefined) {
    throw invalid(
      reference,
      `there is no section [sso-session ${reference.value}]`,
      'Correct the name, or make the section with: aws configure sso-session',
    );
  }
  return session;
}

/** One setting, from the session where there is one. */
function agreed(
  profile: Profile | undefined,
  session: NamedSection | undefined,
  key: string,
): ProfileProperty | undefined {
  const own = property(profile, key);
  if (session === undefined) return own;
  const shared = property(session, key);
  if (own !== undefined && shared !== undefined && own.value !== shared.value) {
    throw invalid(
      own,
      `${key} is not what [sso-session ${session.name}] says`,
      'Remove the line from the profile: AWS tools refuse two different values.',
    );
  }
  return shared ?? own;
}

function required(
  profileName: string,
  profile: Profile | undefined,
  reference: ProfileProperty | undefined,
  key: string,
  setting: (key: string) => ProfileProperty | undefined,
): ProfileProperty {
  const found = setting(key);
  if (found !== undefined) return found;
  const place =
    reference === undefined ? `profile ${profileName}` : `[sso-session ${reference.value}]`;
  throw faultAt(
    'CONFIG_INVALID',
    reference?.at ?? profile?.configAt,
    `${place} has no ${key}`,
    'Add the line; your administrator knows the value, or run: aws configure sso',
  );
}

/** The page is shown to a person who types a password there, so it must be the real one. */
function checkStartUrl(setting: ProfileProperty): void {
  const url = URL.parse(setting.value);
  if (url === null || !isPageSafe(url)) {
    throw invalid(
      setting,
      'sso_start_url is no https address without a user name',
      'Write it as https://NAME.awsapps.com/start, as your administrator gave it.',
    );
  }
}

function listOf(text: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '');
}
