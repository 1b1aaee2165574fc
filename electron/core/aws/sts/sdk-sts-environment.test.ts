import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  assumedRoleXml,
  type CannedSts,
  failure,
  startCannedSts,
  success,
} from './testing/canned-sts.ts';

const run = promisify(execFile);
const program = path.join(import.meta.dirname, 'testing/call-sts.ts');

let server: CannedSts;
let trap: CannedSts;
let folder: string;
beforeAll(async () => {
  server = await startCannedSts();
  trap = await startCannedSts();
  folder = await mkdtemp(path.join(tmpdir(), 'role-valet-sts-'));
  server.respond(success('AssumeRole', assumedRoleXml()));
  trap.respond(success('AssumeRole', assumedRoleXml({ AccessKeyId: 'ASIATRAPTRAPTRAPTRAP' })));
});
afterAll(async () => {
  await server.close();
  await trap.close();
  await rm(folder, { recursive: true });
});

/** Runs the call with nothing but PATH and `environment`; gives what it printed and what arrived. */
async function callWith(environment: Record<string, string>) {
  server.requests.length = 0;
  trap.requests.length = 0;
  const { stdout, stderr } = await run(process.execPath, [program, server.endpoint], {
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  return { stdout, stderr, request: server.requests[0], count: server.requests.length };
}

describe('an environment meant for other tools', () => {
  test('neither redirects a call nor fails nor colours it, and nothing is printed', async () => {
    const config = path.join(folder, 'config');
    await writeFile(
      config,
      `[default]\nregion = us-west-2\nendpoint_url = ${trap.endpoint}\nservices = gone\nmax_attempts = 9\nuse_fips_endpoint = true\nsts_regional_endpoints = legacy\ncredential_process = exit 1\n`,
    );
    const { stdout, stderr, request, count } = await callWith({
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'missing'),
      AWS_PROFILE: 'gone',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT00000',
      AWS_SECRET_ACCESS_KEY: 'environment',
      AWS_SESSION_TOKEN: 'environment',
      AWS_ENDPOINT_URL: trap.endpoint,
      AWS_ENDPOINT_URL_STS: trap.endpoint,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_STS_REGIONAL_ENDPOINTS: 'legacy',
      AWS_MAX_ATTEMPTS: '7',
      AWS_RETRY_MODE: 'adaptive',
      AWS_DEFAULTS_MODE: 'auto',
      AWS_SDK_UA_APP_ID: 'x'.repeat(60),
      AWS_AUTH_SCHEME_PREFERENCE: 'noAuth',
      AWS_SIGV4A_SIGNING_REGION_SET: '*',
      AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: trap.endpoint,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: trap.endpoint,
      HTTP_PROXY: trap.endpoint,
      HTTPS_PROXY: trap.endpoint,
      NODE_USE_ENV_PROXY: '1',
    });
    expect(stdout).toBe('ASIAIOSFODNN7EXAMPLE');
    expect(stderr).toBe('');
    expect(count).toBe(1);
    expect(trap.requests).toHaveLength(0);
    expect(request?.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
    expect(request?.headers['x-amz-security-token']).toBeUndefined();
    expect(request?.headers.authorization).toContain('/eu-west-1/sts/aws4_request');
    expect(request?.headers.host).toBe(`127.0.0.1:${server.port}`);
    expect(request?.headers['amz-sdk-request']).toBe('attempt=1; max=3');
    expect(request?.headers['user-agent']).not.toContain('xxxx');
  });

  test.skipIf(process.platform === 'win32')('the shared files are not even opened', async () => {
    // Opening a pipe that nobody writes to never returns, so a read of it would never end.
    const pipe = path.join(folder, 'pipe');
    await run('mkfifo', [pipe]);
    const { stdout, stderr } = await callWith({
      AWS_CONFIG_FILE: pipe,
      AWS_SHARED_CREDENTIALS_FILE: pipe,
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'ASIAIOSFODNN7EXAMPLE', stderr: '' });
  });

  test('the clock is corrected even where the environment forbids it', async () => {
    const serverTime = Date.now() + 5 * 3_600_000;
    const expired = 'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z';
    server.respond(
      failure(403, 'SignatureDoesNotMatch', expired, { serverTime }),
      success(
        'AssumeRole',
        assumedRoleXml({ Expiration: new Date(serverTime + 3_600_000).toISOString() }),
        { serverTime },
      ),
    );
    const { stdout } = await callWith({ AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true' });
    expect(stdout).toBe('ASIAIOSFODNN7EXAMPLE');
    server.respond(success('AssumeRole', assumedRoleXml()));
  });

  test('no environment at all prints nothing either', async () => {
    const { stdout, stderr } = await callWith({});
    expect({ stdout, stderr }).toEqual({ stdout: 'ASIAIOSFODNN7EXAMPLE', stderr: '' });
  });
});
