import { expect, test } from 'vitest';
import { defaultSettings } from './default-settings.ts';
import { checkSettings } from './read-settings.ts';

const DEFAULTS = defaultSettings('linux', {});

test('a browser command of a role and of an account is read', () => {
  const browser = ['firefox', 'ext+container:name=Prod&url={encodedUrl}'];
  const { stored, faults } = checkSettings(
    { roles: { prod: { browser } }, accounts: { '111122223333': { browser } } },
    DEFAULTS,
  );
  expect(faults).toEqual([]);
  expect(stored.roles.prod?.browser).toEqual(browser);
  expect(stored.accounts['111122223333']?.browser).toEqual(browser);
});

test.each([
  ['firefox {url}', 'must be a list of texts'],
  [[1], 'must be a list of texts'],
  [['firefox'], 'must say with {url} where the link goes'],
])('%j costs itself only, and is named', (browser, fault) => {
  const raw = { roles: { prod: { browser, favourite: true } } };
  const { stored, faults } = checkSettings(raw, DEFAULTS);
  expect(stored.roles).toEqual({ prod: { favourite: true } });
  expect(faults).toEqual([`roles["prod"].browser ${fault}`]);
});
