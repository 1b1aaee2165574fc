import { RoleValetError } from '../../contract/errors.ts';
import type { ConsoleHosts } from './console-hosts.ts';

/** The page that a person wants to see first. */
export interface DestinationWish {
  /** A service by the name that AWS or people give it. Without it: the console's home. */
  readonly service?: string;
  /** A path with its query and fragment, or a whole link to a page of the console. */
  readonly path?: string;
}

/** Services whose pages are not under the name that the AWS CLI, or everybody, calls them by. */
const PATHS: Readonly<Record<string, string>> = {
  apigw: 'apigateway',
  cfn: 'cloudformation',
  cloudwatchlogs: 'cloudwatch',
  cw: 'cloudwatch',
  ddb: 'dynamodbv2',
  dynamodb: 'dynamodbv2',
  ebs: 'ec2',
  eventbridge: 'events',
  logs: 'cloudwatch',
  opensearch: 'aos',
  organizations: 'organizations/v2',
  orgs: 'organizations/v2',
  r53: 'route53/v2',
  redshift: 'redshiftv2',
  route53: 'route53/v2',
  secrets: 'secretsmanager',
  sfn: 'states',
  ssm: 'systems-manager',
  sso: 'singlesignon',
  'sso-admin': 'singlesignon',
  stepfunctions: 'states',
  waf: 'wafv2',
};

const SERVICE = /^[a-z][a-z0-9-]{0,63}$/;
const MOST_LETTERS = 2_048;

/**
 * The page that the sign-in leads to: always https on a console host of the partition, or somebody
 * could make a link that carries a fresh sign-in to a host of their own. Throws USAGE.
 */
export function consoleDestination(
  hosts: ConsoleHosts,
  region: string,
  { service, path }: DestinationWish,
): string {
  if (path !== undefined) {
    if (service !== undefined) {
      throw usage('the service and the path both name a page', 'Leave one of them out.');
    }
    return checked(path, hosts);
  }
  return `https://${hosts.console}/${servicePath(service)}/home?region=${region}`;
}

function servicePath(service: string | undefined): string {
  if (service === undefined) {
    return 'console';
  }
  const name = service.toLowerCase();
  if (!SERVICE.test(name)) {
    throw usage(
      `${JSON.stringify(service)} is not the name of an AWS service`,
      'Give a name such as ec2, s3 or cloudformation, or the page itself with --path.',
    );
  }
  return Object.hasOwn(PATHS, name) ? (PATHS[name] ?? name) : name;
}

function checked(path: string, { console: host, consoleDomain }: ConsoleHosts): string {
  // What a parser would mend (blanks, control characters, backslashes) is refused, so that what
  // is checked here is what every browser reads.
  if (path.length > MOST_LETTERS || !/^[!-[\]-~]+$/.test(path)) {
    throw usage(
      'the path is not a link: it is too long, or holds blanks, backslashes or other letters',
      'Copy it from the address bar of the console, in quotes.',
    );
  }
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(path);
  if (!isWhole && !/^\/(?!\/)/.test(path)) {
    throw usage(
      'the path does not begin with one slash',
      'Write it as /ec2/home?region=eu-west-1#Instances: or as a whole https link.',
    );
  }
  const url = URL.parse(path, `https://${host}`);
  const isConsole =
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    (url.hostname === consoleDomain || url.hostname.endsWith(`.${consoleDomain}`));
  if (!isConsole) {
    throw usage(
      `the path leads away from the console of this partition (${consoleDomain})`,
      'Give a path, or an https link to a page of that console: a sign-in is not carried elsewhere.',
    );
  }
  return url.href;
}

function usage(message: string, hint: string): RoleValetError {
  return new RoleValetError('USAGE', message, hint);
}
