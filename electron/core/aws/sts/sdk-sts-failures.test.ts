import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testNetwork } from '../network/testing/test-network.ts';
import { sdkSts } from './sdk-sts.ts';
import {
  type Answer,
  assumedRoleXml,
  type CannedSts,
  raw,
  startCannedSts,
  success,
} from './testing/canned-sts.ts';
import { callerOf, mfa, realClock, roleInput } from './testing/inputs.ts';

let server: CannedSts;
beforeEach(async () => {
  server = await startCannedSts();
});
afterEach(() => server.close());

const page =
  '<!DOCTYPE html><html><head><title>Blocked</title><br></head><body>no & no</body></html>';
const tidyPage = '<html><body>Sign in to the network</body></html>';
const html = { contentType: 'text/html' };

describe('answers that STS would not give', () => {
  const past = new Date(Date.now() - 60_000).toISOString();
  test.each<[string, Answer, string]>([
    ['an empty 200', raw(200, ''), 'no credentials'],
    ['a web page', raw(200, page, html), 'HTTP 200 that is not an STS answer'],
    ['a web page that parses as XML', raw(200, tidyPage, html), 'no credentials'],
    ['a refusal page', raw(403, page, html), 'HTTP 403'],
    ['a refusal page that parses as XML', raw(403, tidyPage, html), 'HTTP 403'],
    ['a redirect', raw(302, ''), 'HTTP 302'],
    ['a proxy that wants a password', raw(407, ''), 'HTTP 407'],
    ['JSON', raw(200, '{"a":1}'), 'HTTP 200'],
    ['no key id', success('AssumeRole', assumedRoleXml({ AccessKeyId: '' })), 'access key id'],
    ['no secret', success('AssumeRole', assumedRoleXml({ SecretAccessKey: '' })), 'secret'],
    ['no token', success('AssumeRole', assumedRoleXml({ SessionToken: '' })), 'session token'],
    ['no expiry', success('AssumeRole', assumedRoleXml({ Expiration: undefined })), 'expiry'],
    ['an odd expiry', success('AssumeRole', assumedRoleXml({ Expiration: 'soon' })), ''],
    ['a past expiry', success('AssumeRole', assumedRoleXml({ Expiration: past })), 'expired at'],
  ])('%s: STS_BAD_RESPONSE, sent once', async (_name, answer, message) => {
    server.respond(answer);
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(server.endpoint),
      roleInput(),
    );
    await expect(call).rejects.toMatchObject({
      code: 'STS_BAD_RESPONSE',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('proxy'),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('GetSessionToken and GetCallerIdentity are checked, too', async () => {
    server.respond(raw(200, ''));
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    const caller = callerOf(server.endpoint);
    await expect(sts.getCallerIdentity(caller)).rejects.toMatchObject({ code: 'STS_BAD_RESPONSE' });
    await expect(sts.getSessionToken(caller, { durationSeconds: 900, mfa })).rejects.toMatchObject({
      code: 'STS_BAD_RESPONSE',
      hint: expect.stringContaining('the MFA code may be used'),
    });
  });

  test.each([
    ['text', raw(503, 'Service Unavailable', { contentType: 'text/plain' })],
    ['nothing', raw(503, '')],
    ['a page', raw(502, page, html)],
  ])('5xx with %s: STS_UNAVAILABLE after three attempts', async (_name, answer) => {
    server.respond(answer);
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(server.endpoint),
      roleInput(),
    );
    await expect(call).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    expect(server.requests).toHaveLength(3);
  });

  test('429 without an STS answer: STS_THROTTLED', async () => {
    server.respond(raw(429, 'slow down'));
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).getCallerIdentity(
      callerOf(server.endpoint),
    );
    await expect(call).rejects.toMatchObject({ code: 'STS_THROTTLED' });
  });
});

describe('no answer', () => {
  const hasty = { network: testNetwork(), clock: realClock(), requestTimeoutMs: 400 };

  test.each<[string, Answer]>([
    ['a server that never answers', () => undefined],
    [
      'an answer that never ends',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.write('<AssumeRoleResponse>');
      },
    ],
  ])('%s: NETWORK_TIMEOUT', async (_name, answer) => {
    server.respond(answer);
    const caller = callerOf(server.endpoint);
    await expect(sdkSts(hasty).assumeRole(caller, roleInput())).rejects.toMatchObject({
      code: 'NETWORK_TIMEOUT',
      message: expect.stringContaining(`127.0.0.1:${server.port}`),
    });
    const before = server.requests.length;
    await expect(sdkSts(hasty).assumeRole(caller, roleInput({ mfa }))).rejects.toMatchObject({
      code: 'NETWORK_TIMEOUT',
      hint: expect.stringContaining('the MFA code may be used: wait for the next one'),
    });
    expect(server.requests).toHaveLength(before + 1);
  });

  test('a cut connection is tried again, but not with a code', async () => {
    server.respond((response) => response.socket?.resetAndDestroy());
    const sts = sdkSts({ network: testNetwork(), clock: realClock() });
    await expect(
      sts.assumeRole(callerOf(server.endpoint), roleInput({ mfa })),
    ).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      hint: expect.stringContaining('may be used'),
    });
    expect(server.requests).toHaveLength(1);
    server.respond(
      (response) => response.socket?.resetAndDestroy(),
      success('AssumeRole', assumedRoleXml()),
    );
    await sts.assumeRole(callerOf(server.endpoint), roleInput());
    expect(server.requests).toHaveLength(3);
  });

  test('a refused port: the code stays good', async () => {
    const port = await freePort();
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).assumeRole(
      callerOf(`http://127.0.0.1:${port}`),
      roleInput({ mfa }),
    );
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: `127.0.0.1:${port} cannot be reached: the connection was refused (ECONNREFUSED)`,
      hint: expect.stringContaining('did not leave this machine'),
    });
  });

  test('a name that does not exist names the host and the region', async () => {
    // `.invalid` never resolves (RFC 6761); without any network the name server is what fails.
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).getCallerIdentity(
      callerOf('https://sts.bogus-9.invalid'),
    );
    await expect(call).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: expect.stringContaining('sts.bogus-9.invalid'),
    });
  });

  test.each([
    ['http://sts.example.com', 'not encrypted'],
    ['ftp://127.0.0.1', 'scheme'],
    ['not a url', 'not a URL'],
    ['https://user:hunter2@sts.eu-west-1.amazonaws.com', 'user name'],
  ])('%s is refused before anything is sent', async (endpoint, message) => {
    const call = sdkSts({ network: testNetwork(), clock: realClock() }).getCallerIdentity(
      callerOf(endpoint),
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'ENDPOINT_REFUSED',
      message: expect.stringContaining(message),
    });
    expect(String(error)).not.toContain('hunter2');
  });
});

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
