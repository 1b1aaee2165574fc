import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RoleValetError } from '../../contract/errors.ts';
import { redact } from '../../core/redact.ts';
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import { startContainerEndpoint } from './container-endpoint.ts';
import type { ContainerCredentials, ContainerEndpoint } from './types.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const trio: ContainerCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: SECRET,
  sessionToken: 'FwoGZXIvYXdzEBYaDKEXAMPLE/+abc=',
  expiration: Date.UTC(2037, 0, 2, 3, 4, 5, 999),
  accountId: '111122223333',
};

const open: ContainerEndpoint[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
});

async function started(credentials = async (): Promise<ContainerCredentials> => trio) {
  const log: string[] = [];
  const write = (...words: unknown[]): void => {
    log.push(JSON.stringify(words));
  };
  const endpoint = await startContainerEndpoint({
    random: systemRandom(),
    clock: systemClock(),
    logger: { info: write, warn: write },
    credentials,
  });
  open.push(endpoint);
  return { endpoint, log };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

function ask(
  url: string,
  headers: Record<string, string>,
  options: { method?: string; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { headers, method: options.method ?? 'GET', agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    asked.end(options.body);
  });
}

const withToken = ({ token }: ContainerEndpoint) => ({ authorization: token });

describe('the right request', () => {
  test('gets the trio, under the names of container credentials, and nothing is to be kept', async () => {
    const { endpoint } = await started();
    const { status, headers, body } = await ask(endpoint.url, withToken(endpoint));
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({
      AccessKeyId: trio.accessKeyId,
      SecretAccessKey: SECRET,
      Token: trio.sessionToken,
      Expiration: '2037-01-02T03:04:05Z',
      AccountId: '111122223333',
    });
  });

  test('may be a HEAD, and may say localhost', async () => {
    const { endpoint } = await started();
    const head = await ask(endpoint.url, withToken(endpoint), { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '' });
    const host = `localhost:${new URL(endpoint.url).port}`;
    expect((await ask(endpoint.url, { ...withToken(endpoint), host })).status).toBe(200);
  });

  test('of no known account has no account in the answer', async () => {
    const { accountId: _, ...bare } = trio;
    const { endpoint } = await started(async () => bare);
    const { body } = await ask(endpoint.url, withToken(endpoint));
    expect(JSON.parse(body)).not.toHaveProperty('AccountId');
  });
});

describe('who is turned away', () => {
  const browser = ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-user', 'sec-fetch-dest'];

  test('a token that is missing or wrong in any way', async () => {
    const { endpoint } = await started();
    const { url, token } = endpoint;
    const wrong = ['', `${token}x`, token.slice(1), `Bearer ${token}`, token.toLowerCase()];
    for (const headers of [{}, ...wrong.map((authorization) => ({ authorization }))]) {
      const { status, body } = await ask(url, headers);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({
        Code: 'AccessDenied',
        Message: expect.stringContaining('AWS_CONTAINER_AUTHORIZATION_TOKEN'),
      });
    }
  });

  test('any other path, query or method, and a body', async () => {
    const { endpoint } = await started();
    const headers = withToken(endpoint);
    const statusOf = async (url: string, more = {}) => (await ask(url, headers, more)).status;
    expect(await statusOf(new URL('/', endpoint.url).href)).toBe(404);
    expect(await statusOf(`${endpoint.url}/`)).toBe(404);
    expect(await statusOf(`${endpoint.url}?x=1`)).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      expect(await statusOf(endpoint.url, { method })).toBe(405);
    }
    expect(await statusOf(endpoint.url, { method: 'GET', body: 'x' })).toBe(400);
  });

  test('a Host that is not ours, as DNS rebinding brings it', async () => {
    const { endpoint } = await started();
    const { port } = new URL(endpoint.url);
    const other = Number(port) === 65_535 ? 1024 : Number(port) + 1;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${other}`,
      `127.0.0.1.evil.example:${port}`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
    ]) {
      const { status, body } = await ask(endpoint.url, { ...withToken(endpoint), host });
      expect([host, status]).toEqual([host, 403]);
      expect(body).not.toContain(SECRET);
    }
  });

  test.each(browser)('what a web page sends: %s, even with the right token', async (name) => {
    const { endpoint } = await started();
    const { status, body } = await ask(endpoint.url, { ...withToken(endpoint), [name]: 'x' });
    expect(status).toBe(403);
    expect(body).not.toContain(SECRET);
  });

  test('two Hosts, two tokens, no Host, and a header without end', async () => {
    const { endpoint } = await started();
    const { host, port, pathname } = new URL(endpoint.url);
    const raw = (lines: readonly string[]) => rawRequest(Number(port), lines);
    const first = `GET ${pathname} HTTP/1.1`;
    const token = `authorization: ${endpoint.token}`;
    expect(await raw([first, `host: ${host}`, token])).toContain('200 OK');
    expect(await raw([first, `host: ${host}`, 'host: evil.example', token])).toMatch(/ 40[03] /);
    expect(await raw([first, `host: ${host}`, token, 'authorization: x'])).toContain(' 403 ');
    expect(await raw([first, token])).toContain(' 400 ');
    expect(
      await raw([`GET http://evil.example${pathname} HTTP/1.1`, `host: ${host}`, token]),
    ).toMatch(/ 404 /);
    expect(await raw([first, `host: ${host}`, token, `x: ${'x'.repeat(20_000)}`])).toMatch(/ 431 /);
  });

  test('nobody finds the token or a secret in the log', async () => {
    const { endpoint, log } = await started();
    await ask(endpoint.url, { authorization: `${endpoint.token}x` });
    await ask(endpoint.url, { authorization: `${endpoint.token}x` });
    await ask(endpoint.url, withToken(endpoint), { method: 'POST' });
    // Each reason once: a flood must not fill the log.
    expect(log).toHaveLength(2);
    expect(log.join()).not.toContain(endpoint.token);
    expect(log.join()).not.toContain(new URL(endpoint.url).pathname);
    expect(redact(`GET ${endpoint.url} ${endpoint.token}`)).not.toContain(endpoint.token);
  });
});

