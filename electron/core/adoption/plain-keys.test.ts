import { describe, expect, test } from 'vitest';
import { parseIni } from '../aws-config/ini-document.ts';
import { findPlainKeys } from './plain-keys.ts';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_ID = 'AKIAI44QH8DHBEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const OTHER_SECRET = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';
const PAIR = `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`;

function find(credentials: string, config = '') {
  return findPlainKeys([
    {
      file: 'credentials',
      path: '/c',
      document: parseIni(credentials, { file: 'credentials', path: '/c' }),
    },
    { file: 'config', path: '/f', document: parseIni(config, { file: 'config', path: '/f' }) },
  ]);
}

describe('finds', () => {
  test.each([
    ['plainly written', `[x]\n${PAIR}`],
    ['with another profile before', `[y]\nregion = eu-west-1\n[x]\n${PAIR}`],
    ['with Windows line ends', `[x]\r\n${PAIR.replaceAll('\n', '\r\n')}`],
    [
      'in capitals and with colons',
      `[x]\nAWS_ACCESS_KEY_ID: ${ID}\nAWS_Secret_Access_Key :${SECRET}\n`,
    ],
    ['beside an empty token', `[x]\n${PAIR}aws_session_token =\n`],
    [
      'in a section that stands twice',
      `[x]\naws_access_key_id = ${ID}\n[x]\naws_secret_access_key = ${SECRET}\n`,
    ],
    ['twice alike', `[x]\n${PAIR}[x]\n${PAIR}`],
  ])('a key %s', (_, text) => {
    const { keys, left } = find(text);
    expect(left).toEqual([]);
    expect(keys).toMatchObject([{ profile: 'x', accessKeyId: ID, secretAccessKey: SECRET }]);
  });

  test('a key in config, under its profile’s name', () => {
    const { keys } = find('', `[default]\n${PAIR}[profile 'my dev']\n${PAIR}`);
    expect(keys.map(({ profile, places }) => [profile, places.map(({ line }) => line)])).toEqual([
      ['default', [2]],
      ['my dev', [5]],
    ]);
  });

  test('the same key in both files as one key with two places', () => {
    const { keys } = find(`[x]\n${PAIR}`, `[profile x]\nregion = eu-west-1\n${PAIR}`);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.places).toEqual([
      { file: 'credentials', path: '/c', line: 2 },
      { file: 'config', path: '/f', line: 3 },
    ]);
  });
});

describe('leaves', () => {
  test.each([
    ['half a key', `[x]\naws_access_key_id = ${ID}\n`, '', 'one half of a key only'],
    ['the other half', `[x]\naws_secret_access_key = ${SECRET}\n`, '', 'one half of a key only'],
    ['two ids', `[x]\n${PAIR}aws_access_key_id = ${OTHER_ID}\n`, '', 'two keys'],
    [
      'another key in the other file',
      `[x]\n${PAIR}`,
      `[profile x]\naws_access_key_id = ${OTHER_ID}\naws_secret_access_key = ${OTHER_SECRET}\n`,
      'credentials in both files, and they differ',
    ],
    [
      'half a key in the other file',
      `[x]\n${PAIR}`,
      `[profile x]\naws_access_key_id = ${ID}\n`,
      'they differ',
    ],
    [
      'a secret with a blank',
      `[x]\naws_access_key_id = ${ID}\naws_secret_access_key = two words here now\n`,
      '',
      'holds blanks',
    ],
    [
      'a user’s id beside a token',
      `[x]\n${PAIR}aws_session_token = abc\n`,
      '',
      'temporary credentials',
    ],
    ['a header that is no profile', `[profile x]\n${PAIR}`, '', 'is no profile to AWS tools'],
    [
      'a default that is overruled',
      '',
      `[default]\n${PAIR}[profile default]\nregion = eu-west-1\n`,
      'is no profile',
    ],
  ])('%s, with the place and the reason', (_, credentials, config, reason) => {
    const { keys, left } = find(credentials, config);
    expect(keys).toEqual([]);
    expect(left[0]?.isForeign).toBe(false);
    expect(left.map(({ problem }) => problem.message).join()).toContain(reason);
    expect(left[0]?.problem.message).toMatch(/^\/[cf], line \d+: /);
    expect(JSON.stringify(left)).not.toContain(SECRET);
  });

  test.each([
    [
      'a trio',
      `[x]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\naws_session_token = abc\n`,
    ],
    [
      'a trio that lost its token',
      `[x]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${SECRET}\n`,
    ],
    ['a key of another system', '[x]\naws_access_key_id = test\naws_secret_access_key = test\n'],
  ])('%s without a word, unless it was named', (_, text) => {
    const { keys, left } = find(text);
    expect(keys).toEqual([]);
    expect(left).toMatchObject([{ profile: 'x', isForeign: true }]);
  });
});
