import { expect, test } from 'vitest';
import { recordedLog } from './testing/recorded-log.ts';
import { linkOpener, webLink } from './web-links.ts';

test.each([
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html?a=b#c',
  'https://console.aws.amazon.com/',
  'https://eu-west-1.console.aws.amazon.com/iam/home',
  'https://111122223333-ab12cd34.us-east-1.console.aws.amazon.com/',
])('%s is opened as it stands', (url) => {
  expect(webLink(url)).toBe(url);
});

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://docs.aws.amazon.com/share',
  'ms-settings:about',
  'vbscript:x',
  'data:text/html,x',
  'app://role-valet/index.html',
  'http://docs.aws.amazon.com/',
  'ftp://docs.aws.amazon.com/',
  '//docs.aws.amazon.com/',
  'docs.aws.amazon.com',
  'https:docs.aws.amazon.com',
  'https:/docs.aws.amazon.com/',
  'https:\\\\docs.aws.amazon.com\\',
  'https://docs.aws.amazon.com\\@evil.test/',
  'https://evil.test\\.docs.aws.amazon.com/',
  'https://user@docs.aws.amazon.com/',
  'https://:pass@docs.aws.amazon.com/',
  'https://user:pass@docs.aws.amazon.com/',
  'https://docs.aws.amazon.com@evil.test/',
  'https://docs.aws.amazon.com:8443/',
  'https://docs.aws.amazon.com./',
  'https://docs.aws.amazon.com.evil.test/',
  'https://evil-docs.aws.amazon.com/',
  'https://evil.docs.aws.amazon.com/',
  'https://docs-aws.amazon.com/',
  'https://aws.amazon.com/',
  'https://console.aws.amazon.com.evil.test/',
  'https://evilconsole.aws.amazon.com/',
  'https://evil.test/console.aws.amazon.com/',
  'https://evil.test/#.console.aws.amazon.com',
  'https://evil.test?.console.aws.amazon.com',
  'https://signin.aws.amazon.com/federation?SigninToken=x',
  'https://d\u043ecs.aws.amazon.com/',
  'https://docs\u3002aws.amazon.com/',
  ' https://docs.aws.amazon.com/',
  'https://docs.aws.amazon.com/ x',
  'https://docs.aws.amazon.com/\n',
  'ht\ttps://docs.aws.amazon.com/',
  'https://docs.aws.amazon.com/\0',
  'https://docs.aws.amazon.com/%2f..%2f\u202egpj',
  `https://docs.aws.amazon.com/${'a'.repeat(2048)}`,
  'https://',
  '',
])('%j is not opened', (url) => {
  expect(webLink(url)).toBeUndefined();
});

test('only a link of the list reaches the system, and a refused one not even the log', () => {
  const opened: string[] = [];
  const log = recordedLog();
  const open = linkOpener({ openExternal: async (url) => void opened.push(url) }, log);
  open('https://docs.aws.amazon.com/cli/');
  open('https://evil.test/?SigninToken=planted-secret');
  expect(opened).toEqual(['https://docs.aws.amazon.com/cli/']);
  expect(log.lines).toHaveLength(1);
  expect(log.text()).not.toMatch(/planted|evil/);
});

test('a browser that does not start is logged by host alone', async () => {
  const log = recordedLog();
  const open = linkOpener({ openExternal: () => Promise.reject(new Error('no browser')) }, log);
  open('https://console.aws.amazon.com/?token=planted-secret');
  await new Promise((resolve) => setImmediate(resolve));
  expect(log.lines).toEqual([
    {
      level: 'error',
      message: 'the browser could not be opened',
      fields: { host: 'console.aws.amazon.com' },
    },
  ]);
});
