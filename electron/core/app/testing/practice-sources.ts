import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandom } from '../../../node/random.ts';
import { startContainerCredentials } from '../../../practice/sources/container-credentials.ts';
import {
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../../practice/sources/identity-center.ts';
import {
  type InstanceMetadataServer,
  startInstanceMetadata,
} from '../../../practice/sources/instance-metadata.ts';
import {
  type LoginTokensServer,
  startLoginTokens,
} from '../../../practice/sources/login-tokens.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../../practice/sources/source-organisation.ts';
import { sdkBases } from '../../aws/bases/sdk-bases.ts';
import { ssoSettings } from '../../aws/sign-in/sso-settings.ts';
import { writeTokenFile } from '../../aws/sign-in/token-file.ts';
import type { SessionCredentials } from '../../credentials.ts';
import type { Environment } from '../../ports.ts';
import type { App } from '../app.ts';
import { loadContext } from '../load-context.ts';
import { type PracticeApp, practiceApp } from './practice-app.ts';

/** The practice app with a server for every source that a chain can start from. */
export interface PracticeSources {
  readonly practice: PracticeApp;
  readonly sources: SourceOrganisation;
  readonly identityCenter: IdentityCenterServer;
  readonly instance: InstanceMetadataServer;
  readonly container: Awaited<ReturnType<typeof startContainerCredentials>>;
  readonly login: LoginTokensServer;
  readonly loginCachePath: string;
  /** The app, turned to all of them. */
  readonly app: App;
  /** The app of another process of the same home; `more` adds to its environment. */
  restarted(more?: Environment): App;
  /** Another app of the same practice, turned to all of them. */
  turned(app: App): App;
  /** Adds to the config file. */
  addConfig(text: string): Promise<void>;
  addCredentials(text: string): Promise<void>;
  /** Signs in at IAM Identity Center as a person does with the code of a device. */
  signIn(profile: string): Promise<void>;
  /** Signs in with `aws login` as alex; the first trio lasts `firstSeconds`. */
  logIn(firstSeconds?: number): Promise<void>;
  /** A trio of alex's, as some other tool would hand it out. */
  trio(seconds?: number): SessionCredentials;
  /** Writes a fresh token for web identity, and gives the file's path. */
  writeToken(lifeSeconds?: number): Promise<string>;
  /** Writes what a `credential_process` prints, and gives the command that prints it. */
  writeOutput(name: string, value: unknown): Promise<string>;
  close(): Promise<void>;
}

/** Starts everything on loopback. */
export async function practiceSources(): Promise<PracticeSources> {
  let found: SourceOrganisation | undefined;
  const practice = await practiceApp((sample) => {
    found = withSources(sample, systemRandom());
    return found.organisation;
  });
  return startSources(practice, found as SourceOrganisation);
}

/** Starts the servers for a practice app of that organisation. */
export async function startSources(
  practice: PracticeApp,
  sources: SourceOrganisation,
): Promise<PracticeSources> {
  const random = systemRandom();
  const { sts, folder } = practice;
  const { clock } = practice.app;
  const common = { sts, clock, random };
  const [identityCenter, instance, container, login] = await Promise.all([
    startIdentityCenter({ ...common, users: sources.identityCenterUsers }),
    startInstanceMetadata({ ...common, roleArn: sources.roleArns.instance }),
    startContainerCredentials({ ...common, roleArn: sources.roleArns.task }),
    startLoginTokens(common),
  ]);
  const loginCachePath = join(folder, '.aws', 'login', 'cache');
  const more = { loginCachePath, sdkLoginCachePath: loginCachePath, platform: process.platform };
  const turned = (plain: App, changed: Environment = {}): App => {
    const environment = {
      ...plain.environment,
      ...identityCenter.environment,
      ...instance.environment,
      ...container.environment,
      ...login.environment,
      PATH: '/usr/bin:/bin',
      ...changed,
    };
    const parts = { ...plain, environment };
    return { ...parts, bases: sdkBases({ ...parts, ...more }) };
  };
  const app = turned(practice.app);
  const written = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  return {
    practice,
    sources,
    identityCenter,
    instance,
    container,
    login,
    loginCachePath,
    app,
    turned: (plain) => turned(plain),
    restarted: (more) => turned(practice.restarted(), more),
    addConfig: (text) => appendFile(app.configPath, `\n${text}`),
    addCredentials: (text) => appendFile(app.credentialsPath, `\n${text}`, { mode: 0o600 }),
    signIn: async (profile) => {
      const { config } = await loadContext(app);
      const settings = ssoSettings(config, profile, app.environment);
      const { oidc, cachePath } = app.signIn;
      const client = granted(
        await oidc.registerClient(settings, {
          clientName: 'practice',
          scopes: ['sso:account:access'],
        }),
      );
      const device = granted(await oidc.startDevice(settings, client, settings.startUrl));
      identityCenter.approve(device.userCode);
      const { deviceCode } = device;
      const token = granted(
        await oidc.createToken(settings, client, { type: 'device', deviceCode }),
      );
      const { clientId, clientSecret, expiresAt: registrationExpiresAt } = client;
      const written = { ...token, clientId, clientSecret, registrationExpiresAt };
      await writeTokenFile(app.files, cachePath, settings, written);
    },
    logIn: async (firstSeconds) => {
      const more = firstSeconds === undefined ? {} : { firstSeconds };
      await login.signIn(loginCachePath, { principalArn: sources.loginArn, ...more });
    },
    trio: (seconds = 3600) =>
      sts.issueSession({
        kind: 'login',
        principalArn: sources.loginArn,
        durationSeconds: seconds,
      }),
    writeToken: (lifeSeconds) => {
      const { identityProvider, webIdentitySubject: subject } = sources;
      const life = lifeSeconds === undefined ? {} : { lifeSeconds };
      const token = identityProvider.token({ subject, now: clock.now(), ...life });
      return written('web-identity-token', token);
    },
    writeOutput: async (name, value) => {
      await mkdir(join(folder, 'printed'), { recursive: true });
      return `cat "${await written(join('printed', name), JSON.stringify(value))}"`;
    },
    close: async () => {
      await Promise.all([identityCenter, instance, container, login].map((one) => one.close()));
      await practice.close();
    },
  };
}

function granted<Answer extends object>(
  answer: Answer | { readonly refused: string },
): Exclude<Answer, { readonly refused: string }> {
  if ('refused' in answer) throw new Error(`the sign-in service refused: ${answer.refused}`);
  return answer as Exclude<Answer, { readonly refused: string }>;
}