/** What is answered to a request in exactly these lines. */
function rawRequest(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Cut off while it still sends: what was answered counts.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => resolve(text));
    socket.write(`${[...lines, 'connection: close'].join('\r\n')}\r\n\r\n`);
  });
}

describe('what can go wrong behind it', () => {
  const failing = (error: unknown) => started(async () => Promise.reject(error));

  test.each([
    [403, new RoleValetError('MFA_REQUIRED', 'prod needs a code', 'Run: role-valet assume prod')],
    [503, new RoleValetError('NETWORK_TIMEOUT', 'STS does not answer', 'Check the network.')],
    [400, new RoleValetError('DURATION_NOT_POSSIBLE', 'too long', 'Ask for less.')],
    [500, new RoleValetError('INTERNAL', 'odd', 'Report it.')],
    [500, new Error(`with ${SECRET}`)],
  ] as const)('is %i with a code and the next step, and no secret', async (status, error) => {
    const { endpoint } = await failing(error);
    const answer = await ask(endpoint.url, withToken(endpoint));
    const { Code, Message } = JSON.parse(answer.body);
    expect(answer.status).toBe(status);
    expect(Code).toBe(error instanceof RoleValetError ? error.code : 'INTERNAL');
    expect(Message).toMatch(/\S/);
    expect(answer.body).not.toContain(SECRET);
    if (error instanceof RoleValetError && status !== 500) {
      expect(Message).toBe(`${error.message}. ${error.hint}`);
    }
  });

  test('a trio that lacks a part is never sent', async () => {
    const { endpoint } = await started(async () => ({ ...trio, sessionToken: '' }));
    const { status, body } = await ask(endpoint.url, withToken(endpoint));
    expect(status).toBe(500);
    expect(body).not.toContain(SECRET);
  });

  test('work that takes long is told to come back for, and is there then', async () => {
    let arrive: (credentials: ContainerCredentials) => void = () => undefined;
    const { endpoint } = await started(() => new Promise((resolve) => (arrive = resolve)));
    const early = await ask(endpoint.url, withToken(endpoint));
    expect(early.status).toBe(503);
    expect(early.headers['retry-after']).toBe('1');
    expect(JSON.parse(early.body).Code).toBe('CredentialsPending');
    arrive(trio);
    expect((await ask(endpoint.url, withToken(endpoint))).status).toBe(200);
  });
});

describe('the end', () => {
  test('cuts open connections, and nobody is answered any more', async () => {
    const { endpoint } = await started(() => new Promise(() => undefined));
    const { port } = new URL(endpoint.url);
    const idle = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const cut = new Promise((resolve) => idle.once('close', resolve));
    const waiting = expect(ask(endpoint.url, withToken(endpoint))).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await endpoint.close();
    await endpoint.close();
    await cut;
    await waiting;
    await expect(ask(endpoint.url, withToken(endpoint))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  test('every endpoint has a port, a path and a token of its own', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => started()));
    const paths = all.map(({ endpoint }) => new URL(endpoint.url).pathname);
    expect(new Set(paths).size).toBe(5);
    expect(new Set(all.map(({ endpoint }) => endpoint.token)).size).toBe(5);
    for (const { endpoint } of all) {
      expect(Buffer.from(endpoint.token, 'base64url').length).toBeGreaterThanOrEqual(30);
      expect(endpoint.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
    }
  });
});
