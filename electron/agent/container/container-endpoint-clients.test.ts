/** What the AWS CLI, boto3 and AWS SDK for JavaScript make of an endpoint, each in its own process. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import { requireNoDefaultCredentials } from '../../core/outputs/env/default-credentials.ts';
import { containerVariables } from '../../core/outputs/env/variables.ts';
import { systemClock } from '../../node/clock.ts';
import { nodeFiles } from '../../node/files.ts';
import { systemRandom } from '../../node/random.ts';
import {
  AWS_COMMAND,
  clientEnvironment,
  type Finished,
  PYTHON_COMMAND,
  runProgram,
  withEmptyHome,
} from '../../practice/testing/real-clients.ts';
import { startContainerEndpoint } from './container-endpoint.ts';
import type { ContainerCredentials, ContainerEndpoint } from './types.ts';

const trio = (): ContainerCredentials => ({
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEBYaDKEXAMPLE/+abc=',
  expiration: Date.now() + 3_600_000,
  accountId: '111122223333',
});

const JAVASCRIPT = `
import { STSClient } from '@aws-sdk/client-sts';
try {
  const { accessKeyId, sessionToken } = await new STSClient({}).config.credentials();
  console.log(accessKeyId + ' ' + (sessionToken ?? 'none'));
} catch (error) {
  console.log(error.message);
}`;

const PYTHON = `
import boto3
credentials = boto3.Session().get_credentials().get_frozen_credentials()
print(credentials.access_key, str(credentials.token).lower() if credentials.token is None else credentials.token)
`;

const AWS = `
import json, subprocess, sys
found = subprocess.run([sys.argv[1], 'configure', 'export-credentials'], capture_output=True, text=True)
if found.returncode: sys.exit(found.stderr)
made = json.loads(found.stdout)
print(made['AccessKeyId'], made.get('SessionToken', 'none'))
`;

interface Client {
  readonly name: string;
  readonly isMissing: boolean;
  readonly program: string;
  readonly parameters: readonly string[];
  /** What it says where the endpoint gives the failure of the test below. */
  readonly failure: readonly string[];
}

const REASON = ['MFA_REQUIRED', 'prod needs an MFA code. Run: role-valet assume prod'];

const python = PYTHON_COMMAND ?? 'python3';
const CLIENTS: readonly Client[] = [
  {
    name: 'AWS SDK for JavaScript',
    isMissing: false,
    program: process.execPath,
    parameters: ['--input-type=module', '-e', JAVASCRIPT],
    // Its default chain drops what its last provider said.
    failure: ['Could not load credentials from any providers'],
  },
  {
    name: 'boto3',
    isMissing: PYTHON_COMMAND === undefined,
    program: python,
    parameters: ['-c', PYTHON],
    failure: REASON,
  },
  {
    name: 'the AWS CLI',
    isMissing: AWS_COMMAND === undefined || PYTHON_COMMAND === undefined,
    program: python,
    parameters: ['-c', AWS, AWS_COMMAND ?? 'aws'],
    failure: REASON,
  },
];

let open: ContainerEndpoint | undefined;
afterEach(() => open?.close());

/** Runs a client with the endpoint in its variables; `prepare` may write files of its home first. */
async function ask(
  { program, parameters }: Client,
  credentials: () => Promise<ContainerCredentials>,
  prepare: (home: string) => Promise<void> = async () => undefined,
): Promise<Finished> {
  const endpoint = await startContainerEndpoint({
    random: systemRandom(),
    clock: systemClock(),
    logger: { info: () => undefined, warn: () => undefined },
    credentials,
  });
  open = endpoint;
  return withEmptyHome(async (home) => {
    await prepare(home);
    const environment = {
      ...clientEnvironment(home),
      ...containerVariables(endpoint, 'eu-west-1'),
    };
    return runProgram(program, parameters, environment);
  });
}

const OURS = 'ASIAIOSFODNN7EXAMPLE FwoGZXIvYXdzEBYaDKEXAMPLE/+abc=\n';

for (const client of CLIENTS) {
  describe.skipIf(client.isMissing)(client.name, () => {
    test('reads the trio', async () => {
      expect(await ask(client, async () => trio())).toEqual({ code: 0, stdout: OURS, stderr: '' });
    });

    test('comes back while the work takes longer than it waits', async () => {
      let calls = 0;
      const slow = async (): Promise<ContainerCredentials> => {
        calls += 1;
        await sleep(1_500);
        return trio();
      };
      expect((await ask(client, slow)).stdout).toBe(OURS);
      expect(calls).toBe(1);
    });

    test('fails with the reason and the next step, where it tells any', async () => {
      const failure = new RoleValetError(
        'MFA_REQUIRED',
        'prod needs an MFA code',
        'Run: role-valet assume prod',
      );
      const { stdout, stderr } = await ask(client, async () => Promise.reject(failure));
      for (const words of client.failure) {
        expect(stdout + stderr).toContain(words);
      }
    });

    test('prefers a key in [default] to any endpoint, so exports that renew are refused', async () => {
      let refusal: unknown;
      const { stdout } = await ask(
        client,
        async () => trio(),
        async (home) => {
          const paths = {
            configPath: join(home, 'config'),
            credentialsPath: join(home, 'credentials'),
          };
          const key =
            'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
          await writeFile(paths.credentialsPath, `[default]\n${key}`);
          const check = requireNoDefaultCredentials({ files: nodeFiles(), ...paths });
          refusal = await check.catch((error: unknown) => error);
        },
      );
      expect(stdout).toBe('AKIAIOSFODNN7EXAMPLE none\n');
      expect(refusal).toMatchObject({ code: 'TARGET_REFUSED' });
    });
  });
}
