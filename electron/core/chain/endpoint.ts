import { RoleValetError } from '../../contract/errors.ts';
import { nestedValue, property } from '../aws-config/profile-property.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { Environment } from '../ports.ts';
import { endpointFlags } from './endpoint-flags.ts';
import { invalid, placeText } from './fault.ts';
import { GLOBAL_REGION } from './partitions.ts';
import { type RegionalService, serviceHost } from './service-host.ts';

/** What decides where a service is called. */
export interface EndpointQuestion {
  readonly region: string;
  /** The profile whose call it is; undefined for a key that no file mentions. */
  readonly profile: Profile | undefined;
  readonly services: SharedConfig['services'];
  readonly environment: Environment;
}

/** A URL to call, and why it is that one; without `from` it is the region's own. */
export interface ChosenEndpoint {
  readonly endpoint: string;
  readonly from?: string;
}

/**
 * The URL that a service is called at, always explicit: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 * the service in the profile's `services` section, the profile's `endpoint_url`, else the region's own
 * host, in the variant that `endpointFlags` asks for
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). The regional host is
 * what AWS CLI v2 and the JavaScript SDK use whatever `sts_regional_endpoints` says.
 *
 * Throws ENDPOINT_REFUSED for anything but https (http on this machine is fine), and CONFIG_INVALID
 * for a `services` section that does not exist, and for a variant that does not exist, or of a URL that
 * is given (the SDKs refuse that too; on this machine it is fine).
 */
export function serviceEndpoint(
  service: RegionalService,
  question: EndpointQuestion,
): ChosenEndpoint {
  const given = givenEndpoint(service, question);
  if (given !== undefined) return given;
  const flags = endpointFlags(question.environment, question.profile);
  const endpoint = `https://${serviceHost(service, question.region, flags)}`;
  const reasons = [flags.fips, flags.dualStack].filter((reason) => reason !== undefined);
  if (question.region === GLOBAL_REGION) {
    reasons.push(
      'the region aws-global; sessions made there are not valid in regions that an account must opt in to',
    );
  }
  return reasons.length === 0 ? { endpoint } : { endpoint, from: reasons.join(', ') };
}

/**
 * The URL that variables or files give for a service, with who gave it; undefined where they leave it
 * to AWS's own hosts. The rules and what it throws are those of `serviceEndpoint`.
 */
export function givenEndpoint(
  service: RegionalService | 'iam',
  question: EndpointQuestion,
): Required<ChosenEndpoint> | undefined {
  const { fips, dualStack } = endpointFlags(question.environment, question.profile);
  const configured = isIgnored(question) ? undefined : configuredEndpoint(service, question);
  if (configured === undefined) return undefined;
  const { url, from } = configured;
  checkUrl(url, from);
  const flag = fips ?? dualStack;
  if (flag !== undefined && !isLoopback(new URL(url).hostname)) {
    throw new RoleValetError(
      'CONFIG_INVALID',
      `${flag} and ${from} contradict each other: AWS finds the host of one, and the other gives it`,
      'Remove one of them.',
    );
  }
  return { endpoint: url, from };
}

/** The URL that STS is called at: `serviceEndpoint` has the rules. */
export function stsEndpoint(question: EndpointQuestion): string {
  return serviceEndpoint('sts', question).endpoint;
}

interface ConfiguredEndpoint {
  readonly url: string;
  readonly from: string;
}

/** Ready made: every hop of thousands of roles looks for them. */
const VARIABLES: Readonly<Record<RegionalService | 'iam', readonly string[]>> = {
  sts: ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'],
  sso: ['AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL'],
  sso_oidc: ['AWS_ENDPOINT_URL_SSO_OIDC', 'AWS_ENDPOINT_URL'],
  iam: ['AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL'],
};

function configuredEndpoint(
  service: RegionalService | 'iam',
  { environment, profile, services }: EndpointQuestion,
): ConfiguredEndpoint | undefined {
  for (const variable of VARIABLES[service]) {
    const url = environment[variable];
    if (url) return { url, from: variable };
  }
  const name = property(profile, 'services');
  if (name !== undefined) {
    const section = services.get(name.value);
    if (section === undefined) {
      throw invalid(
        name,
        `there is no section [services ${name.value}]`,
        'Correct the name or remove the line; the JavaScript SDK refuses such a profile too.',
      );
    }
    const url = nestedValue(section, service, 'endpoint_url');
    if (url !== undefined)
      return { url, from: `${service} endpoint_url in [services ${name.value}]` };
  }
  const own = property(profile, 'endpoint_url');
  return own && { url: own.value, from: `${placeText(own.at)}: endpoint_url` };
}

function isIgnored({ environment, profile }: EndpointQuestion): boolean {
  const value =
    environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ||
    property(profile, 'ignore_configured_endpoint_urls')?.value;
  return value?.toLowerCase() === 'true';
}

function checkUrl(text: string, from: string): void {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `${from} is not a web address`,
      'Write it as https://HOST, or remove it to use the endpoint of the region.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `${from} holds a user name or password`,
      'Remove what stands before the @: AWS knows callers by their signature.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new RoleValetError(
      'ENDPOINT_REFUSED',
      `${from} sends calls to ${url.hostname} without encryption`,
      'Use https; plain http is accepted on this machine only.',
    );
  }
}

function isLoopback(host: string): boolean {
  const isLocalName = host === 'localhost' || host.endsWith('.localhost');
  return isLocalName || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
