import { describe, expect, test } from 'vitest';
import { readConfigRoles } from './read-config-roles.ts';
import { wrappedProfile } from './wrapped-profile.ts';

const ARN = 'arn:aws:iam::111122223333:role';
const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';

describe('aws-vault', () => {
  test('include_profile is written out, recursively, and [default] is no parent', () => {
    const { roles, bases, notes } = readConfigRoles(
      `[default]
region = us-west-1
[profile everywhere]
region = eu-west-1
[profile common]
include_profile = everywhere
mfa_serial = ${SERIAL}
source_profile = root
[profile root]
include_profile = common
[profile dev]
include_profile = common
role_arn = ${ARN}/dev
region = eu-central-1
[profile old]
parent_profile = everywhere
source_profile = root
role_arn = ${ARN}/old
`,
      '/f',
    );
    expect(roles.map(({ form }) => form)).toMatchObject([
      { profile: 'dev', sourceProfile: 'root', mfaSerial: SERIAL, region: 'eu-central-1' },
      { profile: 'old', sourceProfile: 'root', mfaSerial: '', region: 'eu-west-1' },
    ]);
    expect(bases).toEqual([{ profile: 'root', region: 'eu-west-1', mfaSerial: SERIAL }]);
    expect(notes.join('\n')).toMatch(/dev has settings of common, everywhere by include_profile/);
  });

  test('a ring of include_profile ends where it closes', () => {
    const text = `[profile a]\ninclude_profile = b\nrole_arn = ${ARN}/a\n[profile b]\ninclude_profile = a\nsource_profile = c\n`;
    expect(readConfigRoles(text, '/f').roles).toMatchObject([
      { form: { profile: 'a', sourceProfile: 'c' } },
      { form: { profile: 'b', sourceProfile: 'c', roleArn: `${ARN}/a` } },
    ]);
  });

  test('a wrapper is the role that it asks for, under its own name', () => {
    const { roles } = readConfigRoles(
      `[profile dev]
role_arn = ${ARN}/dev
source_profile = root
session_tags = team=web
[profile dev-for-terraform]
region = eu-west-1
credential_process = aws-vault exec dev --json
`,
      '/f',
    );
    expect(roles.at(1)).toMatchObject({
      form: { profile: 'dev-for-terraform', roleArn: `${ARN}/dev`, sourceProfile: 'root' },
      more: [['session_tags', 'team=web']],
    });
  });

  test.each([
    [
      'a key in its keychain',
      '[profile home]\ncredential_process = aws-vault export --format=json home\n',
      /role-valet keys add home/,
    ],
    [
      'a role that starts from its own key',
      `[profile work]\nrole_arn = ${ARN}/a\n`,
      /work was left out: .*under its own name/,
    ],
    [
      'a source that is the role itself',
      `[profile work]\nrole_arn = ${ARN}/a\nsource_profile = work\n`,
      /under its own name/,
    ],
    [
      'a source of one machine',
      `[profile x]\nrole_arn = ${ARN}/a\ncredential_source = Environment\n`,
      /credential_source/,
    ],
    [
      'a program for codes',
      `[profile x]\nrole_arn = ${ARN}/a\nsource_profile = b\nmfa_process = pass otp\n`,
      /mfa_process was left out/,
    ],
  ])('%s is told', (_, text, note) => {
    expect(readConfigRoles(text, '/f').notes.join('\n')).toMatch(note);
  });
});

describe('Granted', () => {
  test('a sign-in of IAM Identity Center is no role, and its standard keys are told', () => {
    const { roles, notes } = readConfigRoles(
      `[profile prod/Admin]
granted_sso_start_url = https://example.awsapps.com/start
granted_sso_region = eu-west-1
granted_sso_account_id = 111122223333
granted_sso_role_name = Admin
credential_process = granted credential-process --profile prod/Admin
`,
      '/f',
    );
    expect(roles).toEqual([]);
    expect(notes.join('\n')).toMatch(/prod\/Admin was left out: .*sso_start_url/);
  });

  test('a wrapper around a role is that role', () => {
    const text = `[profile a]\nrole_arn = ${ARN}/a\nsource_profile = b\n[profile w]\ncredential_process = /opt/granted credential-process --profile=a --auto-login\n`;
    expect(readConfigRoles(text, '/f').roles.at(1)?.form).toMatchObject({
      profile: 'w',
      roleArn: `${ARN}/a`,
    });
  });
});

describe('what a credential_process asks for', () => {
  test.each([
    ['aws-vault exec prod --json', 'aws-vault', 'prod'],
    ['aws-vault exec --no-session -d 12h prod --json', 'aws-vault', 'prod'],
    ['"/Applications/My Tools/aws-vault" export --format=json prod', 'aws-vault', 'prod'],
    ['C:/tools/aws-vault.exe exec prod -j --prompt=osascript', 'aws-vault', 'prod'],
    ['granted credential-process --profile prod', 'Granted', 'prod'],
    ['dgranted credential-process --profile=prod', 'Granted', 'prod'],
  ])('%s', (command, tool, profile) => {
    expect(wrappedProfile(command)).toEqual({ tool, profile });
  });

  test.each([
    undefined,
    'aws-vault list',
    'aws-vault exec',
    'granted credential-process',
    'role-valet credential-process x',
    'aws-vault exec "prod',
  ])('nothing: %s', (command) => {
    expect(wrappedProfile(command)).toBeUndefined();
  });
});
