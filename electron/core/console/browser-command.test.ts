import { expect, test } from 'vitest';
import { browserArguments, browserCommandFault, chosenBrowser } from './browser-command.ts';

const LINK = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=a%2Fb$&';

test('a profile of Chrome, and a container of Firefox', () => {
  expect(browserArguments(['google-chrome', '--profile-directory=Work', '{url}'], LINK)).toEqual([
    ...['google-chrome', '--profile-directory=Work', LINK],
  ]);
  const container = ['firefox', 'ext+container:name=Prod&url={encodedUrl}'];
  expect(browserArguments(container, LINK)).toEqual([
    'firefox',
    `ext+container:name=Prod&url=${encodeURIComponent(LINK)}`,
  ]);
});

test.each([
  [['firefox', '{url}'], undefined],
  [['firefox'], 'must say with {url} where the link goes'],
  [[], 'must begin with the program of a browser'],
  [['{url}'], 'must begin with the program of a browser'],
  [['firefox', 'a\0', '{url}'], 'must have no control characters'],
  [['firefox', 'x'.repeat(2_000), '{url}'], 'must have 32 words of 1024 characters at most'],
  [Array.from({ length: 40 }, () => '{url}a'), 'must begin with the program of a browser'],
])('%j: %s', (words, fault) => {
  expect(browserCommandFault(words)).toBe(fault);
});

test('the role’s own, then its account’s', () => {
  const browser = ['a', '{url}'];
  expect(chosenBrowser({ browser }, { browser: ['b', '{url}'] })).toBe(browser);
  expect(chosenBrowser({}, { browser })).toBe(browser);
  expect(chosenBrowser(undefined, undefined)).toBeUndefined();
});
