import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromHttp } from '@aws-sdk/credential-provider-http';
import { describe, expect, test } from 'vitest';
import {
  clientEnvironment,
  PYTHON_COMMAND,
  runProgram,
  withEmptyHome,
} from '../testing/real-clients.ts';
import { runSources } from '../testing/running-sources.ts';
import { startContainerCredentials } from './container-credentials.ts';

describe('the protocol', () => {
  test('a path that is known, and the token of now', async () => {
    await using all = await runSources();
    const { container } = all;
    const ask = async (authorization?: string, url = container.fullUri) => {
      const headers = authorization === undefined ? {} : { Authorization: authorization };
      const response = await fetch(url, { headers });
      return { status: response.status, ...((await response.json()) as object) };
    };
    const first = container.authorizationToken;
    expect(await ask(first)).toMatchObject({ status: 200, RoleArn: all.sources.roleArns.task });
    expect(await ask()).toMatchObject({ status: 403, Code: 'AccessDenied' });
    expect(await ask(first, `${container.url}/v2/credentials/x`)).toMatchObject({ status: 400 });
    const second = container.rotateToken();
    expect(await ask(first)).toMatchObject({ status: 403 });
    expect(await ask(second)).toMatchObject({ status: 200 });
  });

  test('a pod', async () => {
    await using all = await runSources();
    const { running, sources } = all;
    const pod = await startContainerCredentials({
      sts: running.sts,
      clock: running.clock,
      random: { bytes: (count) => new Uint8Array(count).fill(7) },
      roleArn: sources.roleArns.pod,
      kind: 'pod',
    });
    const response = await fetch(pod.fullUri, {
      headers: { Authorization: pod.authorizationToken },
    });
    expect(await response.json()).toMatchObject({ AccountId: '111122223333' });
    await pod.close();
  });
});

describe('clients', () => {
  test('the JavaScript SDK, with a token file', async () => {
    await using all = await runSources();
    await withEmptyHome(async (home) => {
      const file = join(home, 'token');
      await writeFile(file, all.container.authorizationToken);
      const credentials = await fromHttp({
        awsContainerCredentialsFullUri: all.container.fullUri,
        awsContainerAuthorizationTokenFile: file,
        maxRetries: 0,
      })();
      const { Arn } = await all.running.client(credentials).send(new GetCallerIdentityCommand({}));
      expect(Arn).toMatch(/assumed-role\/report-task\/[0-9a-f]{32}$/);
    });
  });

  test.skipIf(PYTHON_COMMAND === undefined)('boto3', async () => {
    await using all = await runSources();
    const { stdout, stderr } = await withEmptyHome((home) =>
      runProgram(
        PYTHON_COMMAND ?? '',
        [
          '-c',
          `import boto3; print(boto3.client('sts', endpoint_url='${all.running.sts.url}').get_caller_identity()['Arn'])`,
        ],
        { ...clientEnvironment(home), ...all.container.environment },
      ),
    );
    expect(stdout, stderr).toMatch(/assumed-role\/report-task\//);
  });
});
