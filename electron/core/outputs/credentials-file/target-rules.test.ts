import { describe, expect, test } from 'vitest';
import { isRoleValetError } from '../../../contract/errors.ts';
import { configOf } from './credentials-file.fixture.ts';
import { checkTarget, isLongTermKey } from './target-rules.ts';

function verdict(...args: Parameters<typeof checkTarget>): unknown {
  try {
    return checkTarget(...args);
  } catch (error) {
    if (isRoleValetError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
}

const role = { role_arn: 'arn:aws:iam::111122223333:role/deployer', source_profile: 'work' };

describe('checkTarget', () => {
  test('a new name, and a profile with harmless settings, are allowed', () => {
    expect(verdict(configOf({ prod: role }), 'prod-session', 'prod')).toEqual({ allowed: true });
    const current = configOf({ current: { region: 'eu-west-1', output: 'json' } });
    expect(verdict(current, 'current', 'prod')).toEqual({ allowed: true });
  });

  test.each([
    ['role_arn', 'assume that role'],
    ['valet_role_arn', 'through Role Valet'],
    ['sso_session', 'SSO'],
    ['sso_start_url', 'SSO'],
    ['sso_account_id', 'SSO'],
    ['web_identity_token_file', 'token'],
    ['credential_process', 'hide'],
    ['login_session', 'hide'],
  ])('a profile with %s is refused with the line', (key, reason) => {
    const answer = verdict(configOf({ x: { [key]: 'value' } }), 'x', 'prod');
    expect(answer).toMatch(/^TARGET_REFUSED "x" cannot be a target: it has /);
    expect(answer).toContain(`${key} in /none/config, line 1`);
    expect(answer).toContain(reason);
  });

  test.each([
    ['without a token', { aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE' }],
    ['of a user', { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_session_token: 'left over' }],
  ])('a long-term key %s is refused in either file', (_, properties) => {
    for (const file of ['config', 'credentials'] as const) {
      const answer = verdict(configOf({ x: properties }, file), 'x', 'prod');
      expect(answer).toBe(
        `LONG_TERM_KEY_IN_TARGET The profile "x" holds a long-term key (/none/${file}, line 1), which is never overwritten`,
      );
    }
  });

  test('a trio, with the new or the old name of its token, is no long-term key', () => {
    for (const token of ['aws_session_token', 'aws_security_token']) {
      const properties = { aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE', [token]: 'token' };
      expect(verdict(configOf({ x: properties }), 'x', 'prod')).toEqual({ allowed: true });
    }
  });

  test('the source of a role is refused, naming the roles', () => {
    const config = configOf({ prod: role, test: role, other: { source_profile: 'work' } });
    expect(verdict(config, 'work', 'prod')).toBe(
      'TARGET_REFUSED "work" cannot be a target: the roles "prod", "test" would then start from the written session',
    );
    const managed = { valet_role_arn: role.role_arn, valet_source_profile: 'work' };
    expect(verdict(configOf({ prod: managed }), 'work', 'prod')).toMatch(/the role "prod" would/);
  });

  test('default as a source asks first, listing the roles', () => {
    const config = configOf({ prod: { ...role, source_profile: 'default' }, test: role });
    expect(verdict(config, 'default', 'test')).toEqual({
      allowed: true,
      needsConfirmation: { roles: ['prod'] },
    });
    expect(verdict(configOf({ test: role }), 'default', 'test')).toEqual({ allowed: true });
  });

  test.each(['two words', '', 'a]b', 'ü', 'a\nb', 'a#b', 'DEFAULT', 'Default', "a'b"])(
    'the name %j is refused',
    (name) => {
      expect(verdict(configOf(), name, 'prod')).toMatch(/^TARGET_REFUSED /);
    },
  );

  test.each(['team.admin', 'a/b', 'a:b', 'me@example.com', '111122223333', '%x', 'a+b_c-d'])(
    'the name %j is allowed',
    (name) => {
      expect(verdict(configOf(), name, 'prod')).toEqual({ allowed: true });
    },
  );
});

test('isLongTermKey: an empty token is none', () => {
  expect(isLongTermKey(undefined, undefined)).toBe(false);
  expect(isLongTermKey('ASIAIOSFODNN7EXAMPLE', '')).toBe(true);
  expect(isLongTermKey('ASIAIOSFODNN7EXAMPLE', 'token')).toBe(false);
});
