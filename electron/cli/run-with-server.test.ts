/** Real AWS clients under a hostile environment, through the expiry of what they got first. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loopCount } from '../../tools/loops.ts';
import { loadContext } from '../core/app/load-context.ts';
import { obtainSession } from '../core/app/obtain-session.ts';
import { type PracticeApp, practiceApp } from '../core/app/testing/practice-app.ts';
import { AWS_COMMAND, PYTHON_COMMAND } from '../practice/testing/real-clients.ts';
import { runWithServer } from './run-with-server.ts';

const ROLE = 'shop-dev-readonly';
const ROLE_ARN = ':assumed-role/readonly/';

/** Sessions end this soon, so that one program outlives several. */
const SESSION_SECONDS = 4;

/** How often each client fetches credentials; they run out in between. */
const ROUNDS = loopCount(3, 2);

let practice: PracticeApp;
let home = '';
const notes: string[] = [];
beforeAll(async () => {
  practice = await practiceApp();
  home = join(practice.folder, 'user');
  const other = practice.organisation.users.find(({ profile }) => profile === 'security')?.keys[0];
  const key = `aws_access_key_id = ${other?.accessKeyId}\naws_secret_access_key = ${other?.secretAccessKey}\n`;
  await mkdir(join(home, '.aws'), { recursive: true });
  await writeFile(join(home, '.aws', 'credentials'), `[default]\n${key}[old]\n${key}`);
  await writeFile(join(home, '.aws', 'config'), '[default]\nregion = us-east-1\n');
  await writeFile(join(home, '.boto'), `[Credentials]\n${key}`);
});
afterAll(() => practice.close());
beforeEach(() => {
  practice.sts.faults.clear();
  notes.length = 0;
});

/** All that would make a tool run as somebody else, or fail. */
const hostile = (): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'stale',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_PROFILE: 'gone',
  AWS_DEFAULT_PROFILE: 'old',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/stale',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nonexistent',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/other',
  AWS_REGION: 'us-west-2',
  AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
});

interface Seen {
  readonly keyId: string;
  readonly arn: string;
  readonly region: string;
}

/** Runs a program with the role; gives what it wrote, line by line, to the file in RESULTS. */
async function served(program: string, parameters: readonly string[]): Promise<Seen[]> {
  const { app } = practice;
  const results = join(practice.folder, 'results');
  await writeFile(results, '');
  const context = await loadContext(app);
  const obtained = await obtainSession(app, context, ROLE, {});
  const environment = {
    ...hostile(),
    HOME: home,
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
    STS_URL: practice.sts.url,
    RESULTS: results,
  };
  const note = (text: string) => notes.push(text);
  const role = { app, context, obtained };
  const code = await runWithServer({ environment, note }, role, {}, { program, parameters });
  expect(code).toBe(0);
  expect(notes).toEqual([]);
  expect(await readdir(join(app.homePath, 'exec-server'))).toEqual([]);
  const lines = (await readFile(results, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Seen);
}

function expectRenewed(seen: readonly Seen[]): void {
  expect(seen).toHaveLength(ROUNDS);
  for (const { arn, region } of seen) {
    expect(arn).toContain(ROLE_ARN);
    expect(region).toBe('eu-west-1');
  }
  expect(new Set(seen.map(({ keyId }) => keyId)).size).toBe(ROUNDS);
  expect(practice.sts.calls.filter(({ outcome }) => outcome !== 'OK')).toEqual([]);
}

const JAVASCRIPT = `
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({ endpoint: process.env.STS_URL, maxAttempts: 1 });
for (let round = 0; round < ${ROUNDS}; round += 1) {
  const { accessKeyId: keyId, expiration } = await client.config.credentials();
  const { Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
  const region = await client.config.region();
  appendFileSync(process.env.RESULTS, JSON.stringify({ keyId, arn, region }) + '\\n');
  if (round < ${ROUNDS - 1}) await sleep(expiration.getTime() - Date.now() + 1200);
}`;

const PYTHON = `
import json, os, time
import boto3
session = boto3.Session()
client = session.client('sts', endpoint_url=os.environ['STS_URL'])
for round in range(${ROUNDS}):
    credentials = session.get_credentials()
    key = credentials.get_frozen_credentials().access_key
    expiry = credentials._expiry_time.timestamp()
    arn = client.get_caller_identity()['Arn']
    with open(os.environ['RESULTS'], 'a') as results:
        results.write(json.dumps({'keyId': key, 'arn': arn, 'region': session.region_name}) + '\\n')
    if round < ${ROUNDS - 1}:
        time.sleep(max(0, expiry - time.time()) + 1.2)
`;

const SHELL = `
set -e
for round in $(seq ${ROUNDS}); do
  arn=$("$AWS" --endpoint-url "$STS_URL" sts get-caller-identity --query Arn --output text)
  key=$("$AWS" configure list | sed -n 's/.*\\(\\*\\{16\\}[A-Z0-9]*\\) *container-role.*/\\1/p' | head -1)
  region=$("$AWS" configure get region)
  echo "{\\"keyId\\":\\"$key$round\\",\\"arn\\":\\"$arn\\",\\"region\\":\\"$region\\"}" >> "$RESULTS"
  test -n "$key"
  [ "$round" = ${ROUNDS} ] || sleep ${SESSION_SECONDS}
done`;

describe('exec --server keeps a program going past the end of its credentials', () => {
  beforeEach(async () => {
    practice.sts.faults.sessionSeconds = SESSION_SECONDS;
    await practice.app.sessions.remove(() => true);
  });

  test('AWS SDK for JavaScript', async () => {
    expectRenewed(await served(process.execPath, ['--input-type=module', '-e', JAVASCRIPT]));
  });

  test.skipIf(PYTHON_COMMAND === undefined)('boto3', async () => {
    expectRenewed(await served(PYTHON_COMMAND ?? 'python3', ['-c', PYTHON]));
  });

  test.skipIf(AWS_COMMAND === undefined)('the AWS CLI, asked again and again', async () => {
    expectRenewed(await served('sh', ['-c', `AWS='${AWS_COMMAND}'${SHELL}`]));
  });
});

test('its files hold the settings of the role, and no key', async () => {
  const seen = join(practice.folder, 'seen');
  const script = `cat "$AWS_CONFIG_FILE" "$AWS_SHARED_CREDENTIALS_FILE" > '${seen}'; echo '{}' > "$RESULTS"`;
  await served('sh', ['-c', script]);
  expect(await readFile(seen, 'utf8')).toBe('[default]\nregion = eu-west-1\n');
});

test('a signal that comes before the command has started keeps it from starting', async () => {
  const { app } = practice;
  const ran = join(practice.folder, 'ran');
  const context = await loadContext(app);
  const role = { app, context, obtained: await obtainSession(app, context, ROLE, {}) };
  const running = runWithServer(
    { environment: { PATH: '/usr/bin:/bin' }, note: (text) => notes.push(text) },
    role,
    {},
    { program: 'touch', parameters: [ran] },
  );
  process.kill(process.pid, 'SIGTERM');
  expect(await running).toBe(143);
  expect(await readdir(join(app.homePath, 'exec-server'))).toEqual([]);
  expect(await readdir(practice.folder)).not.toContain('ran');
});
