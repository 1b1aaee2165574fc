import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../electron/node/clock.ts';
import { systemRandom } from '../../electron/node/random.ts';
import { startContainerCredentials } from '../../electron/practice/sources/container-credentials.ts';
import {
  type IdentityCenterServer,
  startIdentityCenter,
} from '../../electron/practice/sources/identity-center.ts';
import { startInstanceMetadata } from '../../electron/practice/sources/instance-metadata.ts';
import {
  type SourceOrganisation,
  withSources,
} from '../../electron/practice/sources/source-organisation.ts';
import { withAgreeingBrowser } from '../agreeing-browser.ts';
import { test as base, expect, makeValet, textOf, type Valet } from '../valet.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const READONLY = 'arn:aws:iam::222233334444:role/readonly';

/** A command line whose chains can start from an instance, a container, a token, a command or a sign-in. */
const test = base.extend<{ center: IdentityCenterServer }>({
  valet: async ({ keyringEnvironment }, use) => {
    let sources: SourceOrganisation | undefined;
    const valet = await makeValet(keyringEnvironment, (sample) => {
      sources = withSources(sample, systemRandom());
      return sources.organisation;
    });
    const {
      roleArns,
      identityProvider,
      webIdentitySubject: subject,
    } = sources as SourceOrganisation;
    const common = { sts: valet.sts, clock: systemClock(), random: systemRandom() };
    const instance = await startInstanceMetadata({ ...common, roleArn: roleArns.instance });
    const container = await startContainerCredentials({ ...common, roleArn: roleArns.task });
    const tokenFile = join(valet.folder, 'token');
    await writeFile(tokenFile, identityProvider.token({ subject, now: Date.now() }));
    const role = (name: string, source: string, arn = HUB) =>
      `[profile ${name}]\nrole_arn = ${arn}\n${source}\nregion = eu-west-1\n`;
    await writeFile(
      valet.configPath,
      `[profile web]
role_arn = ${roleArns.webIdentity}
web_identity_token_file = ${tokenFile}
region = eu-west-1
${role('web-hub', 'source_profile = web')}${role('web-far', 'source_profile = web-hub', READONLY)}
[profile command]
credential_process = cat ${join(valet.folder, 'printed.json')}
${role('command-hub', 'source_profile = command')}
${role('instance-hub', 'credential_source = Ec2InstanceMetadata')}
${role('container-hub', 'credential_source = EcsContainer')}
`,
    );
    const { expiration, ...trio } = valet.sts.issueSession({
      kind: 'task',
      roleArn: roleArns.task,
      sessionName: 'printed',
      durationSeconds: 7200,
    });
    const printed = {
      Version: 1,
      AccessKeyId: trio.accessKeyId,
      SecretAccessKey: trio.secretAccessKey,
      SessionToken: trio.sessionToken,
      Expiration: new Date(expiration).toISOString(),
    };
    await writeFile(join(valet.folder, 'printed.json'), JSON.stringify(printed));
    Object.assign(valet.environment, instance.environment, container.environment);
    await use(valet);
    await Promise.all([instance.close(), container.close(), valet.sts.close()]);
    await rm(valet.folder, { recursive: true, force: true });
  },
  center: async ({ valet }, use) => {
    const center = await startIdentityCenter({
      sts: valet.sts,
      clock: systemClock(),
      random: systemRandom(),
      users: [
        {
          name: 'alex',
          assignments: [
            {
              accountId: '111122223333',
              accountName: 'security',
              roleName: 'Platform',
              roleArn:
                valet.organisation.roles.find(({ name }) => name.includes('_Platform_'))?.arn ?? '',
              durationSeconds: 7200,
            },
          ],
        },
      ],
    });
    Object.assign(valet.environment, center.environment);
    const text = await textOf(valet.configPath);
    await writeFile(
      valet.configPath,
      `${text}[sso-session corp]\nsso_start_url = ${center.startUrl}\nsso_region = ${center.region}\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Platform\nregion = eu-west-1\n[profile sso-hub]\nrole_arn = ${HUB}\nsource_profile = sso\n`,
    );
    await use(center);
    await center.close();
  },
});

async function printed(valet: Valet, ...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await valet.run(argv);
  expect(stderr).not.toContain('role-valet:');
  expect(code).toBe(0);
  return stdout;
}

test('a chain starts from a token, a command, an instance or a container', async ({ valet }) => {
  expect(await printed(valet, 'plan', 'web-far')).toContain('Starts from the role of web, assumed');
  expect(await printed(valet, 'assume', 'web-far')).toContain(':assumed-role/readonly/');
  const block = await printed(valet, 'env', 'command', '--format', 'json');
  expect(Object.keys(JSON.parse(block))).toContain('AWS_SESSION_TOKEN');
  expect(await printed(valet, 'assume', 'container-hub')).toContain(':assumed-role/hub/');
  expect(await printed(valet, 'plan', 'instance-hub')).toContain('Not capped at one hour');
  const long = JSON.parse(
    await printed(valet, 'assume', 'instance-hub', '--duration', '2h', '--json'),
  );
  expect(long.secondsLeft).toBeGreaterThan(7000);
  const status = await printed(valet, 'status');
  expect(status).toMatch(/web\s+base, web identity token/);
  expect(status).toMatch(/command\s+base, credential_process/);
  const refused = await valet.run(['assume', 'command-hub', '--duration', '2h']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    'those of a credential_process, which command has, count as such',
  );
});

test('IAM Identity Center: the next step is named, and after it all goes on', async ({
  valet,
  center,
}) => {
  const before = await valet.run(['assume', 'sso-hub']);
  expect(before.code).toBe(3);
  expect(before.stderr).toContain('Run: role-valet sign-in sso\n');
  await withAgreeingBrowser(valet);
  await printed(valet, 'sign-in', 'sso');
  expect(await printed(valet, 'assume', 'sso-hub')).toContain(':assumed-role/hub/');
  const handed = JSON.parse(await printed(valet, 'credential-process', 'sso'));
  expect(Object.keys(handed)).toContain('SessionToken');
  expect(await printed(valet, 'write', 'sso')).toContain('sso-session');
  expect(await printed(valet, 'manage', 'sso-hub', '--yes')).toContain('sso-hub');
  expect(JSON.parse(await printed(valet, 'credential-process', 'sso-hub'))).toHaveProperty(
    'Expiration',
  );
  const portal = center.requests.filter((line) => line.includes('/federation/'));
  expect(portal).toHaveLength(1);
});
