import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { askAgent } from './client.ts';
import { readAnswer } from './http-answer.ts';

let folder: string;
let path: string;
let server: Server | undefined;
const sockets = new Set<Socket>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'role-valet-client-'));
  path = join(folder, 'agent.sock');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => (server === undefined ? done(undefined) : server.close(done)));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A server that does with each request what `respond` says. */
async function serve(respond: (socket: Socket, request: string) => void): Promise<void> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => respond(socket, bytes.toString()));
  });
  await new Promise<void>((done) => server?.listen(path, done));
}

const ask = (signMs = 20_000, timeMs = 20_000) =>
  askAgent({ path }, { path: '/v1/credentials', body: { profile: 'é' } }, { timeMs, signMs });

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';

test('sends one plain request and takes one whole answer, in pieces as they come', async () => {
  let seen = '';
  await serve((socket, request) => {
    seen = request;
    socket.write('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\ncontent-le');
    setTimeout(() => socket.write('ngth: 2\r\n\r\n{'), 20);
    setTimeout(() => socket.write('}'), 40);
  });
  expect(await ask()).toEqual({ answer: { status: 200, body: '{}' } });
  expect(seen).toBe(
    'POST /v1/credentials HTTP/1.1\r\nHost: role-valet\r\nContent-Type: application/json\r\n' +
      'Content-Length: 16\r\nConnection: close\r\n\r\n{"profile":"é"}',
  );
});

describe('no app', () => {
  test('nothing there', async () => {
    expect(await ask()).toBeUndefined();
  });

  test('a folder that is not there', async () => {
    const limits = { timeMs: 9_000, signMs: 9_000 };
    const missing = join(folder, 'missing', 'agent.sock');
    expect(await askAgent({ path: missing }, { path: '/' }, limits)).toBeUndefined();
  });
});

describe('a server that', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    ['hangs', () => undefined, 'hung'],
    ['closes at once', (socket) => socket.end(), 'lost'],
    ['breaks off in the header', (socket) => socket.end('HTTP/1.1 200 OK\r\n'), 'lost'],
    ['breaks off in the body', (socket) => socket.end(`${OK}{`), 'lost'],
    ['sends more than it said', (socket) => socket.write(`${OK}{}{`), 'garbled'],
    ['sends no length', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n{}'), 'garbled'],
    [
      'sends two lengths',
      (socket) => socket.write(OK.replace('\r\n\r\n', '\r\nContent-Length: 3\r\n\r\n')),
      'garbled',
    ],
    ['says a length that is none', (socket) => socket.write(OK.replace('2\r', '+2\r')), 'garbled'],
    [
      'says a length beyond all',
      (socket) => socket.write(OK.replace('2\r', '9999999\r')),
      'garbled',
    ],
    [
      'sends chunks',
      (socket) => socket.write(OK.replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n')),
      'garbled',
    ],
    [
      'sends an endless header',
      (socket) => socket.write(`HTTP/1.1 200 ${'x'.repeat(20_000)}`),
      'garbled',
    ],
    ['speaks something else', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n\r\n'), 'garbled'],
    [
      'folds a header',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\r\n'),
      'garbled',
    ],
  ])('%s is no answer', async (_, respond, trouble) => {
    await serve(respond);
    expect(await ask(trouble === 'hung' ? 100 : undefined)).toEqual({ trouble });
  });

  test('shows life but never answers ends with the time', async () => {
    await serve((socket) => socket.write('HTTP/1.1 102 Processing\r\n\r\n'));
    expect(await ask(100, 200)).toEqual({ trouble: 'time-limit' });
  });

  test('shows life may take longer than one that shows none', async () => {
    await serve((socket) => {
      socket.write('HTTP/1.1 102 Processing\r\n\r\n');
      setTimeout(() => socket.write(`${OK}{}`), 300);
    });
    expect(await ask(100)).toEqual({ answer: { status: 200, body: '{}' } });
  });
});

test('any bytes are an answer, the start of one, or none; cut anywhere, an answer is its start', () => {
  const start = fc.constantFrom('', 'HTTP/1.1 200 OK\r\n', OK, `${OK}{}`);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (text, more) => {
      const { kind } = readAnswer(Buffer.concat([Buffer.from(text), more]));
      expect(['answer', 'more', 'garbled']).toContain(kind);
    }),
    { numRuns: loopCount(20_000, 1_000), seed: loopSeed() },
  );
  const whole = Buffer.from(`HTTP/1.1 102 Processing\r\n\r\n${OK}{}`);
  for (let length = 0; length < whole.length; length += 1) {
    expect(readAnswer(whole.subarray(0, length)).kind).toBe('more');
  }
  expect(readAnswer(whole).kind).toBe('answer');
});
