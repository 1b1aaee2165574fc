import { RoleValetError } from '../../contract/errors.ts';
import { nestedValue, property } from '../aws-config/profile-property.ts';
import type { Profile, SharedConfig } from '../aws-config/types.ts';
import type { Environment } from '../ports.ts';
import { invalid, placeText } from './fault.ts';
import { DEFAULT_PARTITION, partitionOfRegion } from './partitions.ts';

/** What decides where STS is called. */
export interface EndpointQuestion {
  readonly region: string;
  /** The profile whose call it is; undefined for a key that no file mentions. */
  readonly profile: Profile | undefined;
  readonly services: SharedConfig['services'];
  readonly environment: Environment;
}

/**
 * The URL that STS is called at, always explicit: AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, `sts` in
 * the profile's `services` section, the profile's `endpoint_url`, else the region's own host
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
 *
 * Throws ENDPOINT_REFUSED for anything but https (http on this machine is fine), and CONFIG_INVALID
 * for a `services` section that does not exist.
 */
export function stsEndpoint(question: EndpointQuestion): string {
  const configured = isIgnored(question) ? undefined : configuredEndpoint(question);
  if (configured !== undefined) {
    checkUrl(configured.url, configured.from);
    return configured.url;
  }
  const { dnsSuffix } = partitionOfRegion(question.region) ?? DEFAULT_PARTITION;
  return `https://sts.${question.region}.${dnsSuffix}`;
}

interface ConfiguredEndpoint {
  readonly url: string;
  readonly from: string;
}

function configuredEndpoint(question: EndpointQuestion): ConfiguredEndpoint | undefined {
  const { environment, profile, services } = question;
  for (const variable of ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL']) {
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
    const url = nestedValue(section, 'sts', 'endpoint_url');
    if (url !== undefined) return { url, from: `sts endpoint_url in [services ${name.value}]` };
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
      'Remove what stands before the @: STS knows callers by their signature.',
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
