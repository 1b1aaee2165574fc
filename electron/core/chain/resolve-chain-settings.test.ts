import { describe, expect, test } from 'vitest';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, role, SERIAL, staticKeys } from './testing/context.ts';

const OTHER_SERIAL = 'arn:aws:iam::123456789012:mfa/other';

function chainOf(config: string, profile: string) {
  return resolveChain(contextOf(config, { keys: ['base'] }), profile);
}

describe('the MFA device', () => {
  const withSerial = `[profile base]\nmfa_serial = ${SERIAL}\n`;
  const without = '[profile base]\n';
  const hub = (...lines: string[]) => role('hub', 'base', ...lines);
  test.each([
    ['none anywhere', without + hub(), 'hub', undefined],
    ["the base's", withSerial + hub(), 'hub', 2],
    ["the base's own session", withSerial, 'base', 2],
    ["a role's", without + hub(`mfa_serial = ${SERIAL}`), 'hub', 5],
    ['of a hop on the way', without + hub(`mfa_serial = ${SERIAL}`) + role('a', 'hub'), 'a', 5],
    [
      'of the selected one first',
      withSerial + hub() + role('a', 'hub', `mfa_serial = ${SERIAL}`),
      'a',
      9,
    ],
    ['opted out of', withSerial + hub('valet_mfa_serial = none'), 'hub', undefined],
    [
      'opted out of by the selected role only',
      withSerial + hub('valet_mfa_serial = none') + role('a', 'hub'),
      'a',
      2,
    ],
    [
      "not out of a hop's own",
      withSerial + hub(`mfa_serial = ${SERIAL}`) + role('a', 'hub', 'valet_mfa_serial = NONE'),
      'a',
      6,
    ],
    ['a base that says none', '[profile base]\nmfa_serial = none\n', 'base', undefined],
  ])('%s', (_, config, profile, line) => {
    expect(chainOf(config, profile).mfa?.at.line).toBe(line);
    if (line !== undefined) expect(chainOf(config, profile).mfa?.serial).toBe(SERIAL);
  });

  test.each([
    [`mfa_serial = ${OTHER_SERIAL}`, '/c, line 6: this path names two MFA devices', '/c, line 2'],
    ['mfa_serial = arn:aws:iam::123456789012:user/ana', '/c, line 6', 'ARN of the user'],
    ['mfa_serial = arn:aws:iam::123456789012:u2f/user/ana/key', '/c, line 6', 'security key'],
    ['mfa_serial = my phone number', '/c, line 6', 'no serial number'],
  ])('%s is refused', (line, ...said) => {
    const base = said[1] === '/c, line 2' ? withSerial : '[profile base]\noutput = json\n';
    const error = errorOf(() => chainOf(base + hub(line), 'hub'));
    expect(error.code).toBe('CONFIG_INVALID');
    for (const part of said) expect(error.message).toContain(part);
  });

  test('two serials of two roles of one path', () => {
    const config =
      without + hub(`mfa_serial = ${SERIAL}`) + role('a', 'hub', `mfa_serial = ${OTHER_SERIAL}`);
    expect(errorOf(() => chainOf(config, 'a')).message).toMatch(/line 9.*line 5/);
    expect(chainOf(config, 'hub').mfa?.serial).toBe(SERIAL);
  });

  test('a hardware serial, and the nearest mfa_process', () => {
    const config = `[profile base]\nmfa_serial = GAHT12345678\nmfa_process = base-code\n${hub()}${role('a', 'hub', 'mfa_process = own code')}`;
    expect(chainOf(config, 'a').mfa).toMatchObject({ serial: 'GAHT12345678', process: 'own code' });
    expect(chainOf(config, 'hub').mfa?.process).toBe('base-code');
  });

  test('is not used where the base has no long-term key, and a warning says so', () => {
    const credentials = staticKeys('t', 'aws_session_token = token');
    const context = contextOf(role('a', 't', `mfa_serial = ${SERIAL}`), { credentials });
    const chain = resolveChain(context, 'a');
    expect(chain.mfa).toBeUndefined();
    expect(chain.warnings).toMatchObject([
      { profile: 'a', at: { line: 4 }, message: expect.stringContaining('mfa_serial is not used') },
    ]);
  });
});

