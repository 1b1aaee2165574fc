import { describe, expect, test } from 'vitest';
import { isRoleValetError } from '../../contract/errors.ts';
import { resolveChain } from '../chain/resolve-chain.ts';
import { COMMAND, CONFIG_PATH, CREDENTIALS_PATH, plan } from './plan-managed.fixture.ts';
import { readTexts } from './plan-managed.ts';
import { withoutManaged } from './unmanage-text.ts';

const ARN = 'arn:aws:iam::111122223333:role/a';
const ROLE = `[profile x]\nrole_arn = ${ARN}\nsource_profile = hub\n`;
const PROCESS = 'credential_process = /usr/bin/role-valet credential-process x\n';

/** The refusal, in words. */
function refusal(config: string, profile = 'x', more: Parameters<typeof plan>[2] = {}) {
  try {
    plan(config, profile, more);
  } catch (error) {
    if (isRoleValetError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const back = (text: string, profile = 'x') => withoutManaged(text, { path: CONFIG_PATH, profile });

describe('managing a role', () => {
  test('renames its keys in place and adds our line, and nothing else', () => {
    const config = `# mine\n[profile x]\nRegion = eu-west-1\nRole_Arn=${ARN}\n  ; why\nsource_profile  =  hub\n\n# next\n[profile y]\nrole_arn = ${ARN}\n`;
    expect(plan(config, 'x').config).toBe(
      `# mine\n[profile x]\nRegion = eu-west-1\nvalet_Role_Arn=${ARN}\n  ; why\nvalet_source_profile  =  hub\n${PROCESS}\n# next\n[profile y]\nrole_arn = ${ARN}\n`,
    );
  });

  test('leaves our own resolver’s chain as it was, and AWS tools no role', () => {
    const config = `[profile hub]\nmfa_serial = arn:aws:iam::111122223333:mfa/ana\n\n${ROLE}external_id = shop-1\nduration_seconds = 1800\nregion = eu-west-1\nvalet_target = there\n`;
    const context = (text: string) => ({
      config: readTexts({ path: CONFIG_PATH, text }, { path: CREDENTIALS_PATH, text: '' }),
      keychainProfiles: new Set(['hub']),
      environment: {},
    });
    const { config: after } = plan(config, 'x');
    const chain = resolveChain(context(after), 'x');
    expect({ ...chain, mfa: chain.mfa?.serial }).toEqual({
      ...resolveChain(context(config), 'x'),
      mfa: 'arn:aws:iam::111122223333:mfa/ana',
    });
    expect(chain.hops[0]).toMatchObject({ externalId: 'shop-1', durationSeconds: 1800 });
    expect(after).not.toMatch(/^(role_arn|source_profile|external_id|duration_seconds)/m);
  });

  test('leaves a twin that stood there before, both ways', () => {
    const config = `${ROLE}external_id = old\nvalet_external_id = new\nvalet_role_session_name = me\n`;
    const { config: after } = plan(config, 'x');
    expect(after).toContain('\nexternal_id = old\nvalet_external_id = new\n');
    expect(after).toContain('valet_kept_keys = external_id, role_session_name\n');
    expect(back(after)).toBe(config);
  });

  test('never makes "none" a device of AWS tools', () => {
    const config = `${ROLE}mfa_serial = arn:aws:iam::111122223333:mfa/ana\nvalet_mfa_serial = none\n`;
    expect(back(plan(config, 'x').config)).toBe(config);
    const managed = plan(ROLE, 'x').config;
    expect(back(`${managed}valet_mfa_serial = none\n`)).toBe(`${ROLE}valet_mfa_serial = none\n`);
  });

  test('again changes the command only, and the way back stays', () => {
    const { config } = plan(ROLE, 'x');
    expect(plan(config, 'x').config).toBe(config);
    const moved = plan(config, 'x', { command: { ...COMMAND, words: ['/new/role-valet'] } }).config;
    expect(moved).toBe(config.replace('/usr/bin', '/new'));
    expect(back(moved)).toBe(ROLE);
  });

  test('a key that was added since becomes a standard one', () => {
    const { config } = plan(ROLE, 'x');
    expect(back(config.replace(PROCESS, `valet_external_id = e1\noutput = json\n${PROCESS}`))).toBe(
      `${ROLE}external_id = e1\noutput = json\n`,
    );
  });

  test('a line that was lost since is no obstacle, nor one that was moved', () => {
    const { config } = plan(ROLE, 'x');
    expect(back(config.replace(PROCESS, ''))).toBe(ROLE);
    expect(back(config.replace(PROCESS, '').replace('valet_role', `${PROCESS}valet_role`))).toBe(
      ROLE,
    );
  });

  test('the process of somebody else who came since stays', () => {
    const { config } = plan(ROLE, 'x');
    const theirs = config.replace(PROCESS, 'credential_process = /bin/theirs\n');
    expect(back(theirs)).toBe(`${ROLE}credential_process = /bin/theirs\n`);
  });

  test('role_arn beside its twin is refused both ways, naming both lines', () => {
    const both = `${plan(ROLE, 'x').config}role_arn = ${ARN}\n`;
    expect(refusal(both).message).toContain('line 5: profile x has role_arn beside valet_role_arn');
    expect(() => back(both)).toThrow(/line 5: x has role_arn beside valet_role_arn \(line 2\)/);
    const source = refusal(`${ROLE}valet_source_profile = ci\n`);
    expect(source).toMatchObject({ code: 'MANAGE_REFUSED', exitCode: 5 });
    expect(source.message).toContain('line 3');
  });
});

describe('managing a base', () => {
  test('adds one line, or a section that goes again', () => {
    const config = '[profile hub]\nregion = eu-west-1';
    const process = 'credential_process = /usr/bin/role-valet credential-process hub';
    expect(plan(config, 'hub').config).toBe(`${config}\n${process}`);
    const other = '[profile a]\nregion = eu-west-1';
    const { config: after } = plan(other, 'hub');
    expect(after).toMatch(
      /^\[profile a\]\nregion = eu-west-1\n\n# Role Valet .*\n\[profile hub\]\n/,
    );
    expect(back(after, 'hub')).toBe(other);
    // What somebody else put in is theirs.
    expect(back(`${after}\noutput = json\n`, 'hub')).toMatch(/\[profile hub\]\noutput = json\n$/);
  });

  test('says which roles of other tools start from it, and what it costs them', () => {
    const serial = 'mfa_serial = arn:aws:iam::111122223333:mfa/ana\n';
    const config = `[profile hub]\n${serial}\n${ROLE}${serial}duration_seconds = 7200\n`;
    const { notices } = plan(config, 'hub');
    expect(notices).toEqual([
      expect.stringContaining('run role-valet assume hub once'),
      'in AWS tools these now start from the MFA session of hub: x',
      expect.stringContaining('still ask for a code of their own for x'),
      expect.stringContaining('at most 1 hour'),
    ]);
    expect(plan('[profile ci]\n', 'ci').notices).toEqual([
      expect.stringContaining('AWS blocks calls of IAM'),
    ]);
  });

  test('as default, lists who is affected', () => {
    const config = `[default]\nregion = eu-west-1\n\n[profile y]\nrole_arn = ${ARN}\nsource_profile = default\n`;
    expect(plan(config, 'default', { keychainProfiles: new Set(['default']) }).affected).toEqual([
      'every program that names no profile',
      'y, which starts from it',
    ]);
  });
});

describe('refuses, naming the line and the way on,', () => {
  test.each([
    ['SSO', `${ROLE}sso_session = my\n`, 4, /sso_session/],
    ['the older SSO', `${ROLE}sso_start_url = https://x\n`, 4, /sso_start_url/],
    ['a sign-in', `${ROLE}login_session = arn:x\n`, 4, /login_session/],
    ['a web identity', `${ROLE}web_identity_token_file = /t\n`, 4, /web_identity_token_file/],
    ['another process', `${ROLE}credential_process = /bin/theirs\n`, 4, /credential_process/],
    ['a long-term key', `${ROLE}aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`, 4, /keys adopt x/],
    ['a lone secret', `${ROLE}aws_secret_access_key = abc\n`, 4, /keys adopt x/],
    [
      'a session in config',
      `${ROLE}aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_session_token = t\n`,
      4,
      /config file/,
    ],
    ['a colon, which the AWS CLI reads', `${ROLE}credential_process: /x\n`, 4, /colon/],
    ['a role key with a colon', `[profile hub]\nrole_arn: ${ARN}\n`, 2, /colon/],
    ['an empty role_arn, which the AWS CLI reads', '[profile hub]\nrole_arn =\n', 2, /empty/],
    ['a block', `${ROLE}external_id =\n  a = b\n`, 4, /block/],
    ['two sections of default', '[default]\n\n[profile default]\n', 1, /one section/],
  ])('%s', (_, config, line, words) => {
    const profile = config.includes('[profile x]')
      ? 'x'
      : config.includes('hub')
        ? 'hub'
        : 'default';
    const error = refusal(config, profile, { keychainProfiles: new Set(['hub', 'default']) });
    expect(error).toMatchObject({ code: 'MANAGE_REFUSED', exitCode: 5 });
    expect(error.message).toContain(`${CONFIG_PATH}, line ${line}: `);
    expect(`${error.message} ${error.hint}`).toMatch(words);
    expect(error.hint).not.toBe('');
  });

  test.each([
    ['a long-term key', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n'],
    ['a role', `role_arn = ${ARN}\n`],
    ['SSO', 'sso_account_id = 111122223333\n'],
    ['a process', 'credential_process = role-valet credential-process x\n'],
  ])('%s in the credentials file', (_, lines) => {
    const error = refusal(ROLE, 'x', { credentials: `# c\n[x]\n${lines}` });
    expect(error).toMatchObject({ code: 'MANAGE_REFUSED' });
    expect(error.message).toContain(`${CREDENTIALS_PATH}, line 3: `);
  });

  test('a session that would win, unless it may go', () => {
    const session =
      '[x]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\naws_expiration = 2020\n';
    const credentials = `[a]\nk = v\n\n${session}region = eu-west-1\n`;
    const error = refusal(ROLE, 'x', { credentials });
    expect(error.message).toContain(`${CREDENTIALS_PATH}, line 5: `);
    expect(error.hint).toContain('role-valet manage x --remove-session');
    const planned = plan(ROLE, 'x', { credentials, removeSession: true });
    expect(planned.credentials).toBe('[a]\nk = v\n\n[x]\nregion = eu-west-1\n');
    expect(planned.config).toContain(PROCESS);
  });

  test('a target of ours, and one of another role', () => {
    const ours = refusal(ROLE, 'x', {
      credentials: '[x]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_session_token = t\n',
      ownTargets: new Set(['x']),
    });
    expect(ours.message).toContain(`${CREDENTIALS_PATH}, line 1: x can't be managed`);
    expect(ours.hint).toContain('role-valet stop');
    const other = refusal(`${ROLE}\n[profile y]\nrole_arn = ${ARN}\nvalet_target = x\n`);
    expect(other.message).toContain(`${CONFIG_PATH}, line 7: `);
    const usual = refusal(ROLE.replace('x]', 'y-session]') + ROLE.replace('x]', 'y]'), 'y-session');
    expect(usual.message).toContain('sessions of y are written there');
  });

  test('a role that could not work: it would take from AWS tools what they have', () => {
    expect(refusal(ROLE.replace('hub', 'nobody')).code).toBe('CHAIN_BROKEN');
    expect(refusal(ROLE, 'z').code).toBe('ROLE_NOT_FOUND');
  });
});

describe('[DEFAULT], which the AWS CLI adds to every section', () => {
  const KEY = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE';

  test.each([
    ['role_arn', `role_arn = ${ARN}`],
    ['role_arn', 'Role_Arn='],
    ['role_arn', `role_arn: ${ARN}`],
    ['sso_session', 'sso_session = corp'],
    ['login_session', 'login_session = x'],
    ['web_identity_token_file', 'web_identity_token_file = /t'],
    ['aws_access_key_id', KEY],
  ])('with %s is refused in either file, by its line: %s', (key, line) => {
    const inherited = `[DEFAULT]\nregion = eu-west-1\n${line}\n`;
    const { code, message, hint } = refusal(ROLE + inherited);
    expect([code, message]).toEqual([
      'MANAGE_REFUSED',
      `${CONFIG_PATH}, line 6: x can't be managed because of ${key}: the AWS CLI adds what stands in [DEFAULT] to every profile`,
    ]);
    expect(hint).toContain('[default]');
    const credentials = `${inherited}[x]\nnote = mine\n`;
    expect(refusal(ROLE, 'x', { credentials }).message).toContain(`${CREDENTIALS_PATH}, line 3:`);
    expect(refusal(`[profile y]\n${inherited}`, 'ci').code).toBe('MANAGE_REFUSED');
  });

  test('with anything else, in another spelling, or where nothing inherits it, is none of ours', () => {
    for (const text of ['[DEFAULT]\nregion = eu-west-1\nsso_session =\n', '[Default]\nx = 1\n']) {
      expect(plan(ROLE + text, 'x').config).toContain('valet_role_arn');
    }
    const credentials = `[DEFAULT]\n${KEY}\n[other]\nnote = mine\n`;
    expect(plan(ROLE, 'x', { credentials }).config).toContain('valet_role_arn');
  });
});
