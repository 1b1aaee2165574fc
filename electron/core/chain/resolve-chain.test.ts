import { describe, expect, test } from 'vitest';
import { resolveChain } from './resolve-chain.ts';
import { contextOf, errorOf, role, SERIAL, staticKeys } from './testing/context.ts';

const BASE = '[profile base]\nregion = eu-west-1\n';

function names(context: Parameters<typeof resolveChain>[0], profile: string): string {
  const { base, hops } = resolveChain(context, profile);
  return [`${base.kind}:${base.profile}`, ...hops.map((hop) => hop.profile)].join(' > ');
}

describe('the path to the base', () => {
  test('over three roles to a key in the keychain', () => {
    const config = BASE + role('a', 'base') + role('b', 'a') + role('c', 'b');
    const context = contextOf(config, { keys: ['base'] });
    expect(names(context, 'c')).toBe('key:base > a > b > c');
    expect(resolveChain(context, 'c').base).toMatchObject({
      storage: 'keychain',
      region: 'eu-west-1',
    });
    expect(names(context, 'base')).toBe('key:base');
  });

  test('a managed profile keeps its role under valet_ keys, and our process is not looked at', () => {
    const managed = [
      '[profile m]',
      'valet_role_arn = arn:aws:iam::111122223333:role/teams/m',
      'valet_source_profile = base',
      'valet_external_id = id-1',
      'credential_process = /opt/role-valet credential-process m',
      '',
    ].join('\n');
    const context = contextOf(BASE + managed + role('x', 'm'), { keys: ['base'] });
    expect(names(context, 'x')).toBe('key:base > m > x');
    expect(resolveChain(context, 'm').hops[0]).toMatchObject({ roleName: 'm', externalId: 'id-1' });
  });

  test('keys of a source win over its role, in the keychain over those in the files', () => {
    const config = BASE + role('a', 'base') + role('b', 'a');
    const credentials = staticKeys('a');
    expect(names(contextOf(config, { keys: ['base'], credentials }), 'b')).toBe('key:a > b');
    const both = contextOf(config, { keys: ['base', 'a'], credentials });
    expect(resolveChain(both, 'b').base).toMatchObject({ profile: 'a', storage: 'keychain' });
  });

  test("the selected role's own keys are ignored where it has another source", () => {
    const config = BASE + role('a', 'base');
    expect(
      names(contextOf(config, { keys: ['base', 'a'], credentials: staticKeys('a') }), 'a'),
    ).toBe('key:base > a');
  });

  test('a profile is its own source only with keys', () => {
    const config = role('self', 'self');
    expect(names(contextOf(config, { credentials: staticKeys('self') }), 'self')).toBe(
      'key:self > self',
    );
    expect(names(contextOf(config, { keys: ['self'] }), 'self')).toBe('key:self > self');
    const error = errorOf(() => resolveChain(contextOf(config), 'self'));
    expect(error).toMatchObject({
      code: 'CHAIN_BROKEN',
      message: expect.stringMatching(/^\/c, line 3: .*own source/),
    });
  });

  test('a source that only the keychain knows', () => {
    expect(names(contextOf(role('a', 'bare'), { keys: ['bare'] }), 'a')).toBe('key:bare > a');
  });

  test.each([
    ['sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev', 'sso'],
    ['sso_start_url = https://corp.awsapps.com/start\nsso_account_id = 111122223333', 'sso'],
    ['login_session = arn:aws:iam::111122223333:user/ana', 'login'],
    ['credential_process = /usr/bin/other --json', 'process'],
    ['web_identity_token_file = /t', 'web-identity'],
    [
      'role_arn = arn:aws:iam::111122223333:role/w\nweb_identity_token_file = /t\nsource_profile = nowhere',
      'web-identity',
    ],
  ])('the standard source %j is a base of its kind', (lines, kind) => {
    const context = contextOf(`[profile s]\n${lines}\n${role('a', 's')}`);
    expect(names(context, 'a')).toBe(`${kind}:s > a`);
    expect(names(context, 's')).toBe(`${kind}:s`);
  });

  test.each([
    ['Environment', 'environment'],
    ['Ec2InstanceMetadata', 'instance'],
    ['EcsContainer', 'container'],
  ])('credential_source = %s', (source, kind) => {
    const config = `[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\ncredential_source = ${source}\n`;
    expect(names(contextOf(config), 'a')).toBe(`${kind}:a > a`);
  });

  test.each([
    [{ AWS_SESSION_TOKEN: 't' }, true],
    [{ AWS_SECURITY_TOKEN: 't' }, true],
    [{}, false],
  ])('keys of the environment are temporary with a token', (environment, hasSessionToken) => {
    const config =
      '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\ncredential_source = Environment\n';
    expect(resolveChain(contextOf(config, { environment }), 'a').base).toMatchObject({
      hasSessionToken,
    });
  });

  test('static keys with a token are a session, unless we wrote them', () => {
    const credentials = staticKeys('t', 'aws_session_token = token');
    const context = contextOf(role('a', 't'), { credentials });
    expect(names(context, 'a')).toBe('session:t > a');
    const own = { ...context, ownTargets: new Set(['t']) };
    for (const profile of ['a', 't']) {
      const error = errorOf(() => resolveChain(own, profile));
      expect(error).toMatchObject({
        code: 'CHAIN_BROKEN',
        message: expect.stringContaining('Role Valet wrote'),
      });
    }
  });

  test('a target of ours that holds a long-term key by now is a base like any other', () => {
    const context = contextOf(role('a', 't'), {
      credentials: staticKeys('t'),
      ownTargets: new Set(['t']),
    });
    expect(names(context, 'a')).toBe('key:t > a');
  });
});

