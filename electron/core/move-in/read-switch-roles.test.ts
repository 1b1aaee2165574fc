import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { looksLikeSwitchRoles, readSwitchRoles } from './read-switch-roles.ts';

/** What its users write, with comments, indentation and blanks as their browser takes them. */
const TEXT = `\
; everything
[organization1]
aws_account_id = 000011112222
target_region = eu-west-1

[Org1-Admin] # the big one
role_arn = arn:aws:iam::123456789012:role/teams/Admin
source_profile = organization1
color = ff0000

  [profile Org1-Read]
    aws_account_id = 123456789012   ;x
      role_name=Read#comment
    source_profile=organization1
    region = us-east-1

[single]
aws_account_id = 111122223333
role_name = Only
color=0af
image = "https://example.com/a.png"

[china]
aws_account_id = 444455556666
role_name = Ops
region = cn-north-1
`;

describe('AWS Extend Switch Roles', () => {
  test('roles with their base, ARN, region and colour', () => {
    const { roles, bases, notes } = readSwitchRoles(TEXT);
    expect(notes).toEqual([]);
    expect(bases).toEqual([{ profile: 'organization1' }]);
    expect(
      roles.map(({ form, colour }) => [
        form.profile,
        form.roleArn,
        form.sourceProfile,
        form.region,
        colour,
      ]),
    ).toEqual([
      [
        'Org1-Admin',
        'arn:aws:iam::123456789012:role/teams/Admin',
        'organization1',
        'eu-west-1',
        'red',
      ],
      ['Org1-Read', 'arn:aws:iam::123456789012:role/Read', 'organization1', 'us-east-1', undefined],
      ['single', 'arn:aws:iam::111122223333:role/Only', '', '', 'blue'],
      ['china', 'arn:aws-cn:iam::444455556666:role/Ops', '', 'cn-north-1', undefined],
    ]);
  });

  test('a base gives its roles their name of the role', () => {
    const { roles } = readSwitchRoles(
      '[base]\naws_account_id = 000011112222\ntarget_role_name = dev\n[a]\naws_account_id = 111122223333\nsource_profile = base\n',
    );
    expect(roles.map(({ form }) => form.roleArn)).toEqual(['arn:aws:iam::111122223333:role/dev']);
  });

  test.each([
    [
      'an alias for an account',
      '[a]\naws_account_id = my-alias\nrole_name = x\n',
      /line 1: a .*my-alias is an alias/,
    ],
    ['no account', '[a]\nrole_name = x\n', /a .*names no account/],
    ['neither', '[a]\ncolor = fff\n', /a .*neither an account nor a role/],
    ['a wrong ARN', '[a]\nrole_arn = arn:aws:iam::1:role/x\n', /a .*role ARN is wrong/],
    [
      'a wrong role name',
      '[a]\naws_account_id = 111122223333\nrole_name = a b\n',
      /a .*role name is wrong/,
    ],
    [
      'a line of no section',
      'x = y\n[a]\naws_account_id=111122223333\nrole_name=x',
      /line 1 was left out/,
    ],
    [
      'a line without a sign',
      '[a]\nnonsense\naws_account_id=111122223333\nrole_name=x',
      /line 2 was left out/,
    ],
    [
      'a key that stands twice',
      '[a]\naws_account_id=111122223333\nrole_name=x\nrole_name=y',
      /line 4 .*twice/,
    ],
  ])('%s is told, and stops nothing else', (_, text, note) => {
    expect(readSwitchRoles(text).notes.join('\n')).toMatch(note);
    const { roles } = readSwitchRoles(
      `${text}\n[good]\nrole_arn = arn:aws:iam::111122223333:role/y\n`,
    );
    expect(roles.at(-1)?.form.profile).toBe('good');
  });

  test('a name that no AWS tool reads gets one that they do', () => {
    const { roles, notes } = readSwitchRoles(
      '[My Org (main)]\naws_account_id = 000011112222\n[Prod Admin]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = My Org (main)\n',
    );
    expect(roles[0]?.form).toMatchObject({ profile: 'Prod-Admin', sourceProfile: 'My-Org-main' });
    expect(notes.join('\n')).toMatch(/"Prod Admin" is called Prod-Admin here/);
  });

  test('is told from an AWS config file', () => {
    expect(looksLikeSwitchRoles(TEXT)).toBe(true);
    expect(looksLikeSwitchRoles('[profile a]\nrole_arn = x\nsource_profile = b\n')).toBe(false);
  });

  test('any text at all is read without a fault', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '[a]',
        '[profile b]',
        'role_name = x',
        'aws_account_id=111122223333',
        'source_profile = a',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { roles } = readSwitchRoles(lines.join('\n'));
        for (const { form } of roles) expect(form.roleArn).toMatch(/^arn:aws/);
      }),
      { numRuns: loopCount(5_000, 500), seed: loopSeed() },
    );
  });
});
