import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startText } from '../chain/start-text.ts';
import type { Environment } from '../ports.ts';
import type { App, SessionWish } from './app.ts';
import { listRoles } from './list-roles.ts';
import { loadContext } from './load-context.ts';
import { type Obtained, obtainSession } from './obtain-session.ts';
import { previewPlan } from './preview-plan.ts';
import { type PracticeSources, practiceSources } from './testing/practice-sources.ts';

const HUB = 'arn:aws:iam::111122223333:role/hub';
const READONLY = 'arn:aws:iam::222233334444:role/readonly';
const SERIAL = 'arn:aws:iam::111122223333:mfa/alex';
const HOUR = 3600;
const CHAINED = "AWS caps any role assumed with another role's credentials at one hour";

/** A kind of base: how the files say it, and what AWS allows behind it. */
interface Row {
  readonly kind: string;
  /** Lines of the base's profile; undefined where `credential_source` of the role is the base. */
  readonly profile?: string;
  readonly credentials?: string;
  readonly credentialSource?: string;
  readonly environment?: Environment;
  readonly mfa?: true;
  readonly starts: string;
  /** Seconds that the base's own credentials last. */
  readonly own?: number;
  /** Seconds that one hop lasts where the file asks for two hours, and why. */
  readonly oneHop: number;
  readonly why: string;
  /** What is asked of whom for the base, then of STS, at two hops. */
  readonly calls: readonly string[];
}

let world: PracticeSources;
let rows: readonly Row[];

const TEMPORARY = 'AWS caps any role assumed with temporary credentials at one hour, and ';
const KINDS = [
  'key in the keychain',
  'key in the keychain, MFA',
  'key in a file',
  'key in a file, MFA',
  'session in a file',
  'environment, key',
  'environment, session',
  'sso session',
  'sso legacy',
  'login',
  'process',
  'web identity',
  'instance',
  'container',
] as const;

