import { RoleValetError } from '../../contract/errors.ts';
import { DEFAULT_PARTITION, PARTITIONS, partitionOfRegion } from '../chain/partitions.ts';
import type { Chain } from '../chain/types.ts';
import { type ConsoleHosts, consoleHosts } from '../console/console-hosts.ts';
import { requireConsoleSession, takesOwnLength } from '../console/console-session.ts';
import { consoleDestination, type DestinationWish } from '../console/destination.ts';
import { LOGIN_URL_LIFE_MS, loginUrl, logoutUrl } from '../console/login-url.ts';
import { type SignInEndpoint, signInEndpoint } from '../console/sign-in-endpoint.ts';
import { requestSigninToken } from '../console/signin-token.ts';
import type { App } from './app.ts';
import type { Obtained } from './obtain-session.ts';
import { serverTime } from './server-time.ts';

/** What a console link needs of the app. */
export type ConsoleApp = Pick<
  App,
  | 'environment'
  | 'network'
  | 'clock'
  | 'sts'
  | 'sessions'
  | 'homePath'
  | 'files'
  | 'locks'
  | 'logger'
>;

/** What a console link is to be like. */
export interface ConsoleWish extends DestinationWish {
  /** Region of the console; default: the role's. */
  readonly region?: string;
  /** Length of the console session, seconds; default: it lasts as long as the credentials. */
  readonly sessionSeconds?: number;
  /** Ends the browser's present sign-in first. */
  readonly endsPresentSignIn?: boolean;
}

export interface ConsoleLink {
  /** A secret for as long as it is valid: for the browser, never for a log. */
  readonly url: string;
  /** Until when the link can be opened, epoch milliseconds by AWS's clock. */
  readonly expiresAt: number;
  /** Until when the console session lasts once it is opened. */
  readonly sessionEndsAt: number;
  /** The page that it leads to. No secret. */
  readonly destination: string;
  /** Sentences for the user. */
  readonly notices: readonly string[];
}

/** Where a console link leads, and where it is made. */
interface ConsolePage {
  readonly region: string;
  readonly destination: string;
  readonly endpoint: SignInEndpoint;
  readonly logout?: string;
}

/**
 * The page that a link of a chain would lead to. Looks at files and variables alone: call it before a
 * session is made, so that nobody gives a code for a page that can't be. Throws CONSOLE_NOT_POSSIBLE,
 * USAGE (the page) and ENDPOINT_REFUSED.
 */
export function consolePage(
  { environment }: Pick<App, 'environment'>,
  chain: Chain,
  wish: ConsoleWish,
): ConsolePage {
  requireConsoleSession(chain);
  const { hosts, region } = placeOf(chain, wish.region);
  const destination = consoleDestination(hosts, region, wish);
  const endpoint = signInEndpoint({ hosts, environment, sessionEndpoints: endpointsOf(chain) });
  return wish.endsPresentSignIn === true
    ? { region, destination, endpoint, logout: requireLogout(endpoint, hosts) }
    : { region, destination, endpoint };
}

/**
 * Makes a link that signs a browser in to the AWS console with a live session.
 *
 * Throws CONSOLE_NOT_POSSIBLE (a kind of credentials, or a partition, that can't), STS_EXPIRED_TOKEN
 * (the session is over), USAGE (the page), ENDPOINT_REFUSED, CONSOLE_REFUSED and NETWORK_.
 */
export async function makeConsoleLink(
  app: ConsoleApp,
  { session, chain }: Pick<Obtained, 'session' | 'chain'>,
  wish: ConsoleWish,
): Promise<ConsoleLink> {
  const { region, destination, endpoint, logout } = consolePage(app, chain, wish);
  const before = await serverTime(app);
  const { credentials } = session;
  if (credentials.expiration <= before) {
    throw new RoleValetError(
      'STS_EXPIRED_TOKEN',
      `the session of ${chain.profile} is over, and the console would not open with it`,
      `Make a new one: role-valet console ${chain.profile}`,
    );
  }
  const own = takesOwnLength(chain, session) ? wish.sessionSeconds : undefined;
  const caBundle = chain.hops.at(-1)?.caBundle ?? chain.base.getSessionToken?.caBundle;
  const { token, federation, hasOwnLength } = await requestSigninToken({
    network: app.network,
    federation: endpoint.federation,
    credentials,
    profile: chain.profile,
    ...(caBundle === undefined ? {} : { caBundle }),
    ...(own === undefined ? {} : { sessionSeconds: own }),
  });
  const now = await serverTime(app);
  const login = loginUrl(federation, destination, token);
  app.logger.info('console link made', { profile: chain.profile, region });
  return {
    url: logout === undefined ? login : logoutUrl(logout, login),
    // From before the call: AWS's count may have begun at any moment since.
    expiresAt: before + LOGIN_URL_LIFE_MS,
    sessionEndsAt: hasOwnLength && own !== undefined ? now + own * 1000 : credentials.expiration,
    destination,
    notices: noticesOf(wish, own, hasOwnLength),
  };
}

/** The region as wished, else the role's, else its partition's usual one; and that region's hosts. */
function placeOf(
  { hops, base, outputRegion }: Chain,
  wished: string | undefined,
): { hosts: ConsoleHosts; region: string } {
  const hop = hops.at(-1);
  const asked = wished ?? outputRegion ?? hop?.region ?? base.region;
  const partition =
    PARTITIONS.find(({ name }) => name === hop?.partition) ??
    (asked === undefined ? undefined : partitionOfRegion(asked)) ??
    DEFAULT_PARTITION;
  if (wished !== undefined && !partition.regions.test(wished)) {
    throw new RoleValetError(
      'USAGE',
      `${JSON.stringify(wished)} is no region of the partition ${partition.name}`,
      `Give a region such as ${partition.defaultRegion}.`,
    );
  }
  // What a host name is made of must be a region, whatever a file says.
  const region =
    asked !== undefined && partition.regions.test(asked) ? asked : partition.defaultRegion;
  return { hosts: consoleHosts(partition.name, region), region };
}

function endpointsOf({ hops, base }: Chain): readonly string[] {
  const own = base.getSessionToken?.endpoint;
  return [...hops.map(({ endpoint }) => endpoint), ...(own === undefined ? [] : [own])];
}

function requireLogout({ logout }: SignInEndpoint, { consoleDomain }: ConsoleHosts): string {
  if (logout === undefined) {
    throw new RoleValetError(
      'CONSOLE_NOT_POSSIBLE',
      `no address is known that ends a sign-in of ${consoleDomain}`,
      'Leave --logout out, and sign out in the browser.',
    );
  }
  return logout;
}

function noticesOf(
  { sessionSeconds }: ConsoleWish,
  sent: number | undefined,
  hasOwnLength: boolean,
): readonly string[] {
  if (sessionSeconds === undefined || hasOwnLength) {
    return [];
  }
  return [
    sent === undefined
      ? 'the console session lasts as long as the credentials: AWS takes another length only for a role assumed straight with a long-term key'
      : 'AWS did not take that length for these credentials: the console session lasts as long as they do',
  ];
}
