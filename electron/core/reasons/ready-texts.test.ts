import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Explanation } from '../../contract/explanation.ts';
import type { Organisation } from '../../practice/organisation.ts';
import type { PolicyDocument } from '../../practice/policy/policy-document.ts';
import { loadContext } from '../app/load-context.ts';
import { obtainSession } from '../app/obtain-session.ts';
import { practiceApp } from '../app/testing/practice-app.ts';
import { RefusedCall } from '../aws/sts/refused-call.ts';
import { explain } from './explain.ts';
import {
  ALEX,
  CI,
  changedOrganisation,
  configText,
  explained,
  HOME_ACCOUNT,
  OTHER_ACCOUNT,
  RELAY,
  type Refusal,
} from './testing/target-role.ts';

const setting = { account: OTHER_ACCOUNT, mayLook: false };

/** The statement in the text to the owner, with the external id that both sides know. */
function statementOf({ texts }: Explanation, to: 'role-owner' | 'caller-admin', externalId = '') {
  const text = texts.find((one) => one.to === to)?.text ?? '';
  const json = text.slice(text.indexOf('\n{') + 1);
  return JSON.parse(json.replace('<the one you agreed>', externalId));
}

const documentOf = (statement: unknown) =>
  ({ Version: '2012-10-17', Statement: [statement] }) as PolicyDocument;

/** Makes the refused call again in an organisation that `mend` changed; 'let in', or the refusal. */
async function tried(
  refusal: Refusal,
  mend: (organisation: Organisation) => Organisation,
  source = refusal.source,
): Promise<string> {
  const tried = source === undefined ? refusal : { ...refusal, source };
  const practice = await practiceApp((sample) =>
    mend(changedOrganisation(refusal, setting)(sample)),
  );
  try {
    await writeFile(practice.app.configPath, configText(tried, setting));
    const context = await loadContext(practice.app);
    const wish = source === 'security' ? { mfaCode: practice.code() } : {};
    await obtainSession(practice.app, context, 'target', wish);
    return 'let in';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await practice.close();
  }
}

const trusting = (statement: unknown) => (organisation: Organisation) => ({
  ...organisation,
  roles: organisation.roles.map((role) =>
    role.name === 'target' ? { ...role, trustPolicy: documentOf(statement) } : role,
  ),
});

/** Trusts nobody that is tried here. */
const nobody = {
  Effect: 'Allow',
  Action: 'sts:*',
  Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
} as const;

const rows: readonly (Refusal & { kind: string; named: unknown; externalId?: string })[] = [
  { kind: 'a user with a path', trust: [nobody], named: { AWS: CI } },
  {
    kind: 'a user with MFA',
    trust: [nobody],
    source: 'security',
    named: { AWS: ALEX },
  },
  { kind: 'a role with a path', trust: [nobody], source: 'relay', named: { AWS: RELAY } },
  {
    kind: 'external id, tags and source identity',
    trust: [nobody],
    settings:
      'external_id = agreed-7\nvalet_session_tags = Team=shop\nvalet_source_identity = alex\n',
    externalId: 'agreed-7',
    named: { AWS: CI },
  },
  {
    kind: 'a source identity of the hop before',
    trust: [nobody],
    source: 'relay',
    relaySettings: 'valet_source_identity = alex',
    named: { AWS: RELAY },
  },
];

test.each(rows)('the statement for the owner lets in $kind, and no other', async (row) => {
  const { kind: _, named, externalId, ...refusal } = row;
  const explanation = await explained(refusal, setting);
  const statement = statementOf(explanation, 'role-owner', externalId);
  expect(statement.Principal).toEqual(named);
  expect(statement.Condition?.Bool !== undefined).toBe(refusal.source === 'security');
  const { text = '' } = explanation.texts[0] ?? {};
  expect(text).toMatch(
    /Refused: sts:AssumeRole on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC in eu-west-1, request /,
  );
  const mend = trusting(statement);
  expect(await tried(refusal, mend)).toBe('let in');
  for (const other of (['ci', 'security', 'relay'] as const).filter(
    (source) => source !== (refusal.source ?? 'ci'),
  )) {
    expect(await tried(refusal, mend, other)).toBe('STS_ACCESS_DENIED');
  }
});

test('a role whose path is not known is named by its account and a condition that holds it to one', async () => {
  const refusal: Refusal = { trust: [nobody], source: 'relay' };
  const attempt = async (mend: (organisation: Organisation) => Organisation) => {
    const practice = await practiceApp((sample) =>
      mend(changedOrganisation(refusal, setting)(sample)),
    );
    const { sts, keys } = practice.app;
    const key = await keys.get('ci');
    if (key === undefined) throw new Error('no key');
    const place = { region: 'eu-west-1', endpoint: practice.sts.url };
    const input = {
      sessionName: 'me',
      durationSeconds: 3600,
      tags: [],
      transitiveTagKeys: [],
      policyArns: [],
    };
    const { credentials } = await sts.assumeRole(
      { ...place, credentials: key },
      { ...input, roleArn: RELAY },
    );
    const roleArn = `arn:aws:iam::${OTHER_ACCOUNT}:role/teams/target`;
    return await sts
      .assumeRole({ ...place, credentials }, { ...input, roleArn })
      .catch((error: unknown) => error)
      .finally(() => practice.close());
  };
  const error = await attempt((organisation) => organisation);
  if (!(error instanceof RefusedCall)) throw new Error('not refused');
  const statement = statementOf(explain(error, { checks: [] }), 'role-owner');
  expect(statement.Principal).toEqual({ AWS: `arn:aws:iam::${HOME_ACCOUNT}:root` });
  expect(await attempt(trusting(statement))).toMatchObject({ credentials: {} });
  const another = JSON.parse(JSON.stringify(statement).replaceAll('relay', 'elay'));
  expect(await attempt(trusting(another))).toMatchObject({ code: 'STS_ACCESS_DENIED' });
});

test('the statement for the administrator allows what was refused, and nothing else', async () => {
  const refusal: Refusal = {
    trust: [{ ...nobody, Principal: { AWS: `arn:aws:iam::${HOME_ACCOUNT}:root` } }],
    policies: [],
    settings: 'valet_session_tags = Team=shop',
  };
  const explanation = await explained(refusal, setting);
  expect(explanation.texts.map(({ to }) => to)).toEqual(['caller-admin']);
  const statement = statementOf(explanation, 'caller-admin');
  expect(statement).toEqual({
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Resource: `arn:aws:iam::${OTHER_ACCOUNT}:role/teams/target`,
  });
  const mend = (organisation: Organisation) => ({
    ...organisation,
    users: organisation.users.map((user) =>
      user.name === 'ci' ? { ...user, policies: [documentOf(statement)] } : user,
    ),
  });
  expect(await tried(refusal, mend)).toBe('let in');
});

test('what the user alone can mend asks nobody for anything', async () => {
  const home = { account: HOME_ACCOUNT, mayLook: true };
  const { causes, texts } = await explained({}, home);
  expect(causes[0]?.name).toBe('role-missing');
  expect(texts).toEqual([]);
});
