import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromInstanceMetadata } from '@smithy/credential-provider-imds';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  clientEnvironment,
  PYTHON_COMMAND,
  runProgram,
  withEmptyHome,
} from '../testing/real-clients.ts';
import { runSources } from '../testing/running-sources.ts';

const PATH = '/latest/meta-data/iam/security-credentials/';
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the protocol', () => {
  test('version 2 only: a token first, which ends', async () => {
    await using all = await runSources();
    const { instance, running } = all;
    const askToken = (headers: Record<string, string>) =>
      fetch(`${instance.url}/latest/api/token`, { method: 'PUT', headers });
    const ask = async (path: string, token?: string) =>
      fetch(instance.url + path, {
        headers: token === undefined ? {} : { 'X-aws-ec2-metadata-token': token },
      });
    expect((await ask(PATH)).status).toBe(401);
    expect((await askToken({})).status).toBe(400);
    expect((await askToken({ [TTL]: '21601' })).status).toBe(400);
    expect((await askToken({ [TTL]: '60', 'X-Forwarded-For': '192.0.2.1' })).status).toBe(403);
    const token = await (await askToken({ [TTL]: '60' })).text();
    expect(await (await ask(PATH, token)).text()).toBe('bastion');
    expect(await (await ask('/latest/meta-data/placement/region', token)).text()).toBe('eu-west-1');
    expect((await ask(`${PATH}other`, token)).status).toBe(404);
    const answer = await ask(`${PATH}bastion`, token);
    expect(await answer.json()).toMatchObject({
      Code: 'Success',
      Type: 'AWS-HMAC',
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    running.clock.advance(60_000);
    expect((await ask(PATH, token)).status).toBe(401);
  });

  test('one set of credentials until shortly before its end; other roles, or none', async () => {
    await using all = await runSources();
    const { instance, running, sources } = all;
    const ask = async (): Promise<Record<string, string>> => {
      const token = await fetch(`${instance.url}/latest/api/token`, {
        method: 'PUT',
        headers: { [TTL]: '21600' },
      });
      const headers = { 'X-aws-ec2-metadata-token': await token.text() };
      const name = await (await fetch(instance.url + PATH, { headers })).text();
      const answer = await fetch(instance.url + PATH + name, { headers });
      return (await answer.json()) as Record<string, string>;
    };
    const first = await ask();
    expect((await ask()).AccessKeyId).toBe(first.AccessKeyId);
    running.clock.advance(5.8 * 3600_000);
    expect((await ask()).AccessKeyId).not.toBe(first.AccessKeyId);
    instance.attach(sources.roleArns.task);
    expect(await ask()).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' });
    instance.attach(undefined);
    await expect(ask()).rejects.toThrow();
  });
});

describe('clients', () => {
  test('the JavaScript SDK', async () => {
    await using all = await runSources();
    for (const [name, value] of Object.entries(all.instance.environment)) {
      vi.stubEnv(name, value);
    }
    const credentials = await fromInstanceMetadata({ ec2MetadataV1Disabled: true })();
    const client = all.running.client(credentials);
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/^arn:aws:sts::111122223333:assumed-role\/bastion\/i-0[0-9a-f]{16}$/);
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
        { ...clientEnvironment(home), ...all.instance.environment },
      ),
    );
    expect(stdout, stderr).toMatch(/assumed-role\/bastion\/i-0/);
  });
});
