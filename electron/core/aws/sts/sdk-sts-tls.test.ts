import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sdkSts } from './sdk-sts.ts';
import { type CannedSts, identityXml, startCannedSts, success } from './testing/canned-sts.ts';
import { callerOf, mfa, realClock, roleInput } from './testing/inputs.ts';

const run = promisify(execFile);
let folder: string;
let server: CannedSts;
let certificate: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'role-valet-tls-'));
  ({ server, certificate } = await secureServer('good', 'IP:127.0.0.1'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  server.requests.length = 0;
});

/** An https server whose certificate it signed itself, as a company's proxy would. */
async function secureServer(name: string, subject: string) {
  const key = path.join(folder, `${name}.key`);
  const file = path.join(folder, `${name}.pem`);
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', file, '-subj', '/CN=Example Proxy Root/O=Example Corp'],
    ...['-addext', `subjectAltName=${subject}`],
  ]);
  const pem = await readFile(file, 'utf8');
  const started = await startCannedSts({ key: await readFile(key), cert: pem });
  started.respond(success('GetCallerIdentity', identityXml));
  return { server: started, certificate: pem };
}

describe('https', () => {
  test('an untrusted certificate: NETWORK_TLS that names the issuer, and nothing is sent', async () => {
    const call = sdkSts({ clock: realClock() }).assumeRole(
      callerOf(server.endpoint),
      roleInput({ mfa }),
    );
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('issued by "Example Proxy Root, Example Corp"'),
      hint: expect.stringMatching(/AWS_CA_BUNDLE.*did not leave this machine/),
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

  test('a root certificate that was given is trusted', async () => {
    const sts = sdkSts({ clock: realClock(), certificateAuthorities: [certificate] });
    const identity = await sts.getCallerIdentity(callerOf(server.endpoint));
    expect(identity.accountId).toBe('111122223333');
  });

  test('a certificate for another name', async () => {
    const other = await secureServer('other', 'DNS:sts.example.com');
    const sts = sdkSts({ clock: realClock(), certificateAuthorities: [other.certificate] });
    const call = sts.getCallerIdentity(callerOf(other.server.endpoint));
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringContaining('is for another name'),
    });
    await other.server.close();
  });

  test('a server without TLS', async () => {
    const plain = await startCannedSts();
    const call = sdkSts({ clock: realClock() }).getCallerIdentity(
      callerOf(plain.endpoint.replace('http:', 'https:')),
    );
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: `127.0.0.1:${plain.port} does not speak TLS on that port`,
    });
    await plain.close();
  });

  test('a proxy is used where one is given, but not for this machine', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const upstream = connect(server.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const sts = sdkSts({
      clock: realClock(),
      certificateAuthorities: [certificate],
      proxyEnvironment: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
    });
    // The tunnel ends at our server, whose certificate is for 127.0.0.1: the name is what fails.
    await expect(
      sts.getCallerIdentity(callerOf('https://sts.eu-west-1.amazonaws.com')),
    ).rejects.toMatchObject({ code: 'NETWORK_TLS' });
    expect(asked).toEqual(['sts.eu-west-1.amazonaws.com:443']);
    await sts.getCallerIdentity(callerOf(server.endpoint));
    expect(asked).toHaveLength(1);
    proxy.closeAllConnections();
    proxy.close();
  });

  test('a proxy that refuses is named as such, without its password', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const call = sdkSts({
      clock: realClock(),
      proxyEnvironment: { https_proxy: `http://me:hunter2@127.0.0.1:${port}` },
    }).assumeRole(callerOf('https://sts.eu-west-1.amazonaws.com'), roleInput({ mfa }));
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: expect.stringContaining('the proxy did not open a way to it'),
      hint: expect.stringMatching(/HTTPS_PROXY.*did not leave this machine/),
    });
    expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('hunter2');
    proxy.close();
  });
});
