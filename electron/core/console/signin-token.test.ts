import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testNetwork } from '../aws/network/testing/test-network.ts';
import { requestSigninToken } from './signin-token.ts';

const CREDENTIALS = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'AQoDYXdzEJr+/example=',
  expiration: 0,
};

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

const GOOD: Answer = { status: 200, body: '{"SigninToken":"TOKEN"}' };

let server: Server;
let url: string;
let answers: Answer[];
let bodies: URLSearchParams[];
let requests: string[];

beforeEach(async () => {
  [answers, bodies, requests] = [[], [], []];
  server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    bodies.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()));
    const { status, body, location } = answers.shift() ?? GOOD;
    response.writeHead(status, location === undefined ? {} : { Location: location });
    // A server may quote what it was sent.
    response.end(body ?? bodies.at(-1)?.toString());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/federation`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function ask(sessionSeconds?: number, federation = [url]) {
  return requestSigninToken({
    network: testNetwork(),
    federation,
    credentials: CREDENTIALS,
    profile: 'prod',
    ...(sessionSeconds === undefined ? {} : { sessionSeconds }),
  });
}

test('by POST, unsigned, with nothing in the address', async () => {
  expect(await ask(3_600)).toEqual({ token: 'TOKEN', federation: url, hasOwnLength: true });
  expect(requests).toEqual(['POST /federation -']);
  expect(bodies[0]?.get('SessionDuration')).toBe('3600');
  expect(JSON.parse(bodies[0]?.get('Session') ?? '')).toEqual({
    sessionId: CREDENTIALS.accessKeyId,
    sessionKey: CREDENTIALS.secretAccessKey,
    sessionToken: CREDENTIALS.sessionToken,
  });
});

test('400 with a length: once more without it', async () => {
  answers = [{ status: 400 }];
  expect(await ask(3_600)).toMatchObject({ token: 'TOKEN', hasOwnLength: false });
  expect(bodies.map((body) => body.has('SessionDuration'))).toEqual([true, false]);
});

test('400 twice is a refusal, and 400 without a length is one at once', async () => {
  answers = [{ status: 400 }, { status: 400 }, { status: 400 }];
  await expect(ask(3_600)).rejects.toMatchObject({ code: 'CONSOLE_REFUSED' });
  await expect(ask()).rejects.toMatchObject({ code: 'CONSOLE_REFUSED' });
  expect(requests).toHaveLength(3);
});

test('a redirect is not followed: the body holds the credentials', async () => {
  answers = [{ status: 307, location: url }];
  await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('redirect') });
  expect(requests).toHaveLength(1);
});

test.each<Answer>([
  { status: 400 },
  { status: 403 },
  { status: 503 },
  { status: 200 },
  { status: 200, body: '<html>Sign in to the network</html>' },
  { status: 200, body: 'null' },
  { status: 200, body: '{"SigninToken":""}' },
])('%o is a refusal that quotes nothing', async (answer) => {
  answers = [answer];
  const error = (await ask().catch((reason: unknown) => reason)) as Error & { hint: string };
  expect(error).toMatchObject({ code: 'CONSOLE_REFUSED' });
  const text = `${error.message} ${error.hint} ${error.stack}`;
  expect(text).not.toContain(CREDENTIALS.secretAccessKey);
  expect(text).not.toContain(encodeURIComponent(CREDENTIALS.secretAccessKey));
  expect(text).not.toContain(CREDENTIALS.sessionToken);
});

test('a region without a sign-in host of its own: the global one', async () => {
  const dead = 'http://127.0.0.1:1/federation';
  expect(await ask(undefined, [dead, url])).toMatchObject({ federation: url });
  await expect(ask(undefined, [dead])).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
});
