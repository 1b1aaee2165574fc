import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startConnectProxy } from '../network/testing/connect-proxy.ts';
import { type PrivateAuthority, privateAuthority } from '../network/testing/private-authority.ts';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkSts } from './sdk-sts.ts';
import {
  assumedRoleXml,
  type CannedSts,
  identityXml,
  startCannedSts,
  success,
} from './testing/canned-sts.ts';
import { callerOf, mfa, realClock, roleInput } from './testing/inputs.ts';

const run = promisify(execFile);
let authority: PrivateAuthority;
let server: CannedSts;

beforeAll(async () => {
  authority = await privateAuthority();
  server = await secureServer('IP:127.0.0.1');
});
afterAll(async () => {
  await server.close();
  await authority.remove();
});
afterEach(() => {
  server.requests.length = 0;
});

/** An https server with a certificate of a company's own authority. */
async function secureServer(names: string) {
  const started = await startCannedSts(await authority.issue(names));
  started.respond(success('GetCallerIdentity', identityXml));
  return started;
}

const STS = 'https://sts.eu-west-1.amazonaws.com';

function trusting(environment: Record<string, string> = {}) {
  const network = testNetwork({
    environment: { AWS_CA_BUNDLE: authority.rootPath, ...environment },
  });
  return sdkSts({ network, clock: realClock() });
}

describe('https', () => {
  test('an untrusted certificate: NETWORK_TLS that names the issuer, and nothing is sent', async () => {
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const call = sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa }));
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('issued by "Example Proxy Root, Example Corp"'),
      hint: expect.stringMatching(/AWS_CA_BUNDLE.*did not leave this machine/),
      isCodeUnsent: true,
    });
    expect(server.requests).toHaveLength(0);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED=0 does not open the door', async () => {
    const program = path.join(import.meta.dirname, 'testing/call-sts.ts');
    const { stdout } = await run(process.execPath, [program, server.endpoint], {
      env: { PATH: process.env.PATH, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
    });
    expect(JSON.parse(stdout)).toMatchObject({ code: 'NETWORK_TLS' });
    expect(server.requests).toHaveLength(0);
  });

  test('a root certificate that AWS_CA_BUNDLE names is trusted', async () => {
    const identity = await trusting().getCallerIdentity(callerOf(server.endpoint));
    expect(identity.accountId).toBe('111122223333');
  });

  test.skipIf(process.platform !== 'linux')('and so is one of the system', async () => {
    server.respond(success('AssumeRole', assumedRoleXml()));
    const program = path.join(import.meta.dirname, 'testing/call-sts.ts');
    const { stdout } = await run(process.execPath, [program, server.endpoint], {
      // Where OpenSSL, and so Node, looks for the system's roots.
      env: { PATH: process.env.PATH, SSL_CERT_FILE: authority.rootPath },
    });
    expect(stdout).toBe('ASIAIOSFODNN7EXAMPLE');
    server.respond(success('GetCallerIdentity', identityXml));
  });

  test('one that the profile names is trusted for its calls alone', async () => {
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const caBundle = { path: authority.rootPath, from: 'config, line 3: ca_bundle' };
    await sts.getCallerIdentity({ ...callerOf(server.endpoint), caBundle });
    await expect(sts.getCallerIdentity(callerOf(server.endpoint))).rejects.toMatchObject({
      code: 'NETWORK_TLS',
    });
  });

  test('a bundle that is missing stops the call before the code is sent', async () => {
    const sts = trusting({ AWS_CA_BUNDLE: '/nowhere/ca.pem' });
    const call = sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa }));
    await expect(call).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'AWS_CA_BUNDLE names /nowhere/ca.pem, which does not exist',
      isCodeUnsent: true,
    });
  });

  test('a certificate for another name', async () => {
    const other = await secureServer('DNS:sts.example.com');
    const call = trusting().getCallerIdentity(callerOf(other.endpoint));
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('is for another name'),
    });
    await other.close();
  });

  test('a server without TLS', async () => {
    const plain = await startCannedSts();
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const call = sts.getCallerIdentity(callerOf(plain.endpoint.replace('http:', 'https:')));
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: `127.0.0.1:${plain.port} does not speak TLS on that port`,
    });
    await plain.close();
  });
});

describe('a proxy', () => {
  test('is used where one is given, but not for this machine', async () => {
    const proxied = await secureServer('DNS:sts.eu-west-1.amazonaws.com');
    const proxy = await startConnectProxy({ route: () => ({ port: proxied.port }) });
    const sts = trusting({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    expect((await sts.getCallerIdentity(callerOf(STS))).accountId).toBe('111122223333');
    expect(proxy.asked).toEqual(['sts.eu-west-1.amazonaws.com:443']);
    await sts.getCallerIdentity(callerOf(server.endpoint));
    expect(proxy.asked).toHaveLength(1);
    await proxy.close();
    await proxied.close();
  });

  test('the issuer of an untrusted certificate is named through it as well', async () => {
    const proxy = await startConnectProxy({ route: () => ({ port: server.port }) });
    const network = testNetwork({
      environment: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` },
    });
    const sts = sdkSts({ network, clock: realClock() });
    await expect(sts.getCallerIdentity(callerOf(STS))).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('issued by "Example Proxy Root, Example Corp"'),
    });
    expect(new Set(proxy.asked)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
    await proxy.close();
  });

  test('that refuses is named as such, without its password', async () => {
    const proxy = await startConnectProxy({ route: () => ({ status: 502 }), wants: 'me:other' });
    const sts = trusting({ https_proxy: `http://me:hunter2@127.0.0.1:${proxy.port}` });
    const call = sts.assumeRole(callerOf(STS), roleInput({ mfa }));
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: `the proxy 127.0.0.1:${proxy.port} does not accept the user name and password given for it (HTTP 407)`,
      hint: expect.stringMatching(/https_proxy.*did not leave this machine/),
      isCodeUnsent: true,
    });
    expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('hunter2');
    expect(proxy.asked).toHaveLength(1);
    await proxy.close();
  });
});
