import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromSSO } from '@aws-sdk/credential-provider-sso';
import { afterEach, expect, test, vi } from 'vitest';
import {
  AWS_COMMAND,
  clientEnvironment,
  PYTHON_COMMAND,
  runProgram,
  withEmptyHome,
} from '../testing/real-clients.ts';
import { type RunningSources, runSources } from '../testing/running-sources.ts';
import type { IdentityCenterServer } from './identity-center.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const PLATFORM =
  /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Platform_[0-9a-f]{16}\/alex@example.com$/;

/** A home whose profile `platform` signs in at the server. */
async function writeConfig(home: string, { startUrl, region }: IdentityCenterServer) {
  await writeFile(
    join(home, 'config'),
    `[sso-session practice]
sso_start_url = ${startUrl}
sso_region = ${region}
sso_registration_scopes = sso:account:access
[profile platform]
sso_session = practice
sso_account_id = 111122223333
sso_role_name = Platform
region = eu-west-1
`,
  );
}

/**
 * Turns services to the server by rules of their own: the AWS CLI and boto3 that Debian has know no
 * `AWS_ENDPOINT_URL_SSO` yet.
 */
async function writeEndpointRules(home: string, url: string): Promise<Record<string, string>> {
  for (const service of ['sso', 'sso-oidc']) {
    const folder = join(home, 'models', service, '2019-06-10');
    await mkdir(folder, { recursive: true });
    const endpoint = { url, properties: {}, headers: {} };
    const rules = {
      version: '1.0',
      parameters: { Region: { builtIn: 'AWS::Region', required: false, type: 'String' } },
      rules: [{ type: 'endpoint', conditions: [], endpoint }],
    };
    await writeFile(join(folder, 'endpoint-rule-set-1.json'), JSON.stringify(rules));
  }
  return { AWS_DATA_PATH: join(home, 'models') };
}

/** Says yes to the next sign-in that waits, as a person would; until `isOver`. */
async function approveNext({ identityCenter }: RunningSources, isOver: () => boolean) {
  while (!isOver()) {
    const [waiting] = identityCenter.pendingSignIns();
    if (waiting !== undefined) {
      identityCenter.approve(waiting.userCode);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const tokenFile = (home: string) =>
  join(home, '.aws/sso/cache', `${createHash('sha1').update('practice').digest('hex')}.json`);

test.skipIf(AWS_COMMAND === undefined || PYTHON_COMMAND === undefined)(
  'the AWS CLI signs in, boto3 and the JavaScript SDK use its file, and the SDK refreshes it',
  async () => {
    await using all = await runSources();
    const { identityCenter, running } = all;
    await withEmptyHome(async (home) => {
      await writeConfig(home, identityCenter);
      const rules = await writeEndpointRules(home, identityCenter.url);
      const environment = { ...clientEnvironment(home), ...identityCenter.environment, ...rules };
      let isOver = false;
      const login = runProgram(
        AWS_COMMAND ?? '',
        ['sso', 'login', '--profile', 'platform', '--no-browser'],
        environment,
      ).finally(() => {
        isOver = true;
      });
      await approveNext(all, () => isOver);
      const { code, stdout, stderr } = await login;
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('Successfully logged into Start URL');

      const boto = await runProgram(
        PYTHON_COMMAND ?? '',
        [
          '-c',
          `import boto3; s = boto3.Session(profile_name='platform'); print(s.client('sts', endpoint_url='${running.sts.url}').get_caller_identity()['Arn'])`,
        ],
        environment,
      );
      expect(boto.stdout.trim(), boto.stderr).toMatch(PLATFORM);

      await expireToken(home);
      for (const [name, value] of Object.entries({ HOME: home, ...identityCenter.environment })) {
        vi.stubEnv(name, value);
      }
      const credentials = await fromSSO({
        profile: 'platform',
        configFilepath: join(home, 'config'),
        filepath: join(home, 'credentials'),
      })();
      const { Arn } = await running.client(credentials).send(new GetCallerIdentityCommand({}));
      expect(Arn).toMatch(PLATFORM);
      const refreshed = identityCenter.requests.filter((request) => request === 'POST /token 200');
      expect(refreshed).toHaveLength(2);
    });
  },
  30_000,
);

/** The file says that its token ends soon, so that whoever reads it refreshes it. */
async function expireToken(home: string): Promise<void> {
  const token = JSON.parse(await readFile(tokenFile(home), 'utf8'));
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  await writeFile(tokenFile(home), JSON.stringify({ ...token, expiresAt }));
}
