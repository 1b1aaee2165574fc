import type {
  ChainWalkView,
  ChangeView,
  DoctorFindingView,
  ImportPreview,
  ManagePreview,
  PlainKeysView,
} from '../../electron/contract/surgery.ts';
import { SAMPLE_NOW } from '../../electron/contract/testing/sample-snapshot.ts';
import { unifiedDiff } from '../../electron/core/text-diff/unified-diff.ts';

const CONFIG = '/home/ana/.aws/config';
const CREDENTIALS = '/home/ana/.aws/credentials';

const ROLE = `[profile security]
region = eu-west-1

[profile staging-deployer]
role_arn = arn:aws:iam::222222222222:role/deployer
source_profile = hub
region = eu-west-1

[profile prod-readonly]
role_arn = arn:aws:iam::333333333333:role/readonly
`;

const MANAGED = ROLE.replace(
  'role_arn = arn:aws:iam::222222222222:role/deployer\nsource_profile = hub\n',
  'valet_role_arn = arn:aws:iam::222222222222:role/deployer\nvalet_source_profile = hub\ncredential_process = "/opt/Role Valet/resources/cli/role-valet" credential-process staging-deployer\n',
);

export const MANAGE: ManagePreview = {
  diff: unifiedDiff(ROLE, MANAGED, CONFIG),
  notices: [
    'AWS tools can’t ask for the MFA code of security: when its MFA session has ended, this window asks',
  ],
  affected: [],
  removesSession: false,
};

export const UNMANAGE: ManagePreview = {
  ...MANAGE,
  diff: unifiedDiff(MANAGED, ROLE, CONFIG),
  notices: [],
};

const PLAIN = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[old-tools]
region = eu-west-1
`;

export const PLAIN_KEYS: PlainKeysView = {
  keys: [
    {
      profile: 'default',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      places: [{ path: CREDENTIALS, line: 2 }],
      isStored: false,
      strandedRoles: ['hub', 'staging-admin', 'prod-admin', 'data-analyst', 'prod-readonly'],
    },
    {
      profile: 'ci',
      accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
      places: [
        { path: CREDENTIALS, line: 9 },
        { path: CONFIG, line: 31 },
      ],
      isStored: true,
      strandedRoles: [],
    },
  ],
  left: [
    {
      profile: 'half',
      place: { path: CREDENTIALS, line: 17 },
      failure: {
        code: 'CONFIG_INVALID',
        message: 'its secret is missing',
        hint: 'Add the other line, or remove this one.',
      },
    },
  ],
  notices: [],
};

export const FINDINGS: readonly DoctorFindingView[] = [
  {
    id: 'a1',
    severity: 'error',
    code: 'DUPLICATE_SECTION',
    message:
      '[profile data-analyst] stands twice, first in line 41: the AWS CLI refuses the whole file, SDKs merge the two',
    hint: 'Merge the two sections into one',
    place: { path: CONFIG, line: 88 },
    profile: 'data-analyst',
    verdicts: { awsCli: 'refuses-file', javascriptSdk: 'reads' },
    fix: 'Moves the lines of the second section to the end of the first',
  },
  {
    id: 'a2',
    severity: 'error',
    code: 'CHAIN_BROKEN',
    message: 'source_profile "hubb" of data-broken is not defined',
    hint: 'Correct the name, or add a key of that name under Keys',
    place: { path: CONFIG, line: 97 },
    profile: 'data-broken',
  },
  {
    id: 'b1',
    severity: 'warning',
    code: 'KEYS_PLAIN',
    message: 'The long-term key of default stands in plain text',
    hint: 'Move it into the keychain, under Keys.',
    place: { path: CREDENTIALS, line: 2 },
    profile: 'default',
  },
  {
    id: 'b2',
    severity: 'warning',
    code: 'FILE_MODE_LOOSE',
    message: 'Others on this computer can read the file (mode 0644)',
    hint: 'Make it readable for you alone',
    place: { path: CREDENTIALS, line: 1 },
    fix: 'Makes the file readable for its owner alone',
  },
  {
    id: 'e1',
    severity: 'warning',
    code: 'ENVIRONMENT_KEYS_WIN',
    message: 'AWS_ACCESS_KEY_ID is set: tools use it and no profile',
    hint: 'Where a profile should count, unset the keys where Role Valet is started.',
  },
  {
    id: 'n1',
    severity: 'note',
    code: 'PROFILE_EMPTY',
    message: '[profile spare] has no setting: the JavaScript SDK does not see it',
    hint: 'Remove it, or give it a region',
    place: { path: CONFIG, line: 120 },
    profile: 'spare',
  },
];

const TWICE = `[profile data-analyst]
role_arn = arn:aws:iam::444444444444:role/analyst
source_profile = security

