/** A practice STS with a server for every standard source of credentials, for one test. */
import { systemRandom } from '../../node/random.ts';
import {
  type ContainerCredentialsServer,
  startContainerCredentials,
} from '../sources/container-credentials.ts';
import { type IdentityCenterServer, startIdentityCenter } from '../sources/identity-center.ts';
import {
  type InstanceMetadataServer,
  startInstanceMetadata,
} from '../sources/instance-metadata.ts';
import { type LoginTokensServer, startLoginTokens } from '../sources/login-tokens.ts';
import { type SourceOrganisation, withSources } from '../sources/source-organisation.ts';
import { type RunningSts, runSts } from './running-sts.ts';

export interface RunningSources {
  readonly running: RunningSts;
  readonly sources: SourceOrganisation;
  readonly instance: InstanceMetadataServer;
  readonly container: ContainerCredentialsServer;
  readonly identityCenter: IdentityCenterServer;
  readonly login: LoginTokensServer;
  /** A token for web identity that lasts so many seconds. Default: one hour. */
  webIdentityToken(lifeSeconds?: number): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the STS for the organisation with sources, and all servers. */
export async function runSources(): Promise<RunningSources> {
  const random = systemRandom();
  const made: SourceOrganisation[] = [];
  const running = await runSts((sample) => {
    const source = withSources(sample, random);
    made.push(source);
    return source.organisation;
  });
  const [sources] = made;
  if (sources === undefined) {
    throw new Error('the organisation was not made');
  }
  const { sts, clock } = running;
  const { roleArns, identityCenterUsers } = sources;
  const common = { sts, clock, random };
  const instance = await startInstanceMetadata({ ...common, roleArn: roleArns.instance });
  const container = await startContainerCredentials({ ...common, roleArn: roleArns.task });
  const identityCenter = await startIdentityCenter({ ...common, users: identityCenterUsers });
  const login = await startLoginTokens(common);
  return {
    running,
    sources,
    instance,
    container,
    identityCenter,
    login,
    webIdentityToken: (lifeSeconds = 3600) =>
      sources.identityProvider.token({
        subject: sources.webIdentitySubject,
        now: clock.now(),
        lifeSeconds,
      }),
    async [Symbol.asyncDispose]() {
      const servers = [instance, container, identityCenter, login];
      await Promise.all(servers.map((server) => server.close()));
      await running[Symbol.asyncDispose]();
    },
  };
}
