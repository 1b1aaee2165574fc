import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../../../node/files.ts';
import { nodeLocks } from '../../../../node/locks.ts';
import { systemRandom } from '../../../../node/random.ts';
import { listenForRedirect } from '../../../../node/redirect-listener.ts';
import {
  type IdentityCenterOptions,
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../../../practice/sources/identity-center.ts';
import type { Clock } from '../../../ports.ts';
import { SingleFlight } from '../../../sessions/single-flight.ts';
import { testNetwork } from '../../network/testing/test-network.ts';
import { sdkSsoOidc } from '../sdk-sso-oidc.ts';
import type { SignInPage } from '../sign-in-page.ts';
import { tokenFilePath } from '../token-file.ts';
import type { SignInParts, SsoSettings } from '../types.ts';

/** A sign-in service, a home folder, and a clock that tests turn. */
export interface SignInWorld {
  readonly server: IdentityCenterServer;
  readonly folder: string;
  readonly cachePath: string;
  readonly parts: SignInParts;
  /** The `[sso-session corp]` of this world. */
  readonly session: SsoSettings;
  /** The older form: a start URL without a session. */
  readonly legacy: SsoSettings;
  /** Another process of the same home: it shares nothing but files. */
  otherProcess(): SignInParts;
  /** Moves everybody's clock on, milliseconds. */
  pass(milliseconds: number): void;
  /** The token file's fields, undefined where there is none. */
  tokenFields(settings?: SsoSettings): Promise<Record<string, unknown> | undefined>;
  /** Names of all that is in the cache's folder. */
  cacheNames(): Promise<string[]>;
  /** How often the service was asked for tokens. */
  tokenCalls(): number;
  close(): Promise<void>;
}

/** Makes one. Waiting takes a hundredth of the time. */
export async function signInWorld(
  options: Partial<IdentityCenterOptions> = {},
): Promise<SignInWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'role-valet-sign-in-'));
  const cachePath = join(folder, '.aws', 'sso', 'cache');
  let offset = 0;
  const clock: Clock = {
    now: () => Date.now() + offset,
    sleep: async (milliseconds) => {
      offset += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, milliseconds / 100));
    },
  };
  const server = await startIdentityCenter({
    sts: {
      issueSession: () => {
        throw new Error('nobody asks the portal here');
      },
    },
    clock,
    random: systemRandom(),
    users: [{ name: 'alex', assignments: [] }],
    ...options,
  });
  const makeParts = (): SignInParts => ({
    files: nodeFiles(),
    locks: nodeLocks(join(folder, 'locks')),
    clock,
    flights: new SingleFlight(),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    signIn: {
      cachePath,
      oidc: sdkSsoOidc({ clock, network: testNetwork() }),
      listen: listenForRedirect,
      random: systemRandom(),
    },
  });
  const { startUrl, region, url: endpoint } = server;
  const legacy: SsoSettings = { profile: 'dev', startUrl, region, endpoint };
  const session: SsoSettings = { ...legacy, sessionName: 'corp' };
  return {
    server,
    folder,
    cachePath,
    parts: makeParts(),
    session,
    legacy,
    otherProcess: makeParts,
    pass: (milliseconds) => {
      offset += milliseconds;
    },
    tokenFields: async (settings = session) => {
      const file = await nodeFiles().read(tokenFilePath(cachePath, settings));
      return file.exists
        ? (JSON.parse(await readFile(file.realPath, 'utf8')) as Record<string, unknown>)
        : undefined;
    },
    cacheNames: async () => (await readdir(cachePath)).sort(),
    tokenCalls: () => server.requests.filter((line) => line.startsWith('POST /token')).length,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A person whose browser agrees to everything at once. */
export function willingPerson(world: Pick<SignInWorld, 'server'>, seen: string[] = []): SignInPage {
  let userCode: string | undefined;
  return {
    openPage: async (url) => {
      seen.push(url);
      if (userCode === undefined) {
        // What a browser does: follow the way back, and show the page at its end.
        const page = await fetch(url);
        seen.push(await page.text());
      } else {
        world.server.approve(userCode);
      }
    },
    showCode: (code) => {
      userCode = code.userCode;
      seen.push(code.url);
    },
    waitForOther: () => {
      seen.push('waits');
    },
  };
}