[profile data-analyst]
region = eu-west-1
`;

export const FIX_DIFF = unifiedDiff(
  TWICE,
  `[profile data-analyst]
role_arn = arn:aws:iam::444444444444:role/analyst
source_profile = security
region = eu-west-1

`,
  CONFIG,
);

export const CHANGES: readonly ChangeView[] = [
  {
    id: '0c0ffee1',
    at: SAMPLE_NOW - 6 * 60_000,
    reason: 'manage staging-deployer',
    paths: [CONFIG],
    isUndone: false,
  },
  {
    id: '0c0ffee2',
    at: SAMPLE_NOW - 50 * 60_000,
    reason: 'Moved the key of default into the keychain',
    note: 'The keychain keeps its copies of the keys',
    paths: [CREDENTIALS],
    isUndone: false,
  },
  {
    id: '0c0ffee3',
    at: SAMPLE_NOW - 26 * 3_600_000,
    reason: 'undo of: Imported 12 roles',
    paths: [CONFIG],
    undoes: '0c0ffee4',
    isUndone: false,
  },
  {
    id: '0c0ffee4',
    at: SAMPLE_NOW - 27 * 3_600_000,
    reason: 'Imported 12 roles',
    paths: [CONFIG],
    isUndone: true,
  },
];

export const UNDO_DIFF = unifiedDiff(PLAIN.replace(/aws_.*\n/g, ''), PLAIN, CREDENTIALS);

export const WALK: ChainWalkView = {
  profile: 'prod-admin',
  links: [
    {
      name: 'files',
      profile: 'prod-admin',
      state: 'ok',
      message: 'the files lead from a base to it: security > prod-admin',
    },
    {
      name: 'key',
      profile: 'security',
      state: 'ok',
      message: 'the keychain has a key for security',
    },
    {
      name: 'key-active',
      profile: 'security',
      state: 'ok',
      message: 'AWS knows the key: arn:aws:iam::111122223333:user/ana',
    },
    {
      name: 'clock',
      profile: 'security',
      state: 'ok',
      message: 'the machine’s clock agrees with AWS',
    },
    { name: 'region', profile: 'security', state: 'ok', message: 'STS answers in eu-west-1' },
    {
      name: 'permission',
      profile: 'prod-admin',
      state: 'broken',
      message:
        'AWS does not let arn:aws:iam::111122223333:user/ana assume arn:aws:iam::333333333333:role/admin',
      hint: 'Check that the trust policy of the role names your user, and its external id. Sent were: no external id, an MFA code.',
      code: 'STS_ACCESS_DENIED',
    },
  ],
  calls: 3,
};

export const IMPORT: ImportPreview = {
  roles: [
    { profile: 'team-admin', roleArn: 'arn:aws:iam::111122223333:role/admin' },
    { profile: 'team-read', roleArn: 'arn:aws:iam::111122223333:role/read' },
  ],
  skipped: [{ profile: 'hub', reason: 'there is a profile of that name already' }],
  notes: ['Roles start from team, which comes without a key: add it under Keys.'],
  diff: unifiedDiff(
    ROLE,
    `${ROLE}
[profile team-admin]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = team

[profile team-read]
role_arn = arn:aws:iam::111122223333:role/read
source_profile = team
`,
    CONFIG,
  ),
  wantsSource: false,
};
