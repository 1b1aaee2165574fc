import type { SharedFileKind } from '../aws-config/types.ts';

/** A text that readers may differ on. */
export interface NamedText {
  readonly what: string;
  readonly text: string | Uint8Array;
  /** Default: config. */
  readonly file?: SharedFileKind;
}

/**
 * One text for each rule of AWS's file format
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html) that SDKs are checked on. They
 * follow the topics of the SDKs' own suite of 65 cases (`profile-parser-tests.json` of
 * https://github.com/smithy-lang/smithy-rs), in words of our own.
 */
export const RULE_TEXTS: readonly NamedText[] = [
  { what: 'nothing', text: '' },
  { what: 'a profile without settings', text: '[profile oak]' },
  {
    what: 'every sign that a name may hold, and one that it may not',
    text: '[profile a-b:c/d_e%f.g@h+i]\n[profile oak!elm]',
  },
  { what: 'a header that is not closed', text: '[profile oak' },
  { what: 'blanks around a name', text: '[profile \toak \t]' },
  { what: 'a tab behind the prefix', text: '[profile\toak]' },
  { what: 'a property without a profile', text: 'region = eu-west-1' },
  { what: 'a property', text: '[profile oak]\nregion = eu-west-1' },
  { what: 'line ends of Windows', text: '[profile oak]\r\nregion = eu-west-1' },
  { what: 'equals signs in a value', text: '[profile oak]\nkey = a=b=c' },
  { what: 'signs beyond ASCII in a value', text: '[profile oak]\nkey = \u{1f333}' },
  { what: 'two properties', text: '[profile oak]\nregion = eu-west-1\noutput = json' },
  {
    what: 'two properties and a last line break',
    text: '[profile oak]\nregion = eu-west-1\noutput = json\n',
  },
  { what: 'blanks around key and value', text: '[profile oak]\nregion \t=  \teu-west-1 \t' },
  { what: 'an empty value', text: '[profile oak]\nregion =' },
  { what: 'no key', text: '[profile oak]\n= eu-west-1' },
  { what: 'a colon for the equals sign', text: '[profile oak]\nregion : eu-west-1' },
  { what: 'two profiles without settings', text: '[profile oak]\n[profile elm]' },
  {
    what: 'two profiles with settings',
    text: '[profile oak]\nregion = eu-west-1\n[profile elm]\noutput = json',
  },
  {
    what: 'blank lines everywhere',
    text: '\t \n[profile oak]\n\t\n \nregion = eu-west-1\n\t \n[profile elm]\n \t',
  },
  {
    what: 'comments with #',
    text: '# one\n[profile oak] # two\nregion = eu-west-1 # three with #',
  },
  {
    what: 'comments with ;',
    text: '; one\n[profile oak] ; two\nregion = eu-west-1 ; three with ;',
  },
  {
    what: 'both kinds of comment',
    text: '# one\n[profile oak] ; two\nregion = eu-west-1 # three with ;',
  },
  { what: 'empty comments', text: ';\n[profile oak];\nregion = eu-west-1 ;\n' },
  { what: 'comments right behind headers', text: '[profile oak]; one\n[profile elm]# two' },
  {
    what: 'comment signs right behind values',
    text: '[profile oak]\nregion = eu-west-1; one\noutput = json# two',
  },
  { what: 'a value that goes on', text: '[profile oak]\nkey = one\n -two' },
  { what: 'a value of three lines', text: '[profile oak]\nkey = one\n -two\n -three' },
  { what: 'blanks around a line that goes on', text: '[profile oak]\nkey = one\n \t -two \t ' },
  { what: 'a # in a line that goes on', text: '[profile oak]\nkey = one\n -two # three' },
  { what: 'a ; in a line that goes on', text: '[profile oak]\nkey = one\n -two ; three' },
  { what: 'a line that goes on from nothing', text: ' -two' },
  { what: 'a line that goes on from a header', text: '[profile oak]\n -two' },
  {
    what: 'a line that goes on behind the same header again',
    text: '[profile oak]\nkey = one\n[profile oak]\n -two',
  },
  {
    what: 'a profile twice',
    text: '[profile oak]\nregion = eu-west-1\n[profile oak]\noutput = json',
  },
  { what: 'a key twice', text: '[profile oak]\nregion = eu-west-1\nregion = eu-west-2' },
  {
    what: 'a key twice in a profile twice',
    text: '[profile oak]\nregion = eu-west-1\n[profile oak]\nregion = eu-west-2',
  },
  {
    what: 'a key twice in two cases',
    text: '[profile oak]\nRegion = eu-west-1\n[profile oak]\nregion = eu-west-2',
  },
  {
    what: 'default with the prefix, then without',
    text: '[profile default]\nregion = eu-west-1\n[default]\noutput = json',
  },
  {
    what: 'default without the prefix, then with',
    text: '[default]\noutput = json\n[profile default]\nregion = eu-west-1',
  },
  { what: 'a name of two words', text: '[profile old oak]\nregion = eu-west-1' },
  {
    what: 'a name of two words in the credentials file',
    text: '[old oak]\nregion = eu-west-1',
    file: 'credentials',
  },
  { what: 'a key of two words', text: '[profile oak]\nthe region = eu-west-1' },
  {
    what: 'all letters and digits in a name',
    text: '[profile ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_]',
  },
  {
    what: 'all letters and digits in a key',
    text: '[profile oak]\nABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ = x',
  },
  { what: 'a block', text: '[profile oak]\ns3 =\n addressing_style = path' },
  { what: 'a line without = in a block', text: '[profile oak]\ns3 =\n path' },
  { what: 'an empty value in a block', text: '[profile oak]\ns3 =\n addressing_style =' },
  { what: 'no key in a block', text: '[profile oak]\ns3 =\n = path' },
  { what: 'a key of two words in a block', text: '[profile oak]\ns3 =\n the style = path' },
  {
    what: 'a blank line in a block',
    text: '[profile oak]\ns3 =\n one = 1\n\t \n two = 2',
  },
  { what: 'the config half of a profile', text: '[profile oak]\nregion = eu-west-1' },
  { what: 'its credentials half', text: '[oak]\noutput = json', file: 'credentials' },
  {
    what: 'default with the prefix twice and without once',
    text: '[profile default]\na = 1\n[default]\nb = 2\n[profile default]\nc = 3',
  },
  { what: 'default in the credentials file', text: '[default]\nc = 4', file: 'credentials' },
  { what: 'a value for config', text: '[profile oak]\nkey = one' },
  { what: 'the value that wins over it', text: '[oak]\nkey = two', file: 'credentials' },
  { what: 'no prefix in config', text: '[oak]\nregion = eu-west-1' },
  {
    what: 'a prefix in the credentials file',
    text: '[profile oak]\nregion = eu-west-1',
    file: 'credentials',
  },
  { what: 'comment signs right behind a bracket', text: '[profile oak]; x\n[profile elm]# y' },
  {
    what: 'a continuation without its start',
    text: '[profile elm]\nkey = one\n[profile oak]\n -two',
  },
  { what: 'the prefix without a blank', text: '[profileoak]\nkey = one\n[profile elm]' },
  {
    what: 'blanks inside the brackets',
    text: '[   profile oak    ]\nkey = one\n[profile elm]',
  },
  {
    what: 'blanks inside the brackets of the credentials file',
    text: '[   oak    ]\nkey = one\n[profile elm]',
    file: 'credentials',
  },
  {
    what: 'settings below a name of two words',
    text: '[profile oak]\nkey = one\n[profile old elm]\nx = 1\n[profile elm]\nkey = two',
  },
  { what: 'an sso-session', text: '[sso-session oak]\nkey = one\n[profile elm]' },
  {
    what: 'the prefix of an sso-session without its blank',
    text: '[sso-sessionoak]\nkey = one\n[elm]',
    file: 'credentials',
  },
  { what: 'an sso-session misspelt', text: '[sso-sesion oak]\nkey = one\n[profile elm]' },
];