describe('what is broken', () => {
  const plain = '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\n';
  test.each([
    ['an unknown name', '', 'ROLE_NOT_FOUND', '"a"'],
    ['no source', plain, 'CHAIN_BROKEN', '/c, line 2: profile a has a role ARN but neither'],
    [
      'a missing source',
      role('a', 'gone'),
      'CHAIN_BROKEN',
      '/c, line 3: the source_profile "gone"',
    ],
    [
      'both sources',
      role('a', 'base', 'credential_source = Environment'),
      'CHAIN_BROKEN',
      '/c, line 4: profile a has both',
    ],
    [
      'an unknown credential_source',
      `${plain}credential_source = Mars\n`,
      'CHAIN_BROKEN',
      '/c, line 3: profile a has the unknown credential_source "Mars"',
    ],
    [
      'both role ARNs',
      role('a', 'base', 'valet_role_arn = arn:aws:iam::111122223333:role/a'),
      'CONFIG_INVALID',
      '/c, line 2: profile a has role_arn beside valet_role_arn (/c, line 4)',
    ],
    [
      'a wrong ARN',
      '[profile a]\nrole_arn = arn:aws:iam::1111:role/a\nsource_profile = base\n',
      'ROLE_ARN_INVALID',
      '/c, line 2: the role ARN of profile a is wrong: its account has 4 digits',
    ],
    [
      'a wrong ARN of a source',
      `[profile b]\nrole_arn = b\nsource_profile = base\n${role('a', 'b')}`,
      'ROLE_ARN_INVALID',
      '/c, line 2: the role ARN of profile b',
    ],
    [
      'a source without keys',
      `${role('a', 'empty')}[profile empty]\nregion = eu-west-1\n`,
      'BASE_KEY_MISSING',
      'profile empty has no key',
    ],
    [
      'a base without keys',
      '[profile a]\nregion = eu-west-1\n',
      'BASE_KEY_MISSING',
      'profile a has no key',
    ],
    [
      'half a key',
      '[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
      'BASE_KEY_MISSING',
      '/c, line 2: profile a has one half',
    ],
    [
      'our own process without a key',
      '[profile a]\ncredential_process = /opt/role-valet credential-process a\n',
      'BASE_KEY_MISSING',
      'profile a has no key',
    ],
    [
      'a temporary key without token',
      '[profile a]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
      'CHAIN_BROKEN',
      '/c, line 2: profile a has a temporary key',
    ],
  ])('%s', (_, config, code, message) => {
    const error = errorOf(() => resolveChain(contextOf(config, { keys: ['base'] }), 'a'));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.message + error.hint).not.toContain('wJalrXUtnFEMI');
  });

  test('a missing key names the command that adds it', () => {
    const error = errorOf(() => resolveChain(contextOf(BASE + role('a', 'base')), 'a'));
    expect(error).toMatchObject({
      code: 'BASE_KEY_MISSING',
      hint: expect.stringContaining('role-valet keys add base'),
    });
  });

  test('an unreadable keychain does not stop planning', () => {
    const keychainProblem = { code: 'KEYCHAIN_LOCKED', message: 'locked', hint: '' } as const;
    const context = contextOf(BASE + role('a', 'base') + role('self', 'self'), { keychainProblem });
    expect(names(context, 'a')).toBe('key:base > a');
    expect(names(context, 'self')).toBe('key:self > self');
  });
});

describe('loops', () => {
  const two = role('a', 'b') + role('b', 'a');
  const three = role('x', 'y') + role('y', 'z') + role('z', 'x');
  test.each([
    ['a ring of two', two, 'a', 'a > b > a'],
    ['the same from the other side', two, 'b', 'a > b > a'],
    ['a ring of three', three, 'y', 'x > y > z > x'],
    [
      'a tail does not belong to the ring',
      role('t', 's') + role('s', 'y') + three,
      't',
      'x > y > z > x',
    ],
  ])('%s', (_, config, profile, ring) => {
    const error = errorOf(() => resolveChain(contextOf(config), profile));
    expect(error.code).toBe('CHAIN_LOOP');
    expect(error.message.endsWith(`loop: ${ring}`)).toBe(true);
    expect(error.message).toMatch(/^\/c, line \d+: /);
  });

  test('keys of a profile on the ring end the chain there, but not for itself', () => {
    // As in botocore and the Rust SDK; the JavaScript SDK accepts the second.
    const context = contextOf(two, { credentials: staticKeys('a') });
    expect(names(context, 'b')).toBe('key:a > b');
    expect(errorOf(() => resolveChain(context, 'a')).code).toBe('CHAIN_LOOP');
  });

  test('a ring harms no other role', () => {
    const context = contextOf(two + BASE + role('ok', 'base'), { keys: ['base'] });
    expect(names(context, 'ok')).toBe('key:base > ok');
  });
});

test('targets: the profile’s own wish, else NAME-session', () => {
  const config = `${BASE + role('a', 'base') + role('b', 'base', 'valet_target = work')}mfa_serial = ${SERIAL}\n`;
  const context = contextOf(config, { keys: ['base'] });
  expect(['a', 'b', 'base'].map((name) => resolveChain(context, name).defaultTarget)).toEqual([
    'a-session',
    'work',
    'base-session',
  ]);
});
