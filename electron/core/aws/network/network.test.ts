import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork } from './network.ts';
import {
  type ConnectProxy,
  type ConnectProxyOptions,
  startConnectProxy,
} from './testing/connect-proxy.ts';
import { type PrivateAuthority, privateAuthority } from './testing/private-authority.ts';
import { testNetwork } from './testing/test-network.ts';

const NAME = 'signin.aws.amazon.com';
const URL_BEHIND = `https://${NAME}/federation`;

let authority: PrivateAuthority;
let port: number;
let received: { method: string | undefined; body: string }[] = [];
const proxies: ConnectProxy[] = [];

const server = createServer();
beforeAll(async () => {
  authority = await privateAuthority();
  server.setSecureContext(await authority.issue(`DNS:${NAME}`));
  server.on('request', async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ method: request.method, body });
    if (request.url === '/hang') return;
    if (request.url === '/cut') {
      request.socket.destroy();
      return;
    }
    response.writeHead(request.url === '/federation' ? 200 : 404, { 'x-answer': 'yes' });
    response.end(request.url === '/large' ? 'x'.repeat(2_000_000) : 'hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await authority.remove();
});
afterEach(async () => {
  received = [];
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

async function proxyWith(options: Partial<ConnectProxyOptions> = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy({ route: () => ({ port }), ...options });
  proxies.push(proxy);
  return proxy;
}

function through(
  address: string,
  environment: Record<string, string> = {},
  connectTimeoutMs = 5_000,
) {
  return testNetwork({
    environment: { AWS_CA_BUNDLE: authority.rootPath, HTTPS_PROXY: address, ...environment },
    connectTimeoutMs,
  });
}

describe('a request', () => {
  test('goes through the proxy, form and answer whole', async () => {
    const proxy = await proxyWith();
    const network = through(`http://127.0.0.1:${proxy.port}`);
    const answer = await network.request({ url: URL_BEHIND, form: { Action: 'a b&c', n: 'ö' } });
    expect(answer).toMatchObject({ status: 200, body: 'hello', headers: { 'x-answer': 'yes' } });
    expect(received).toEqual([{ method: 'POST', body: 'Action=a+b%26c&n=%C3%B6' }]);
    expect(proxy.asked).toEqual([`${NAME}:443`]);
    expect((await network.request({ url: `https://${NAME}/other` })).status).toBe(404);
  });

  test.each([
    [`http://${NAME}/federation`, 'ENDPOINT_REFUSED'],
    ['https://nobody.invalid/', 'NETWORK_UNREACHABLE'],
  ])('%s: %s', async (url, code) => {
    await expect(testNetwork().request({ url })).rejects.toMatchObject({ code });
  });

  test('hanging, cut or endless answers are errors in words', async () => {
    const proxy = await proxyWith();
    const network = through(`http://127.0.0.1:${proxy.port}`);
    const late = network.request({ url: `https://${NAME}/hang`, timeoutMs: 300 });
    await expect(late).rejects.toMatchObject({ code: 'NETWORK_TIMEOUT' });
    for (const path of ['cut', 'large']) {
      const call = network.request({ url: `https://${NAME}/${path}` });
      await expect(call).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
    }
  });

  test('the caller can end it', async () => {
    const proxy = await proxyWith();
    const network = through(`http://127.0.0.1:${proxy.port}`);
    const stop = new AbortController();
    const call = network.request({ url: `https://${NAME}/hang`, signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});

describe('a proxy', () => {
  test('gets the name and password, once a connection', async () => {
    const proxy = await proxyWith({ wants: 'me:p@ss' });
    await through(`http://me:p%40ss@127.0.0.1:${proxy.port}`).request({ url: URL_BEHIND });
    expect(proxy.authorizations).toHaveLength(1);
    expect(received).toHaveLength(1);
  });

  test('that wants a password and gets none', async () => {
    const proxy = await proxyWith({ wants: 'me:p@ss' });
    const call = through(`http://127.0.0.1:${proxy.port}`).request({ url: URL_BEHIND });
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: `the proxy 127.0.0.1:${proxy.port} wants a user name and password (HTTP 407)`,
      hint: expect.stringMatching(/^Write them into HTTPS_PROXY as http:\/\/USER:PASSWORD@/),
    });
  });

  test('that wants a password where its address has no place for one', async () => {
    const proxy = await proxyWith({ wants: 'me:p@ss' });
    const address = `127.0.0.1:${proxy.port}`;
    for (const named of [
      { settings: () => ({ proxy: `http://${address}` }) },
      { systemProxy: async () => `PROXY ${address}` },
    ]) {
      const call = testNetwork({
        environment: { AWS_CA_BUNDLE: authority.rootPath },
        ...named,
      }).request({ url: URL_BEHIND });
      await expect(call).rejects.toMatchObject({
        hint: expect.stringContaining(`Set HTTPS_PROXY to http://USER:PASSWORD@${address}`),
      });
    }
  });

  test.each([
    [403, /does not let calls through to signin\.aws\.amazon\.com \(HTTP 403\)/],
    [502, /could not open a way to signin\.aws\.amazon\.com \(HTTP 502\)/],
    [404, /could not open a way/],
  ])('that answers %i', async (status, message) => {
    const proxy = await proxyWith({ route: () => ({ status }) });
    const call = through(`http://127.0.0.1:${proxy.port}`).request({ url: URL_BEHIND });
    await expect(call).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
    await expect(call).rejects.toThrow(message);
  });

  test('reached by https, its own certificate is checked and named', async () => {
    const proxy = await proxyWith({ tls: await authority.issue('IP:127.0.0.1') });
    const address = `https://127.0.0.1:${proxy.port}`;
    expect((await through(address).request({ url: URL_BEHIND })).status).toBe(200);
    const distrustful = testNetwork({ environment: { HTTPS_PROXY: address } });
    await expect(distrustful.request({ url: URL_BEHIND })).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      message: expect.stringMatching(/certificate of the proxy 127.*"Example Proxy Root/),
    });
    await expect(
      through(address.replace('https', 'http')).request({ url: URL_BEHIND }),
    ).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
  });

  test('of plain http that is named as https', async () => {
    const proxy = await proxyWith();
    const call = through(`https://127.0.0.1:${proxy.port}`).request({ url: URL_BEHIND });
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_TLS',
      hint: expect.stringContaining('Write http:// instead of https://'),
    });
  });

  test('that nobody runs is named, not AWS', async () => {
    const proxy = await proxyWith();
    await proxy.close();
    proxies.length = 0;
    const call = through(`http://me:hunter2@127.0.0.1:${proxy.port}`).request({ url: URL_BEHIND });
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: `the proxy 127.0.0.1:${proxy.port} cannot be reached (ECONNREFUSED)`,
    });
  });

  test('that says nothing ends in time', async () => {
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const call = through(address, {}, 200).request({ url: URL_BEHIND });
    await expect(call).rejects.toMatchObject({ code: 'NETWORK_TIMEOUT' });
    silent.close();
  });

  test('of the settings and of the system is used where no variable names one', async () => {
    const one = await proxyWith();
    const two = await proxyWith();
    let proxy: string | undefined = `http://127.0.0.1:${one.port}`;
    const network = testNetwork({
      environment: {},
      settings: () => ({ proxy, caBundle: authority.rootPath }),
      systemProxy: async () => `PROXY 127.0.0.1:${two.port}; DIRECT`,
    });
    await network.request({ url: URL_BEHIND });
    expect([one.asked.length, two.asked.length]).toEqual([1, 0]);
    proxy = undefined;
    await network.request({ url: URL_BEHIND });
    expect([one.asked.length, two.asked.length]).toEqual([1, 1]);
  });
});

