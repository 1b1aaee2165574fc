import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCommands } from '../../../node/commands.ts';
import { nodeFiles } from '../../../node/files.ts';
import { nodeLocks } from '../../../node/locks.ts';
import { systemRandom } from '../../../node/random.ts';
import { listenForRedirect } from '../../../node/redirect-listener.ts';
import type { Organisation } from '../../../practice/organisation.ts';
import { practiceConfigText } from '../../../practice/practice-files.ts';
import { type PracticeSts, startPracticeSts } from '../../../practice/practice-sts.ts';
import { sampleOrganisation } from '../../../practice/sample-organisation.ts';
import { totpCode } from '../../../practice/totp.ts';
import { sdkBases } from '../../aws/bases/sdk-bases.ts';
import { sdkIam } from '../../aws/iam/sdk-iam.ts';
import { testNetwork } from '../../aws/network/testing/test-network.ts';
import { sdkSsoOidc } from '../../aws/sign-in/sdk-sso-oidc.ts';
import { sdkSts } from '../../aws/sts/sdk-sts.ts';
import { keychainKeyStore } from '../../keys/key-store.ts';
import type { Clock, Keychain } from '../../ports.ts';
import { keychainSealer } from '../../sessions/sealer.ts';
import { fileSessionStore } from '../../sessions/session-store.ts';
import { SingleFlight } from '../../sessions/single-flight.ts';
import { fileSpentCodes } from '../../sessions/spent-codes.ts';
import { switchableSessionStore } from '../../sessions/switchable-session-store.ts';
import type { App } from '../app.ts';

/** An app on a throw-away home with the practice STS behind it, all on one clock that tests turn. */
export interface PracticeApp {
  readonly app: App;
  readonly sts: PracticeSts;
  readonly organisation: Organisation;
  readonly folder: string;
  /** Moves the server's and the machine's clock on, milliseconds. */
  pass(milliseconds: number): void;
  /** Sets the machine's clock apart from the server's, milliseconds. */
  setClockWrong(milliseconds: number): void;
  /** Somebody sets the machine's clock ahead, or back, while the true time goes on. */
  setClock(milliseconds: number): void;
  /** The machine sleeps: both clocks go on, and its own uptime stands still. */
  sleep(milliseconds: number): void;
  /** How far the machine's clock is from what its uptime says, by sleep or because it was set. */
  clockJump(): number;
  /** The code of the practice device now. */
  code(): string;
  /** Another process of the same home: it shares nothing but files and keychain. */
  restarted(): App;
  close(): Promise<void>;
}

/** One hour each, as AWS gives where nothing is asked for: tests that want more ask for it. */
function configText(organisation: Organisation): string {
  return practiceConfigText(organisation, 'eu-west-1').replaceAll(/^duration_seconds = .*\n/gm, '');
}

/**
 * Makes the app; the keys of the organisation's users are in its keychain already. `change` makes
 * another organisation of the sample.
 */
export async function practiceApp(
  change: (sample: Organisation) => Organisation = (sample) => sample,
): Promise<PracticeApp> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-app-'));
  let offset = 0;
  let jump = 0;
  const machine: Clock = { now: () => Date.now() + offset, sleep: async () => undefined };
  const organisation = change(sampleOrganisation(systemRandom()));
  const sts = await startPracticeSts({ organisation, clock: machine, random: systemRandom() });
  const items = new Map<string, string>();
  const keychain: Keychain = {
    get: async (account) => items.get(account),
    set: async (account, value) => {
      items.set(account, value);
    },
    delete: async (account) => items.delete(account),
    accounts: async () => [...items.keys()].sort(),
  };
  const homePath = join(folder, 'home');
  await mkdir(homePath, { mode: 0o700 });
  await mkdir(join(folder, 'aws'), { mode: 0o700 });
  await writeFile(join(folder, 'aws', 'config'), configText(organisation));

  // One for all restarts: a test may turn them to more servers.
  const environment = {
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ENDPOINT_URL_IAM: sts.url,
    AWS_ENDPOINT_URL_SIGNIN: sts.url,
  };
  const makeApp = (): App => {
    const files = nodeFiles();
    const locks = nodeLocks(join(homePath, 'locks'));
    const sealer = keychainSealer(keychain, systemRandom(), locks);
    const network = testNetwork({ connectTimeoutMs: 2_000 });
    const client = sdkSts({ clock: machine, network, requestTimeoutMs: 4_000 });
    const parts: Omit<App, 'bases'> = {
      environment,
      homePath,
      configPath: join(folder, 'aws', 'config'),
      credentialsPath: join(folder, 'aws', 'credentials'),
      files,
      locks,
      clock: machine,
      commands: nodeCommands(),
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      keys: keychainKeyStore(keychain),
      sessions: switchableSessionStore(
        fileSessionStore({ files, locks, sealer, path: join(homePath, 'sessions') }),
        true,
      ),
      spentCodes: fileSpentCodes({
        files,
        locks,
        clock: machine,
        random: systemRandom(),
        path: join(homePath, 'spent-codes.json'),
      }),
      sealer,
      network,
      sts: client,
      iam: sdkIam({ clock: machine, network, clockOffset: client.clockOffset }),
      signIn: {
        cachePath: join(folder, '.aws', 'sso', 'cache'),
        oidc: sdkSsoOidc({ clock: machine, network }),
        listen: listenForRedirect,
        random: systemRandom(),
      },
      flights: new SingleFlight(),
      user: { user: 'alex', host: 'desk' },
    };
    const loginCachePath = join(folder, '.aws', 'login', 'cache');
    const more = { loginCachePath, sdkLoginCachePath: loginCachePath, platform: process.platform };
    return { ...parts, bases: sdkBases({ ...parts, ...more }) };
  };

  const app = makeApp();
  for (const { profile, keys } of organisation.users) {
    const [key] = keys;
    if (key !== undefined) {
      const { accessKeyId, secretAccessKey } = key;
      await app.keys.put(profile, { accessKeyId, secretAccessKey, createdAt: machine.now() });
    }
  }
  const device = organisation.users.flatMap(({ mfaDevices }) => mfaDevices)[0];
  return {
    app,
    sts,
    organisation,
    folder,
    pass: (milliseconds) => {
      offset += milliseconds;
    },
    setClock: (milliseconds) => {
      offset += milliseconds;
      jump += milliseconds;
      sts.faults.clockOffset -= milliseconds;
    },
    sleep: (milliseconds) => {
      offset += milliseconds;
      jump += milliseconds;
    },
    clockJump: () => jump,
    setClockWrong: (milliseconds) => {
      sts.faults.clockOffset = -milliseconds;
    },
    code: () =>
      totpCode(device?.secret ?? new Uint8Array(), machine.now() + sts.faults.clockOffset),
    restarted: makeApp,
    close: async () => {
      await sts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
