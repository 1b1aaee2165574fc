import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithoutProxy } from './no-proxy.ts';

const STS = 'sts.eu-west-1.amazonaws.com';

function direct(host: string, noProxy: string, port = 443): boolean {
  return isWithoutProxy({ host, port }, noProxy);
}

describe('NO_PROXY', () => {
  test.each([
    [STS, '*'],
    [STS, STS],
    [STS, 'STS.EU-WEST-1.AMAZONAWS.COM'],
    [STS, 'amazonaws.com'],
    [STS, '.amazonaws.com'],
    [STS, '*.amazonaws.com'],
    [STS, 'amazonaws.com.'],
    [`${STS}.`, 'amazonaws.com'],
    [STS, 'localhost, amazonaws.com'],
    [STS, 'localhost amazonaws.com'],
    [STS, 'amazonaws.com:443'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.1.2.3', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3:443'],
    ['[fd00::1]', 'fd00::1'],
    ['fd00::1', '[fd00::1]:443'],
    ['fd00::1', 'fd00:0:0::1'],
    ['fd00::1', 'fd00::/8'],
  ])('%s is reached directly with %s', (host, noProxy) => {
    expect(direct(host, noProxy)).toBe(true);
  });

  test.each([
    [STS, ''],
    [STS, ' , '],
    [STS, 'aws.com'],
    [STS, 'xsts.eu-west-1.amazonaws.com'],
    [STS, 'sts'],
    [STS, '.'],
    [STS, 'amazonaws.com:8443'],
    [STS, '10.0.0.0/8'],
    ['10.1.2.3', '1.2.3'],
    ['10.1.2.3', '.3'],
    ['10.1.2.3', '11.0.0.0/8'],
    ['10.1.2.3', '10.0.0.0/33'],
    ['10.1.2.3', '10.0.0.0/x'],
    ['fd00::1', '10.0.0.0/8'],
    ['fd00::1', 'fe80::/10'],
  ])('%s goes through the proxy with %s', (host, noProxy) => {
    expect(direct(host, noProxy)).toBe(false);
  });

  test('any text is fine', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (noProxy, host) => {
        expect([true, false]).toContain(direct(host, noProxy));
      }),
    );
  });
});

test('names mean what they mean to Python, and so to the AWS CLI', async () => {
  const cases = [
    'amazonaws.com',
    '.amazonaws.com',
    'aws.com',
    STS,
    `${STS}:443`,
    'sts',
    '*',
    'a,b',
  ].flatMap((noProxy) => [STS, 'amazonaws.com', '10.1.2.3'].map((host) => ({ host, noProxy })));
  const script = `
import json, sys, urllib.request
for case in json.load(sys.stdin):
    bypass = urllib.request.proxy_bypass_environment(case['host'] + ':443', {'no': case['noProxy']})
    print(int(bool(bypass)))`;
  const running = promisify(execFile)('python3', ['-c', script]);
  running.child.stdin?.end(JSON.stringify(cases));
  const python = (await running).stdout
    .trim()
    .split('\n')
    .map((line) => line === '1');
  expect(cases.map(({ host, noProxy }) => direct(host, noProxy))).toEqual(python);
});
