import { expect, test } from 'vitest';
import { pageUrl } from './page-url.ts';

test.each([
  'https://device.sso.eu-west-1.amazonaws.com/?user_code=AAAA-BBBB',
  'http://127.0.0.1:4000/device',
])('%s is opened', (url) => {
  expect(pageUrl(url)).toBe(url);
});

test.each([
  'http://device.sso.eu-west-1.amazonaws.com/',
  'https://device.sso.eu-west-1.amazonaws.com@evil.example/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'ms-settings:',
  '-flag',
  '',
])('%s is not', (url) => {
  expect(() => pageUrl(url)).toThrow(expect.objectContaining({ code: 'SIGN_IN_REFUSED' }));
});
