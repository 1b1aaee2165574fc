import type { NamedText } from './rule-texts.fixture.ts';

/** AWS's documented example keys (https://docs.aws.amazon.com/cli/latest/userguide/). */
const KEYS = `aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;

const ROLE = `role_arn = arn:aws:iam::111122223333:role/demo
source_profile = default
`;

/**
 * The shapes of files that people reported tools to fail on, written anew with values of our own.
 * Behind each the report, where there is one.
 */
export const REPORTED_TEXTS: readonly NamedText[] = [
  // https://github.com/aws/aws-cli/issues/9261
  {
    what: 'a profile pasted twice',
    text: '[profile oak]\nregion = eu-central-1\noutput = json\n\n[profile oak]\nregion = eu-central-1\noutput = json\n',
  },
  // https://github.com/marceloboeira/awsudo/issues/16, https://github.com/aws/aws-cli/issues/370
  {
    what: 'profiles without the prefix',
    text: `[default]\n${KEYS}[oak]\n${KEYS}region = us-east-1\n`,
  },
  // https://github.com/aws/aws-cli/issues/8481
  {
    what: 'a slash in a name, and backticks in a value',
    text: '[profile Audit/PowerUser]\ngranted_sso_start_url      = `https://example.awsapps.com/start`\ngranted_sso_region         = us-east-1\ncredential_process         = granted credential-process --profile Audit/PowerUser\n',
  },
  // https://github.com/aws/aws-cli/issues/5101
  { what: 'keys without a header', text: KEYS, file: 'credentials' },
  // https://github.com/smithy-lang/smithy-rs/issues/1488
  {
    what: 'an indented first property, and C comments behind a header',
    text: '# one\n[profile oak]\n username = "admin"\n password = "---"\n# two\n[profile elm] /* s3://bucket/path */\nusername = "admin"\npassword = "---"\n',
  },
  // https://github.com/jorgebastida/awslogs/issues/302
  {
    what: 'an empty value among settings of another tool',
    text: '[profile oak]\nazure_tenant_id=11111111-2222-3333-4444-555555555555\nazure_default_role_arn=\nazure_default_duration_hours=5\nregion=us-east-1\n',
  },
  // https://github.com/tilfinltd/aws-extend-switch-roles/issues/195
  { what: 'a comment below a header', text: `[profile oak]\n# a role for all\n${ROLE}` },
  // https://github.com/aws/aws-toolkit-visual-studio/issues/354
  {
    what: 'a comment behind a key',
    text: `[oak]\n${KEYS.replace('EXAMPLE\n', 'EXAMPLE # old\n')}`,
    file: 'credentials',
  },
  // https://github.com/aws/aws-sdk-php/issues/1754
  {
    what: 'a comment of another tool on top',
    text: '# Managed by a tool, do not edit manually!\n\n[profile live]\nregion=eu-west-1\n',
  },
  // https://github.com/iterate-ch/cyberduck/issues/12792
  {
    what: 'a preview section with a comment',
    text: '[preview]\n; enable SimpleDB on the CLI\nsdb = true\n',
  },
  // https://github.com/aws/aws-sdk-js/issues/2796
  {
    what: 'default in both spellings',
    text: '[default]\noutput=json\nregion=us-west-2\n\n[profile default]\noutput=json\nregion=us-west-2\n',
  },
  // https://github.com/aws/aws-sdk-ruby/issues/837
  {
    what: 'a comment behind a header',
    text: `[default] # this is my default\n${KEYS}`,
    file: 'credentials',
  },
  // https://github.com/aws/aws-sam-cli/issues/1035
  {
    what: 'a section of digits twice',
    text: `[111122223333]\n${KEYS}\n[111122223333]\n${KEYS}`,
    file: 'credentials',
  },
  // https://github.com/boto/botocore/issues/2395
  {
    what: 'a key twice',
    text: '[profile oak]\nregion = us-east-1\nsso_region = us-east-1\nregion = us-east-1\n',
  },
  // https://github.com/diggerhq/cli/issues/45
  { what: 'a secret twice', text: `[oak]\n${KEYS}${KEYS.split('\n')[1]}\n`, file: 'credentials' },
  // https://github.com/techservicesillinois/awscli-login/issues/93
  { what: 'default twice', text: `[default]\n${KEYS}[default]\n${KEYS}`, file: 'credentials' },
  { what: 'a byte order mark', text: Buffer.from(`\ufeff[default]\n${KEYS}`), file: 'credentials' },
  {
    what: 'a byte order mark before a comment',
    text: Buffer.from('\ufeff# mine\n[profile oak]\nregion = x\n'),
  },
  { what: 'UTF-16 of Windows editors', text: Buffer.from(`\ufeff[default]\r\n${KEYS}`, 'utf16le') },
  {
    what: 'UTF-16 without a mark',
    text: Buffer.from('[default]\r\nregion = eu-west-1\r\n', 'utf16le'),
  },
  {
    what: 'a Latin-1 name in a comment',
    text: Buffer.from('# J\xfcrgen\n[profile oak]\nregion = x\n', 'latin1'),
  },
  {
    what: 'a Latin-1 value',
    text: Buffer.from('[profile oak]\nrole_session_name = J\xfcrgen\n', 'latin1'),
  },
  {
    what: 'line ends of old Macs',
    text: '[profile oak]\rregion = eu-west-1\r[profile elm]\routput = json\r',
  },
  {
    what: 'mixed line ends',
    text: '[profile oak]\r\nregion = eu-west-1\n[profile elm]\r\noutput = json\n',
  },
  { what: 'quotes around a value', text: '[profile oak]\nregion = "eu-west-1"\n' },
  {
    what: 'quotes around an ARN',
    text: `[profile oak]\nrole_arn = 'arn:aws:iam::111122223333:role/x'\n`,
  },
  { what: 'a name in double quotes', text: '[profile "my oak"]\nregion = eu-west-1\n' },
  { what: 'a name in single quotes', text: "[profile 'my oak']\nregion = eu-west-1\n" },
  { what: 'a plain name in quotes', text: '[profile "oak"]\nregion = eu-west-1\n' },
  {
    what: 'a plain name with quotes and without',
    text: '[profile "oak"]\nregion = eu-west-1\n[profile oak]\noutput = json\n',
  },
  { what: 'a quote that is not closed', text: '[profile "oak]\nregion = eu-west-1\n' },
  { what: 'two blanks behind the prefix', text: '[profile  oak]\nregion = eu-west-1\n' },
  { what: 'a blank before the name', text: '[ oak]\nregion = eu-west-1\n', file: 'credentials' },
  { what: 'a blank behind the name', text: '[oak ]\nregion = eu-west-1\n', file: 'credentials' },
  { what: 'the prefix in capitals', text: '[Profile oak]\nregion = eu-west-1\n' },
  {
    what: 'default in capitals',
    text: '[DEFAULT]\nregion = eu-west-1\n[profile oak]\noutput = json\n',
  },
  { what: 'Default', text: '[Default]\nregion = eu-west-1\n' },
  {
    what: 'default in capitals in the credentials file',
    text: `[DEFAULT]\n${KEYS}[oak]\nregion = x\n`,
    file: 'credentials',
  },
  { what: 'a dot behind the prefix', text: '[profile.oak]\nregion = eu-west-1\n' },
  { what: 'a slash behind the prefix', text: '[profile/oak]\nregion = eu-west-1\n' },
  { what: 'a colon behind the prefix', text: '[profile:oak]\nregion = eu-west-1\n' },
  { what: 'a comma in a name', text: '[profile oak,elm]\nregion = eu-west-1\n' },
  { what: 'parentheses in a name', text: '[profile oak(dev)]\nregion = eu-west-1\n' },
  { what: 'an umlaut in a name', text: '[profile \u00e4sche]\nregion = eu-west-1\n' },
  {
    what: 'an umlaut in a name of the credentials file',
    text: `[\u00e4sche]\n${KEYS}`,
    file: 'credentials',
  },
  { what: 'a mail address for a name', text: '[profile ana@example.com]\nregion = eu-west-1\n' },
  {
    what: 'an ARN for a name',
    text: '[profile arn:aws:iam::111122223333:role/x]\nregion = eu-west-1\n',
  },
  { what: 'brackets in a name', text: '[profile oak[1]]\nregion = eu-west-1\n' },
  {
    what: '__proto__ for a name',
    text: '[profile __proto__]\nregion = eu-west-1\n[profile oak]\nregion = x\n',
  },
  {
    what: 'a # in a name',
    text: '[profile elm]\nregion = x\n[profile oak #2]\nregion = eu-west-1\n',
  },
  {
    what: 'a colon for every equals sign',
    text: '[profile oak]\nregion: eu-west-1\noutput: json\n',
  },
  { what: 'a colon in a key', text: '[profile oak]\naws:region = eu-west-1\n' },
  {
    what: 'keys in capitals',
    text: `[oak]\n${KEYS.replaceAll(/aws_\w+/g, (key) => key.toUpperCase())}`,
    file: 'credentials',
  },
  {
    what: 'export before a key',
    text: `[oak]\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n`,
    file: 'credentials',
  },
  { what: 'no equals sign', text: '[profile oak]\nregion eu-west-1\n' },
  { what: 'a bare word at the end', text: '[profile oak]\nregion = eu-west-1\nmfa\n' },
  {
    what: 'rest of a merge',
    text: '[profile oak]\n<<<<<<< HEAD\nregion = eu-west-1\n=======\nregion = eu-west-2\n>>>>>>> main\n',
  },
  {
    what: 'rest of a heading',
    text: 'My profiles\n-----------\n[profile oak]\nregion = eu-west-1\n',
  },
  { what: 'a fence of Markdown', text: '```\n[profile oak]\nregion = eu-west-1\n```\n' },
  { what: 'JSON', text: '{\n  "default": {"region": "eu-west-1"}\n}\n' },
  { what: 'XML', text: '<aws>\n  <region>eu-west-1</region>\n</aws>\n' },
  {
    what: 'a wholly indented section',
    text: '[profile oak]\n  region = eu-west-1\n  output = json\n',
  },
  {
    what: 'a section indented from its second line',
    text: '[profile oak]\nregion = eu-west-1\n  output = json\n',
  },
  {
    what: 'an indented section with a block',
    text: '[profile oak]\n  s3 =\n    addressing_style = path\n  region = eu-west-1\n',
  },
  {
    what: 'an indented section with an empty value',
    text: '[profile oak]\n  output =\n  region = eu-west-1\n',
  },
  { what: 'tabs for indentation', text: '[profile oak]\n\tregion = eu-west-1\n\toutput = json\n' },
  {
    what: 'an indented header',
    text: '[profile oak]\nregion = eu-west-1\n  [profile elm]\n  region = eu-west-2\n',
  },
  {
    what: 'a secret over two lines',
    text: `[oak]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_session_token = IQoJb3JpZ2luX2Vj\n  EXAMPLETOKEN==\n`,
    file: 'credentials',
  },
  {
    what: 'a command over two lines',
    text: '[profile oak]\ncredential_process = helper\n  --profile oak\n',
  },
  {
    what: 'a block with a comment behind a value',
    text: '[profile oak]\ns3 =\n  addressing_style = path # old\n',
  },
  {
    what: 'a block with a comment line',
    text: '[profile oak]\ns3 =\n  # old\n  addressing_style = path\n',
  },
  {
    what: 'a block with keys in capitals',
    text: '[profile oak]\ns3 =\n  Addressing_Style = path\n',
  },
  {
    what: 'a block with an empty value before others',
    text: '[profile oak]\ns3 =\n  use =\n  addressing_style = path\n',
  },
  { what: 'a block of two levels', text: '[profile oak]\ns3 =\n  a =\n    b = c\n' },
  { what: 'a block behind an empty value', text: '[profile oak]\noutput =\ns3 =\n  a = b\n' },
  { what: 'a block that is not indented', text: '[profile oak]\ns3 =\naddressing_style = path\n' },
  {
    what: 'a services section',
    text: '[services local]\nsts =\n  endpoint_url = http://127.0.0.1:4566\n[profile oak]\nservices = local\n',
  },
  {
    what: 'an sso-session',
    text: '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n[profile oak]\nsso_session = corp\n',
  },
  {
    what: 'a plugins section',
    text: '[plugins]\nendpoint = awscli_plugin_endpoint\n[default]\nregion = x\n',
  },
  { what: 'a null byte', text: '[profile oak]\nregion = eu-west-1\0\n' },
  { what: 'a no-break space in a line', text: '[profile oak]\nregion\u00a0= eu-west-1\n' },
  { what: 'a no-break space in a header', text: '[profile\u00a0oak]\nregion = eu-west-1\n' },
  { what: 'a zero-width space in a name', text: '[profile oak\u200b]\nregion = eu-west-1\n' },
  {
    what: 'a mark in the middle of the file',
    text: '[profile oak]\nregion = x\n\ufeff[profile elm]\nregion = y\n',
  },
  { what: 'a control character behind a value', text: '[profile oak]\nregion = eu-west-1\x1f\n' },
  { what: 'a key twice, empty at last', text: '[profile oak]\noutput = json\noutput =\n' },
  {
    what: 'a section twice, with an empty value at last',
    text: '[profile oak]\noutput = json\n[profile oak]\noutput =\n',
  },
  {
    what: 'a blank line inside a value that goes on',
    text: '[profile oak]\nkey = one\n\n  two\n',
  },
  { what: 'curly quotes', text: '[profile oak]\nregion = \u201ceu-west-1\u201d\n' },
  {
    what: 'a header without a name',
    text: '[profile ]\nregion = eu-west-1\n[profile oak]\nregion = x\n',
  },
  { what: 'an empty header', text: '[]\nregion = eu-west-1\n' },
  { what: 'text behind a header', text: '[profile oak] (production)\nregion = eu-west-1\n' },
  {
    what: 'text behind the second header',
    text: '[profile elm]\nregion = x\n[profile oak] production\nregion = eu-west-1\n',
  },
  { what: 'two headers in a line', text: '[profile oak] [profile elm]\nregion = eu-west-1\n' },
  { what: 'a comment sign for a value', text: '[profile oak]\nregion = # none yet\n' },
  { what: 'a colour for a value', text: '[profile oak]\ncolor = #ff0000\n' },
  {
    what: 'a semicolon in a command',
    text: '[profile oak]\ncredential_process = sh -c "cd /x; helper"\n',
  },
  {
    what: 'a semicolon behind a blank in a command',
    text: '[profile oak]\ncredential_process = sh -c "cd /x ; helper"\n',
  },
  {
    what: 'a link with a # in it',
    text: '[profile oak]\nsso_start_url = https://example.awsapps.com/start#/\n',
  },
];
