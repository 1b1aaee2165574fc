import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loopCount, loopSeed } from '../../tools/loops.ts';
import { EXIT_CODE_BY_ERROR } from '../contract/errors.ts';
import { type PracticeAgent, practiceAgent } from './testing/practice-agent.ts';
import { answerIn, type RawOptions, requestText, sendRaw } from './testing/raw-request.ts';

let valet: PracticeAgent;
beforeAll(async () => {
  const rate = { burst: 1_000_000, perSecond: 1_000 };
  valet = await practiceAgent({ limits: { requestTimeMs: 300, connections: 30, rate } });
});
afterAll(() => valet.close());

const send = (bytes: string | Uint8Array) => sendRaw(valet.agent.path, bytes);

async function expectAlive(): Promise<void> {
  const answer = answerIn(await send(requestText({ method: 'GET', path: '/v1/hello' })));
  expect(answer.status).toBe(200);
}

describe('what is not declared is refused', () => {
  const cases: readonly (readonly [string, number, RawOptions])[] = [
    ['another path', 404, { path: '/v1/other' }],
    ['a path of an object’s own', 404, { path: '/__proto__' }],
    ['a query', 404, { path: '/v1/credentials?profile=x' }],
    ['another method', 405, { method: 'PUT' }],
    ['GET for credentials', 405, { method: 'GET' }],
    ['POST for hello', 405, { path: '/v1/hello' }],
    ['a form', 415, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ['plain text', 415, { headers: { 'Content-Type': 'text/plain' } }],
    ['no content type', 415, { headers: { 'Content-Type': '' } }],
    ['an encoded body', 415, { headers: { 'Content-Encoding': 'gzip' } }],
    ['another host', 403, { headers: { Host: 'localhost' } }],
    ['a host with a port', 403, { headers: { Host: 'role-valet:80' } }],
    ['no host', 403, { headers: { Host: '' } }],
    ['a second host', 403, { headers: { host: 'evil.example' } }],
    ['a web page', 403, { headers: { Origin: 'http://role-valet' } }],
    ['an opaque origin', 403, { headers: { Origin: 'null' } }],
    ['a large header', 431, { headers: { 'X-Large': 'x'.repeat(9_000) } }],
    ['a large body', 413, { body: JSON.stringify({ profile: 'x'.repeat(70_000) }) }],
    ['no JSON', 400, { body: 'profile=x' }],
    ['a list', 400, { body: '[]' }],
    ['nothing', 400, { body: '' }],
    ['no profile', 400, { body: '{}' }],
    ['a profile that is no text', 400, { body: '{"profile":7}' }],
    ['a profile with a zero byte', 400, { body: '{"profile":"a\\u0000"}' }],
    ['an unknown field', 400, { body: '{"profile":"hub","extra":1}' }],
    ['a wish of the other path', 400, { body: '{"profile":"hub","mfaCode":"123456"}' }],
    ['a wait that is too long', 400, { body: '{"profile":"hub","waitMs":300001}' }],
    ['half a world', 400, { body: '{"profile":"hub","caller":{"configPath":"/x"}}' }],
    ['no code', 400, { path: '/v1/sessions', body: '{"profile":"hub","mfaCode":"12345"}' }],
    ['no time', 400, { path: '/v1/sessions', body: '{"profile":"hub","requestedSeconds":0.5}' }],
    ['two lengths', 400, { headers: { 'content-length': '4' } }],
    ['length and chunks', 400, { headers: { 'Transfer-Encoding': 'chunked' } }],
    ['a tunnel', 405, { method: 'CONNECT', path: 'role-valet:80', body: '' }],
  ];
  test.each(cases)('%s: %d', async (_, status, options) => {
    const answer = answerIn(await send(requestText(options)));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error: { code: 'USAGE', message: expect.any(String), hint: expect.any(String) },
    });
    expect(answer.body).not.toMatch(/123456|xxxx/);
    expect(valet.obtained).toEqual([]);
  });
});

describe('time and connections', () => {
  test.each([
    ['says nothing', ''],
    ['stops in its header', 'POST /v1/credentials HTTP/1.1\r\nHost: role-valet\r\n'],
    ['stops in its body', requestText({ headers: { 'Content-Length': '5000' } })],
  ])('a caller that %s is ended', async (_, text) => {
    const bytes = await send(text);
    expect(answerIn(bytes).status).toBe(408);
  });

  test('one request is answered on a connection, and what comes behind it is not', async () => {
    const hello = requestText({ method: 'GET', path: '/v1/hello', body: '' });
    const text = (await send(`${hello}${hello}`)).toString('latin1');
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('more connections than allowed are ended, and room comes back', async () => {
    const idle = Array.from({ length: 30 }, () => connect(valet.agent.path));
    await Promise.all(idle.map((socket) => new Promise((done) => socket.once('connect', done))));
    expect(await send(requestText({ method: 'GET', path: '/v1/hello' }))).toHaveLength(0);
    await Promise.all(
      idle.map((socket) => new Promise((done) => socket.destroy().once('close', done))),
    );
    // The server hears of it a moment later.
    await vi.waitFor(expectAlive);
  });
});

test('whatever bytes come, there is an error of the closed list or an end, and no crash', async () => {
  const whole = requestText();
  const mangled = fc
    .tuple(fc.nat(whole.length), fc.nat(20), fc.uint8Array({ maxLength: 20 }))
    .map(([at, cut, bytes]) =>
      Buffer.concat([Buffer.from(whole.slice(0, at)), bytes, Buffer.from(whole.slice(at + cut))]),
    );
  const anyBody = fc
    .oneof(fc.json(), fc.string({ unit: 'binary' }))
    .map((body) => requestText({ path: '/v1/sessions', body }));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.uint8Array({ maxLength: 500 }), mangled, anyBody),
      async (input) => {
        const bytes = await send(input);
        if (bytes.length === 0) return;
        const { status, body } = answerIn(bytes);
        // A change in the profile's name alone is a right request.
        if (status === 200) return;
        expect(Object.keys(EXIT_CODE_BY_ERROR)).toContain(JSON.parse(body).error.code);
        expect(body).not.toMatch(/\.ts:\d/);
      },
    ),
    { numRuns: loopCount(2_000, 60), seed: loopSeed() },
  );
  await expectAlive();
});