beforeAll(async () => {
  world = await practiceSources();
  const { practice, identityCenter, sources, addConfig, addCredentials } = world;
  const alex = practice.organisation.users.find(({ name }) => name === 'alex');
  const [key] = alex?.keys ?? [];
  if (key === undefined) throw new Error('alex has no key');
  await practice.app.keys.put('kept', { ...key, createdAt: 0 });
  await practice.app.keys.put('kept-mfa', { ...key, createdAt: 0 });
  const pair = `aws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;
  const inFile = world.trio(4 * HOUR);
  const inShell = world.trio(4 * HOUR);
  const printed = world.trio(2 * HOUR);
  const command = await world.writeOutput('trio.json', {
    Version: 1,
    AccessKeyId: printed.accessKeyId,
    SecretAccessKey: printed.secretAccessKey,
    SessionToken: printed.sessionToken,
    Expiration: new Date(printed.expiration).toISOString(),
  });
  const token = await world.writeToken();
  const { startUrl, region } = identityCenter;
  const account = 'sso_account_id = 111122223333\nsso_role_name = Platform';
  const long = { oneHop: 2 * HOUR, why: 'as duration_seconds says' };
  const short = (text: string) => ({ oneHop: HOUR, why: TEMPORARY + text });
  const hops = ['AssumeRole', 'AssumeRole'];
  const portal = 'GET /federation/credentials 200';
  rows = [
    { kind: KINDS[0], profile: '', starts: 'in the keychain', ...long, calls: hops },
    {
      kind: KINDS[1],
      profile: `mfa_serial = ${SERIAL}`,
      mfa: true,
      starts: 'in the keychain',
      ...long,
      calls: ['GetSessionToken', ...hops],
    },
    {
      kind: KINDS[2],
      profile: '',
      credentials: pair,
      starts: 'in plain text',
      ...long,
      calls: hops,
    },
    {
      kind: KINDS[3],
      profile: `mfa_serial = ${SERIAL}`,
      credentials: pair,
      mfa: true,
      starts: 'in plain text',
      ...long,
      calls: ['GetSessionToken', ...hops],
    },
    {
      kind: KINDS[4],
      profile: '',
      credentials: `aws_access_key_id = ${inFile.accessKeyId}\naws_secret_access_key = ${inFile.secretAccessKey}\naws_session_token = ${inFile.sessionToken}\nx_security_token_expires = ${new Date(inFile.expiration).toISOString()}\n`,
      starts: 'the session that stands in the files',
      own: 4 * HOUR,
      ...short('b4 holds such'),
      calls: hops,
    },
    {
      kind: KINDS[5],
      credentialSource: 'Environment',
      environment: {
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      },
      starts: 'the long-term key in the environment variables',
      ...long,
      calls: hops,
    },
    {
      kind: KINDS[6],
      credentialSource: 'Environment',
      environment: {
        AWS_ACCESS_KEY_ID: inShell.accessKeyId,
        AWS_SECRET_ACCESS_KEY: inShell.secretAccessKey,
        AWS_SESSION_TOKEN: inShell.sessionToken,
      },
      starts: 'the session in the environment variables',
      ...short('those in the environment variables are such'),
      calls: hops,
    },
    {
      kind: KINDS[7],
      profile: `sso_session = corp\n${account}`,
      starts: 'IAM Identity Center',
      own: 8 * HOUR,
      ...short('those of IAM Identity Center, which b7 holds, are such'),
      calls: [portal, ...hops],
    },
    {
      kind: KINDS[8],
      profile: `sso_start_url = ${startUrl}\nsso_region = ${region}\n${account}`,
      starts: 'IAM Identity Center',
      own: 8 * HOUR,
      ...short('those of IAM Identity Center, which b8 holds, are such'),
      calls: [portal, ...hops],
    },
    {
      kind: KINDS[9],
      profile: `login_session = ${sources.loginArn}`,
      starts: 'aws login',
      own: 900,
      ...short('those of aws login, which b9 holds, are such'),
      calls: hops,
    },
    {
      kind: KINDS[10],
      profile: `credential_process = ${command}`,
      starts: 'credential_process of b10',
      own: 2 * HOUR,
      ...short('those of a credential_process, which b10 has, count as such'),
      calls: hops,
    },
    {
      kind: KINDS[11],
      profile: `web_identity_token_file = ${token}\nrole_arn = ${sources.roleArns.webIdentity}\nduration_seconds = 7200`,
      starts: 'web identity token',
      own: 2 * HOUR,
      ...short('those of a web identity, which b11 is, are such'),
      calls: ['AssumeRoleWithWebIdentity', ...hops],
    },
    {
      kind: KINDS[12],
      credentialSource: 'Ec2InstanceMetadata',
      starts: 'the EC2 instance',
      ...long,
      calls: ['PUT /latest/api/token 200', 'bastion', ...hops],
    },
    {
      kind: KINDS[13],
      credentialSource: 'EcsContainer',
      starts: 'ECS task',
      ...short('those of a container are such'),
      calls: ['container', ...hops],
    },
  ];
  await addConfig(`[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n`);
  for (const [index, row] of rows.entries()) {
    const name = nameOf(index);
    if (row.profile !== undefined && index > 1)
      await addConfig(`[profile ${name}]\n${row.profile}\n`);
    if (row.credentials !== undefined) await addCredentials(`[${name}]\n${row.credentials}`);
    const source = row.credentialSource
      ? `credential_source = ${row.credentialSource}`
      : `source_profile = ${name}`;
    await addConfig(
      `[profile ${name}-hub]\nrole_arn = ${HUB}\n${source}\nduration_seconds = 7200\nregion = eu-west-1\n`,
    );
    await addConfig(
      `[profile ${name}-far]\nrole_arn = ${READONLY}\nsource_profile = ${name}-hub\nduration_seconds = 7200\n`,
    );
  }
  await addConfig(`[profile kept-mfa]\nmfa_serial = ${SERIAL}\n`);
  await world.signIn('b7');
  await world.signIn('b8');
});
afterAll(async () => {
  await world.close();
});

function nameOf(index: number): string {
  return ['kept', 'kept-mfa'][index] ?? `b${index}`;
}

interface Run {
  readonly row: Row;
  readonly name: string;
  readonly app: App;
  /** Codes work once, so the clocks move on before each. */
  readonly wish: () => SessionWish;
}

function runOf(kind: (typeof KINDS)[number]): Run {
  const index = KINDS.indexOf(kind);
  const row = rows[index] as Row;
  return {
    row,
    name: nameOf(index),
    app: world.restarted(row.environment),
    wish: () => {
      if (row.mfa !== true) return {};
      world.practice.pass(30_000);
      return { mfaCode: world.practice.code() };
    },
  };
}

async function obtain({ app, wish }: Run, role: string, more: SessionWish = {}): Promise<Obtained> {
  return obtainSession(app, await loadContext(app), role, { ...wish(), ...more });
}

/** Everything that all servers were asked, in the order of the servers. */
function asked(): readonly string[] {
  const { identityCenter, instance, container, practice } = world;
  return [
    ...identityCenter.requests.filter((line) => line.includes('/federation/')),
    ...instance.requests.filter((line) => /token|bastion/.test(line)),
    ...container.requests.map(() => 'container'),
    ...practice.sts.calls.map(({ action }) => action),
  ].map((line) => (line.includes('bastion') ? 'bastion' : line));
}

function seconds({ session, now }: Obtained): number {
  return Math.round((session.credentials.expiration - now) / 60_000) * 60;
}

describe.each(KINDS)('%s', (kind) => {
  // A key is one key wherever it lies, so what was made with it would serve the next row as well.
  beforeAll(async () => {
    await world.app.sessions.remove(() => true);
    if (kind === 'login') await world.logIn();
  });

  test('two hops: one hour each, and the base is asked for last, once', async () => {
    const run = runOf(kind);
    const { app, name, row } = run;
    const context = await loadContext(app);
    const { plan } = await previewPlan(app, context, `${name}-far`, {});
    const roles = plan.steps.filter(({ hop }) => hop !== undefined);
    expect(roles.map(({ durationSeconds }) => durationSeconds)).toEqual([HOUR, HOUR]);
    expect(roles[1]).toMatchObject({ maximumSeconds: HOUR });
    expect(roles[1]?.reasons[0]).toContain(CHAINED);
    const before = asked();
    const obtained = await obtain(run, `${name}-far`);
    expect(newSince(before)).toEqual(row.calls);
    expect(obtained.session.assumedRoleArn).toContain(':assumed-role/readonly/');
    expect(seconds(obtained)).toBe(HOUR);
    expect(startText(obtained.chain.base)).toContain(row.starts);
    const tooLong = obtain(run, `${name}-far`, { requestedSeconds: 2 * HOUR });
    await expect(tooLong).rejects.toMatchObject({ code: 'DURATION_NOT_POSSIBLE' });
  });

  test('one hop: as long as AWS lets this base have it, with the reason', async () => {
    const run = runOf(kind);
    const { name, row } = run;
    const role = `${name}-hub`;
    const before = asked();
    const obtained = await obtain(run, role);
    // The kept hub of the two hops serves, unless this one may last longer; the base is kept too.
    expect(obtained.reused).toBe(!(row.mfa === true && obtained.session.durationSeconds > HOUR));
    expect(newSince(before).filter((call) => call !== 'AssumeRole')).toEqual([]);
    const step = obtained.plan.steps.at(-1);
    expect(step?.durationSeconds).toBe(row.oneHop);
    expect(step?.reasons.join('\n')).toContain(row.why);
    const long = obtain(run, role, { requestedSeconds: 2 * HOUR });
    if (row.oneHop === HOUR) {
      await expect(long).rejects.toMatchObject({ code: 'DURATION_NOT_POSSIBLE' });
      expect(obtained.chain.base.kind === 'key').toBe(false);
    } else {
      expect(seconds(await long)).toBe(2 * HOUR);
    }
  });

  test('the base itself', async () => {
    const run = runOf(kind);
    const { app, name, row } = run;
    if (row.credentialSource !== undefined) {
      // It has no profile of its own: the role that names it is the first that can be had.
      await expect(obtain(run, name)).rejects.toMatchObject({ code: 'ROLE_NOT_FOUND' });
      return;
    }
    const obtained = await obtain(run, name);
    const { session, plan } = obtained;
    expect(session.profile).toBe(name);
    const list = await listRoles(app, await loadContext(app));
    const line = list.rows.find(({ profile }) => profile === name);
    expect(line).toMatchObject({ state: 'active', expiration: session.credentials.expiration });
    expect(session.credentials.sessionToken).not.toBe('');
    if (row.own === undefined) {
      expect(plan.steps[0]).toMatchObject({ action: 'GetSessionToken', maximumSeconds: 129_600 });
      expect(session.kind).toBe(row.mfa === true ? 'mfa' : 'base');
      expect(session.source).toBeUndefined();
    } else {
      expect(plan).toMatchObject({ route: 'base', steps: [] });
      expect(session).toMatchObject({ kind: 'base', source: obtained.chain.base.kind });
      expect(session.durationSeconds / row.own).toBeCloseTo(1, 1);
      const asking = obtain(run, name, { requestedSeconds: HOUR });
      await expect(asking).rejects.toMatchObject({ code: 'DURATION_NOT_POSSIBLE' });
    }
    const caller = { region: 'eu-west-1', endpoint: world.practice.sts.url };
    const { credentials } = session;
    expect((await app.sts.getCallerIdentity({ ...caller, credentials })).arn).toContain('arn:aws:');
  });
});

/** What came since: each server's own order is kept. */
function newSince(before: readonly string[]): readonly string[] {
  const left = [...before];
  return asked().filter((call) => {
    const index = left.indexOf(call);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
