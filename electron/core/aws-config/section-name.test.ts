import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import {
  configHeader,
  credentialsHeader,
  parseSectionName,
  sectionMatcher,
  sectionVisibility,
} from './section-name.ts';

describe('reading a header of the config file', () => {
  test.each([
    ['default', 'profile', 'default'],
    ['profile default', 'profile', 'default'],
    ['profile a-b:c/d_e%f.g@h+', 'profile', 'a-b:c/d_e%f.g@h+'],
    ['profile\tx', 'profile', 'x'],
    ['  profile \t x  ', 'profile', 'x'],
    ['profile "my dev"', 'profile', 'my dev'],
    ["profile 'my dev'", 'profile', 'my dev'],
    ['profile "a\\"b"', 'profile', 'a"b'],
    ['profile b\u00e4renhof', 'profile', 'b\u00e4renhof'],
    ['sso-session x', 'sso-session', 'x'],
    ['services "x"', 'services', 'x'],
    ['profile my dev', 'other', 'profile my dev'],
    ['profile', 'other', 'profile'],
    ['profile ""', 'other', 'profile ""'],
    ['profile "x', 'other', 'profile "x'],
    ['profilex', 'other', 'profilex'],
    ['sso-sesion x', 'other', 'sso-sesion x'],
    ['x', 'other', 'x'],
  ])('[%s]', (header, kind, name) => {
    expect(parseSectionName(header, 'config')).toEqual({ kind, name });
  });
});

describe('reading a header of the credentials file', () => {
  test.each([
    ['default', 'profile', 'default'],
    [' x ', 'profile', 'x'],
    ['my dev', 'profile', 'my dev'],
    ['"my dev"', 'profile', '"my dev"'],
    ['sso-sessionx', 'profile', 'sso-sessionx'],
    ['profile x', 'other', 'profile x'],
    ['sso-session x', 'other', 'sso-session x'],
  ])('[%s]', (header, kind, name) => {
    expect(parseSectionName(header, 'credentials')).toEqual({ kind, name });
  });
});

test.each([
  ['profile x', 'config', true, true],
  ['default', 'config', true, true],
  ['profile "x"', 'config', true, true],
  ['profile "my dev"', 'config', true, false],
  ['profile  x', 'config', true, false],
  [' profile x', 'config', false, false],
  ['profile b\u00e4r', 'config', true, false],
  ['x', 'config', false, false],
  ['x', 'credentials', true, true],
  [' x', 'credentials', false, false],
  ['my dev', 'credentials', true, false],
  ['in three words', 'credentials', true, false],
  ['DEFAULT', 'credentials', false, true],
] as const)('[%s] in %s: AWS CLI %s, SDKs %s', (header, file, cli, sdks) => {
  expect(sectionVisibility(header, file)).toEqual({
    isSeenByCli: cli,
    isSeenBySdks: sdks,
  });
});

describe('writing a header', () => {
  test.each([
    ['default', 'default', 'default'],
    ['x/y@z', 'profile x/y@z', 'x/y@z'],
    ['my dev', "profile 'my dev'", 'my dev'],
    ["it's", `profile 'it'"'"'s'`, "it's"],
  ])('%s', (name, config, credentials) => {
    expect(configHeader(name)).toBe(config);
    expect(credentialsHeader(name)).toBe(credentials);
  });

  test.each(['', 'x\n', 'a]b', '[a', 'a#b', 'a;b', 'a\tb', '\ud800'])('%j is refused', (name) => {
    for (const write of [configHeader, credentialsHeader]) {
      expect(() => write(name)).toThrowError(
        expect.objectContaining({ code: 'VALUE_UNREPRESENTABLE' }),
      );
    }
  });

  test.each(['DEFAULT', 'profile x', ' x'])(
    '%j is refused in the credentials file only',
    (name) => {
      expect(() => credentialsHeader(name)).toThrowError();
      expect(parseSectionName(configHeader(name), 'config').name).toBe(name);
    },
  );

  test('is read back as the same name, or refused', () => {
    const unit = fc.constantFrom(...'ab -_."\'\\$`!\u00e4\u00a0');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (name) => {
        for (const [write, file] of [
          [configHeader, 'config'],
          [credentialsHeader, 'credentials'],
        ] as const) {
          try {
            expect(parseSectionName(write(name), file)).toEqual({ kind: 'profile', name });
          } catch (error) {
            if (!isRoleValetError(error, 'VALUE_UNREPRESENTABLE')) throw error;
          }
        }
      }),
      { numRuns: loopCount(10_000, 1_000), seed: loopSeed() },
    );
  });
});

test.each([
  ['profile x', 'profile "x"', true],
  ['profile x', ' profile\tx ', true],
  ["profile 'my dev'", 'profile "my dev"', true],
  ['profile x', 'x', false],
  ['profile x', 'profile X', false],
  ['default', ' default', true],
  ['default', 'profile default', false],
  ['profile default', 'default', false],
  ['my dev', 'my "dev"', false],
  ['sso-session x', 'profile x', false],
])('[%s] and [%s] are the same section: %s', (one, other, isSame) => {
  expect(sectionMatcher(one)(other)).toBe(isSame);
});
