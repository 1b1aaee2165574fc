import { rm, writeFile } from 'node:fs/promises';
import type { Organisation, Role } from '../../electron/practice/organisation.ts';
import type { Statement } from '../../electron/practice/policy/policy-document.ts';
import { withBaseKey } from '../practice.ts';
import { expect, makeValet, test, type Valet } from '../valet.ts';

const HOME = '111122223333';
const CI = `arn:aws:iam::${HOME}:user/automation/ci`;
const ALEX = `arn:aws:iam::${HOME}:user/alex`;

const allow = (principal: string, condition: Statement['Condition'] = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'sts:AssumeRole',
  Condition: condition,
});

function role(accountId: string, name: string, trust: Statement): Role {
  return {
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    name,
    accountId,
    path: '/',
    id: `AROA${name.toUpperCase()}EXAMPLE`,
    maxSessionDuration: 3600,
    trustPolicy: { Version: '2012-10-17', Statement: [trust] },
    policies: [],
    tags: [],
  };
}

/** The sample with a role for each kind of refusal; its user may look at the roles of its account. */
function refusing(sample: Organisation): Organisation {
  const externalId = { StringEquals: { 'sts:ExternalId': 'agreed-id-7' } };
  const policy = {
    Statement: { Effect: 'Allow', Action: ['sts:*', 'iam:GetRole'], Resource: '*' },
  } as const;
  return {
    ...sample,
    users: sample.users.map((user) => ({ ...user, policies: [policy] })),
    roles: [
      ...sample.roles,
      role(HOME, 'external', allow(CI, externalId)),
      role(HOME, 'behind-mfa', allow(CI, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
      role(HOME, 'of-another', allow(ALEX)),
      role(HOME, 'tags', allow(CI)),
      role('222233334444', 'abroad', allow(ALEX)),
    ],
  };
}

const profile = (name: string, account: string, settings = '') => `[profile ${name}]
role_arn = arn:aws:iam::${account}:role/${name}
source_profile = ci
${settings}
`;

const CONFIG = `[profile ci]
region = eu-west-1
${profile('external', HOME, 'external_id = typed-id-8')}
${profile('behind-mfa', HOME)}
${profile('of-another', HOME)}
${profile('gone', HOME)}
${profile('tags', HOME, 'valet_session_tags = Team=shop')}
${profile('abroad', '222233334444')}
${profile('far', '222233334444', 'region = ap-southeast-2')}
`;

async function inRefusingOrganisation(
  keyring: Record<string, string>,
  use: (valet: Valet) => Promise<void>,
): Promise<void> {
  const valet = await makeValet(keyring, refusing);
  try {
    await withBaseKey(valet, 'ci');
    await writeFile(valet.configPath, CONFIG);
    await use(valet);
  } finally {
    await valet.sts.close();
    await rm(valet.folder, { recursive: true, force: true });
  }
}

test('the doctor names the true cause of a refusal first', async ({ keyringEnvironment }) => {
  await inRefusingOrganisation(keyringEnvironment, async (valet) => {
    const causes: Record<string, string> = {
      external: 'external-id-wrong',
      'behind-mfa': 'mfa-missing',
      'of-another': 'principal-not-trusted',
      gone: 'role-missing',
      tags: 'tag-session',
      far: 'region-disabled',
    };
    for (const [name, cause] of Object.entries(causes)) {
      const { code, stdout } = await valet.run(['doctor', name, '--json']);
      const { links, explanation } = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(links.at(-1)).toMatchObject({ state: 'broken', profile: name });
      expect(explanation.causes[0], name).toMatchObject({ name: cause, certainty: 'certain' });
      expect(stdout).not.toMatch(/agreed-id-7|typed-id-8/);
    }
  });
});

test('for a person: causes, looks, and texts that are ready to be sent', async ({
  keyringEnvironment,
}) => {
  await inRefusingOrganisation(keyringEnvironment, async (valet) => {
    const { stdout } = await valet.run(['doctor', 'of-another']);
    expect(stdout).toContain(
      '  1. the trust policy of the role does not name this caller (this is it)',
    );
    expect(stdout).toContain(`looked       sts:GetCallerIdentity: the call was made as ${CI}`);
    expect(stdout).toMatch(/Refused: sts:AssumeRole on .* UTC in eu-west-1, request \S+/);
    const statement = stdout.slice(stdout.indexOf('  {\n'), stdout.indexOf('\n  }\n') + 4);
    expect(JSON.parse(statement)).toEqual({
      Effect: 'Allow',
      Principal: { AWS: CI },
      Action: 'sts:AssumeRole',
    });

    const abroad = await valet.run(['doctor', 'abroad']);
    expect(abroad.stdout).toContain(
      'not looked   iam:GetRole: the role is of account 222233334444',
    );
    expect(abroad.stdout).toContain(
      'the trust policy of the role does not name this caller (possible)',
    );
    expect(abroad.stdout).toContain(
      'To the administrator of the account 111122223333, ready to send:',
    );

    // A key of a made-up STS is never shown to the real IAM.
    const unlooked = await valet.run(['doctor', 'of-another'], {
      environment: { AWS_ENDPOINT_URL_IAM: undefined },
    });
    expect(unlooked.stdout).toContain('not looked   iam:GetRole: STS is not asked at AWS');
  });
});

test('one line tells the likeliest causes, and where to read more', async ({
  keyringEnvironment,
}) => {
  await inRefusingOrganisation(keyringEnvironment, async (valet) => {
    const { code, stderr } = await valet.run(['assume', 'of-another']);
    expect(code).toBe(1);
    const [, hint = ''] = stderr.split('\n');
    expect(hint).toMatch(/\(1\) .*\(2\) .*\. See: role-valet doctor of-another$/);
    expect(hint).not.toContain('(3)');
  });
});