describe('a CA bundle', () => {
  test('is refused where it is missing, empty or damaged, with file and place', async () => {
    const damaged = join(authority.folder, 'damaged.pem');
    const root = await readFile(authority.rootPath, 'utf8');
    await writeFile(damaged, `${root}\n${root.replace(/\n[A-Za-z0-9+/]{8}/, '\nAAAAAAAA')}`);
    const empty = join(authority.folder, 'empty.pem');
    await writeFile(empty, 'nothing\n');
    const from = 'config, line 7: ca_bundle';
    const network = testNetwork();
    await expect(network.handlers({ path: damaged, from })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${from} names ${damaged}, whose certificate number 2 is damaged`,
    });
    await expect(network.handlers({ path: empty, from })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${from} names ${empty}, which holds no certificate`,
    });
    await expect(network.handlers({ path: authority.folder, from })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    // Mended, it serves without a restart.
    await writeFile(empty, root);
    await network.handlers({ path: empty, from });
  });

  test('that is replaced counts from the next call on, with no restart', async () => {
    const proxy = await proxyWith();
    const path = join(authority.folder, 'replaced.pem');
    const other = await privateAuthority('Another Root');
    const network = through(`http://127.0.0.1:${proxy.port}`, { AWS_CA_BUNDLE: path });
    const call = () => network.request({ url: URL_BEHIND });
    await writeFile(path, other.root);
    await expect(call()).rejects.toMatchObject({ code: 'NETWORK_TLS' });
    await writeFile(path, authority.root);
    expect((await call()).status).toBe(200);
    const { reusing } = await network.handlers();
    expect((await network.handlers()).reusing).toBe(reusing);
    await writeFile(path, other.root);
    await expect(call()).rejects.toMatchObject({ code: 'NETWORK_TLS' });
    await other.remove();
  });

  test('the home folder is meant by ~/', async () => {
    const proxy = await proxyWith();
    const network = testNetwork({
      environment: { AWS_CA_BUNDLE: '~/root.pem', HTTPS_PROXY: `127.0.0.1:${proxy.port}` },
      homeDirectory: authority.folder,
    });
    expect((await network.request({ url: URL_BEHIND })).status).toBe(200);
  });

  test('nothing is read before the first call', () => {
    createNetwork({
      environment: { AWS_CA_BUNDLE: '/nowhere' },
      homeDirectory: '/',
      files: {
        read: () => {
          throw new Error('read');
        },
      },
    });
  });
});
