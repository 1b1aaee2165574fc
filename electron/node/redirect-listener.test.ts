import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RedirectListener } from '../core/aws/sign-in/types.ts';
import { listenForRedirect } from './redirect-listener.ts';

const STATE = 'a-state-that-nobody-guesses';

let listener: RedirectListener;
beforeEach(async () => {
  listener = await listenForRedirect(STATE);
});
afterEach(() => listener.close());

/** Status of one request, with any host name and method. */
function statusOf(path: string, options: { host?: string; method?: string } = {}): Promise<number> {
  const { port } = new URL(listener.redirectUri);
  return new Promise((resolve, reject) => {
    const { host, method = 'GET' } = options;
    const headers = host === undefined ? {} : { host };
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    call.once('error', reject);
    call.end();
  });
}

/** The answer if there is one by now. */
async function answerNow(): Promise<unknown> {
  return await Promise.race([listener.answer, Promise.resolve('none')]);
}

test('takes the code that comes with the right state, on a page that runs nothing', async () => {
  const page = await fetch(`${listener.redirectUri}?code=abc&state=${STATE}`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(await page.text()).toContain('close this page');
  expect(await listener.answer).toEqual({ code: 'abc' });
});

test('turns all else away, and goes on waiting', async () => {
  const callback = '/oauth/callback';
  const right = `${callback}?code=abc&state=${STATE}`;
  expect(await statusOf('/')).toBe(404);
  expect(await statusOf('/favicon.ico')).toBe(404);
  expect(await statusOf(right, { method: 'POST' })).toBe(404);
  // A page of another site whose name was made to lead to this machine.
  expect(await statusOf(right, { host: 'evil.example' })).toBe(404);
  expect(await statusOf(`http://evil.example${right}`)).toBe(404);
  expect(await statusOf(callback)).toBe(400);
  expect(await statusOf(`${callback}?code=abc`)).toBe(400);
  expect(await statusOf(`${callback}?code=abc&state=`)).toBe(400);
  expect(await statusOf(`${callback}?code=abc&state=${STATE}x`)).toBe(400);
  expect(await statusOf(`${callback}?error=access_denied&state=wrong`)).toBe(400);
  expect(await statusOf(`${callback}?state=${STATE}`)).toBe(400);
  expect(await answerNow()).toBe('none');
  expect(await statusOf(right)).toBe(200);
  expect(await listener.answer).toEqual({ code: 'abc' });
});

test('passes a refusal on, in words that a message may show', async () => {
  await statusOf(`/oauth/callback?error=%1b[31mred&state=${STATE}`);
  expect(await listener.answer).toEqual({ error: 'unknown_error' });
});

test('listens on this machine only, and no longer than it is needed', async () => {
  expect(listener.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/);
  await listener.close();
  await expect(fetch(listener.redirectUri)).rejects.toThrow();
});