describe('settings of a hop', () => {
  const hop = (...lines: string[]) =>
    chainOf(`[profile base]\n${role('a', 'base', ...lines)}`, 'a');

  test('are read from standard keys, aws-vault’s and ours, ours first', () => {
    expect(
      hop(
        'external_id = shared/id:1',
        'role_session_name = {user}-x',
        'duration_seconds = 7200',
        'session_tags = team=old',
        'valet_session_tags = Team=data, cost center=a=b,empty=',
        'transitive_session_tags = team',
        'source_identity = ana',
        'valet_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess , arn:aws:iam::111122223333:policy/a/b',
      ).hops[0],
    ).toMatchObject({
      externalId: 'shared/id:1',
      sessionNameTemplate: '{user}-x',
      durationSeconds: 7200,
      tags: [
        { key: 'Team', value: 'data' },
        { key: 'cost center', value: 'a=b' },
        { key: 'empty', value: '' },
      ],
      transitiveTagKeys: ['team'],
      sourceIdentity: 'ana',
      policyArns: [
        'arn:aws:iam::aws:policy/ReadOnlyAccess',
        'arn:aws:iam::111122223333:policy/a/b',
      ],
    });
  });

  test.each([
    ['external_id = x', 'external_id'],
    ['external_id = two words', 'external_id'],
    ['role_session_name = {ticket}', '{ticket}'],
    ['source_identity = a', 'source_identity'],
    ['source_identity = aws:x', 'source_identity'],
    ['session_tags = team', 'no value'],
    ['session_tags = =x', '"=x"'],
    ['session_tags = aws:x=1', '"aws:x=1"'],
    ['session_tags = a=1,A=2', 'twice'],
    ['session_tags = a=*', '"a=*"'],
    [
      `session_tags = ${Array.from({ length: 51 }, (_, index) => `k${index}=v`).join(',')}`,
      '51 session tags',
    ],
    ['valet_policy_arns = ReadOnlyAccess', '"ReadOnlyAccess"'],
    [
      `valet_policy_arns = ${Array.from({ length: 11 }, (_, index) => `arn:aws:iam::aws:policy/p${index}`).join(',')}`,
      '11 session policies',
    ],
  ])('%s is refused with its line', (line, said) => {
    const error = errorOf(() => hop(line));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('/c, line 5');
    expect(error.message).toContain(said);
  });

  test('a policy of another partition', () => {
    const error = errorOf(() =>
      hop('valet_policy_arns = arn:aws-cn:iam::aws:policy/ReadOnlyAccess'),
    );
    expect(error.code).toBe('PARTITION_MISMATCH');
  });

  test.each([
    ['3600', 3600, undefined],
    ['soon', undefined, 'no whole number'],
    ['3600.5', undefined, 'no whole number'],
    ['1h', undefined, 'no whole number'],
    ['60', 900, '15m, the shortest'],
    ['86400', 43_200, '12h, the longest'],
  ])('duration_seconds = %s', (text, seconds, warning) => {
    const chain = hop(`duration_seconds = ${text}`);
    expect(chain.hops[0]?.durationSeconds).toBe(seconds);
    expect(chain.warnings.map(({ message }) => message)).toEqual(
      warning === undefined ? [] : [expect.stringContaining(warning)],
    );
  });

  test('a transitive key without its tag is left out with a warning', () => {
    const chain = hop('session_tags = a=1', 'valet_transitive_tags = a,A,b');
    expect(chain.hops[0]?.transitiveTagKeys).toEqual(['a']);
    expect(chain.warnings).toMatchObject([
      { message: expect.stringContaining('transitive tag b') },
    ]);
  });

  test('a role of IAM Identity Center can not be assumed, and a warning says so', () => {
    const arn =
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_1';
    const chain = chainOf(
      `[profile base]\n[profile a]\nrole_arn = ${arn}\nsource_profile = base\n`,
      'a',
    );
    expect(chain.warnings).toMatchObject([{ message: expect.stringContaining('Identity Center') }]);
  });
});

describe('along a chain', () => {
  test('session policies count on the selected role only', () => {
    const policy = 'valet_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess';
    const config = `[profile base]\n${role('hub', 'base', policy)}${role('a', 'hub', policy)}`;
    expect(chainOf(config, 'a').hops.map(({ policyArns }) => policyArns.length)).toEqual([0, 1]);
    expect(chainOf(config, 'hub').hops.map(({ policyArns }) => policyArns.length)).toEqual([1]);
  });

  test('a tag that an earlier role passes on can not be set again', () => {
    const hub = role(
      'hub',
      'base',
      'session_tags = team=a,other=b',
      'transitive_session_tags = TEAM',
    );
    const ok = `[profile base]\n${hub}${role('a', 'hub', 'session_tags = other=c')}`;
    expect(chainOf(ok, 'a').hops[1]?.tags).toEqual([{ key: 'other', value: 'c' }]);
    const clash = `[profile base]\n${hub}${role('mid', 'hub')}${role('a', 'mid', 'session_tags = Team=c')}`;
    expect(errorOf(() => chainOf(clash, 'a'))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/line 13: the session tag Team .* hub \(\/c, line 5\)/),
    });
  });

  test.each([
    ['ana', undefined, []],
    ['ana', 'ana', []],
    [undefined, 'ana', ['a: the source identity ana is already sent with the first role, hub']],
    [
      'ana',
      'bob',
      ['hub: the source identity ana is not sent', 'a: the source identity bob is already sent'],
    ],
  ])('source identities %s and %s', (ofHub, ofRole, warnings) => {
    const line = (value: string | undefined) =>
      value === undefined ? [] : [`source_identity = ${value}`];
    const config = `[profile base]\n${role('hub', 'base', ...line(ofHub))}${role('a', 'hub', ...line(ofRole))}`;
    expect(chainOf(config, 'a').warnings.map(({ message }) => message)).toEqual(
      warnings.map((text) => expect.stringContaining(text)),
    );
  });
});
