import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { App } from '../core/app/app.ts';
import { sdkBases } from '../core/aws/bases/sdk-bases.ts';
import { createNetwork, type NetworkOptions } from '../core/aws/network/network.ts';
import { sdkSts } from '../core/aws/sts/sdk-sts.ts';
import { homeDirectoryOf, sharedFilePaths } from '../core/aws-config/locations.ts';
import { appHomePath } from '../core/home.ts';
import { keychainService } from '../core/keychain-service.ts';
import { keychainKeyStore, noKeyStore } from '../core/keys/key-store.ts';
import { loadedOnCall } from '../core/loaded-on-call.ts';
import type { Environment, Keychain } from '../core/ports.ts';
import { keychainSealer } from '../core/sessions/sealer.ts';
import { fileSessionStore, memorySessionStore } from '../core/sessions/session-store.ts';
import { SingleFlight } from '../core/sessions/single-flight.ts';
import { fileSpentCodes } from '../core/sessions/spent-codes.ts';
import { switchableSessionStore } from '../core/sessions/switchable-session-store.ts';
import { systemClock } from './clock.ts';
import { nodeCommands } from './commands.ts';
import { nodeFiles } from './files.ts';
import { ensureHomeFolder, realPathOrSelf } from './home-folder.ts';
import { nodeKeychain } from './keychain.ts';
import { nodeLocks } from './locks.ts';
import { fileLogger } from './logger.ts';
import { systemRandom } from './random.ts';

/** What the account's CloudTrail shows of our calls. */
const APPLICATION_ID = 'role-valet';

/** How a process of Role Valet is wired. */
export interface WireOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Keeps sessions in memory and uses no keychain: the user's choice where there is none. */
  readonly memoryOnly: boolean;
  /** False begins with sessions in memory while keys stay in the keychain: a setting of the app. */
  readonly keepSessions?: boolean;
  /** What names proxies and root certificates where the environment doesn't: settings and system. */
  readonly network?: Pick<NetworkOptions, 'settings' | 'systemProxy'>;
}

/**
 * Makes the app of this process with Node's implementations of every port. Touches no keychain and
 * no network yet. Throws where the app's own folder can't be made or isn't ours.
 */
export async function wireApp(options: WireOptions): Promise<App> {
  const { environment, platform } = options;
  const home = homeDirectoryOf(environment, platform, homedir());
  const { homePath, keychain } = await openHome(environment, platform);
  const clock = systemClock();
  const random = systemRandom();
  const files = nodeFiles();
  const network = createNetwork({
    environment,
    files,
    homeDirectory: home,
    ...(options.network ?? {}),
  });
  const locks = nodeLocks(join(homePath, 'locks'));
  const sealer = options.memoryOnly ? undefined : keychainSealer(keychain, random, locks);
  const paths = sharedFilePaths(environment, home, platform);
  const sts = sdkSts({ clock, network, applicationId: APPLICATION_ID });

  const parts: Omit<App, 'bases'> = {
    environment,
    homePath,
    ...paths,
    files,
    locks,
    clock,
    commands: nodeCommands(),
    logger: fileLogger({ path: join(homePath, 'log', 'role-valet.log'), clock }),
    keys: options.memoryOnly ? noKeyStore() : keychainKeyStore(keychain),
    sessions:
      sealer === undefined
        ? memorySessionStore()
        : switchableSessionStore(
            fileSessionStore({ files, locks, sealer, path: join(homePath, 'sessions') }),
            options.keepSessions !== false,
          ),
    spentCodes: fileSpentCodes({
      files,
      locks,
      clock,
      random,
      path: join(homePath, 'spent-codes.json'),
    }),
    sealer,
    network,
    sts,
    iam: loadedOnCall(async () => {
      const { sdkIam } = await import('../core/aws/iam/sdk-iam.ts');
      const { clockOffset } = sts;
      return sdkIam({ clock, network, clockOffset, applicationId: APPLICATION_ID });
    }, [
      'createAccessKey',
      'listAccessKeys',
      'setAccessKeyActive',
      'deleteAccessKey',
      'lastUse',
      'getRole',
    ]),
    signIn: {
      // AWS tools keep it in the home folder even where the shared files are elsewhere.
      cachePath: join(home, '.aws', 'sso', 'cache'),
      oidc: loadedOnCall(async () => {
        const { sdkSsoOidc } = await import('../core/aws/sign-in/sdk-sso-oidc.ts');
        return sdkSsoOidc({ clock, network });
      }, ['registerClient', 'startDevice', 'createToken']),
      // Loads Node's HTTP server, which next to no command needs.
      listen: async (state) => (await import('./redirect-listener.ts')).listenForRedirect(state),
      random,
    },
    flights: new SingleFlight(),
    user: { user: userName(environment), host: hostname() },
  };
  const loginPaths = {
    loginCachePath: loginCachePath(environment, home),
    sdkLoginCachePath: loginCachePath(process.env, homedir()),
  };
  return { ...parts, bases: sdkBases({ ...parts, ...loginPaths, platform }) };
}

/** Where `aws login` keeps its sessions. */
function loginCachePath({ AWS_LOGIN_CACHE_DIRECTORY }: Environment, home: string): string {
  return AWS_LOGIN_CACHE_DIRECTORY ?? join(home, '.aws', 'login', 'cache');
}

/** The app's own folder, made where it is missing, and the keychain that belongs to it alone. */
export async function openHome(
  environment: Environment,
  platform: NodeJS.Platform,
): Promise<{ homePath: string; keychain: Keychain }> {
  const home = homeDirectoryOf(environment, platform, homedir());
  const usualHome = appHomePath({ ...environment, ROLE_VALET_HOME: undefined }, home, platform);
  const homePath = await ensureHomeFolder(appHomePath(environment, home, platform));
  const service = keychainService(homePath, await realPathOrSelf(usualHome));
  return { homePath, keychain: nodeKeychain(service, platform) };
}

function userName(environment: Environment): string {
  const named = environment.USER || environment.USERNAME;
  if (named) {
    return named;
  }
  try {
    return userInfo().username;
  } catch (error) {
    // A user id without an entry, as `docker run --user 1234` has it.
    if ((error as NodeJS.ErrnoException).code === 'ERR_SYSTEM_ERROR') {
      return String(process.getuid?.() ?? 'user');
    }
    throw error;
  }
}
