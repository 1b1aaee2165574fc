/** AWS's own clients go on past the end of their credentials, by `credential_process` or a URL of the app. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PYTHON_COMMAND } from '../../electron/practice/testing/real-clients.ts';
import { loopCount } from '../../tools/loops.ts';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { CLI_COMMAND, type Valet } from '../valet.ts';
import { expect, test } from './fixture/test.ts';
import { callLine, openDetails, openRoles } from './steps.ts';

/** Both SDKs renew well before this is over, so each use asks anew; and it does run out in between. */
const SESSION_SECONDS = 4;
const ROUNDS = loopCount(3, 2);

interface Seen {
  readonly keyId: string;
  readonly arn: string;
}

const JAVASCRIPT = `
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({ endpoint: process.env.STS_URL, maxAttempts: 1 });
for (let round = 0; round < ${ROUNDS}; round += 1) {
  const { accessKeyId: keyId, expiration } = await client.config.credentials();
  const { Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
  appendFileSync(process.env.RESULTS, JSON.stringify({ keyId, arn }) + '\\n');
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
        results.write(json.dumps({'keyId': key, 'arn': arn}) + '\\n')
    if round < ${ROUNDS - 1}:
        time.sleep(max(0, expiry - time.time()) + 1.2)
`;

/** The AWS CLI's own code in one process that goes on, as its interactive and waiting commands do. */
const AWS_CLI = `
import contextlib, io, json, os, time
from awscli.clidriver import create_clidriver
from awscli import clidriver
driver = create_clidriver()
session = driver.session
for round in range(${ROUNDS}):
    credentials = session.get_credentials()
    key = credentials.get_frozen_credentials().access_key
    expiry = credentials._expiry_time.timestamp()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = driver.main(['sts', 'get-caller-identity', '--endpoint-url', os.environ['STS_URL'],
                            '--query', 'Arn', '--output', 'text'])
    assert code == 0, said.getvalue()
    with open(os.environ['RESULTS'], 'a') as results:
        results.write(json.dumps({'keyId': key, 'arn': said.getvalue().strip()}) + '\\n')
    if round < ${ROUNDS - 1}:
        time.sleep(max(0, expiry - time.time()) + 1.2)
`;

async function seenBy(
  valet: Valet,
  command: string,
  argv: readonly string[],
  more: Record<string, string> = {},
): Promise<Seen[]> {
  const results = join(valet.folder, 'results');
  await writeFile(results, '');
  const { code, stderr } = await valet.program(command, argv, {
    environment: { ...more, STS_URL: valet.sts.url, RESULTS: results },
  });
  expect(code, stderr).toBe(0);
  const lines = (await readFile(results, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Seen);
}

const CLIENTS = [
  ['AWS SDK for JavaScript', process.execPath, ['--input-type=module', '-e', JAVASCRIPT]],
  ['boto3', PYTHON_COMMAND ?? 'python3', ['-c', PYTHON]],
  // Debian's package keeps the AWS CLI's code where its own Python finds it.
  ['the AWS CLI', '/usr/bin/python3', ['-c', AWS_CLI]],
] as const;

function expectRefreshed(valet: Valet, seen: readonly Seen[]): void {
  expect(seen).toHaveLength(ROUNDS);
  for (const { arn } of seen) expect(arn).toContain(':assumed-role/readonly/');
  expect(new Set(seen.map(({ keyId }) => keyId)).size).toBe(ROUNDS);
  expect(valet.sts.calls.filter(({ outcome }) => outcome !== 'OK')).toEqual([]);
}

for (const [name, command, argv] of CLIENTS) {
  test(`${name} refreshes by itself, in one process, through credential_process`, async ({
    launch,
    valet,
  }) => {
    const process = [...CLI_COMMAND, 'credential-process', ROLE_WITHOUT_MFA].join(' ');
    await appendFile(
      valet.configPath,
      // What stands in [default] must not matter.
      `\n[default]\nrole_arn = arn:aws:iam::333344445555:role/readonly\nsource_profile = ci\n` +
        `\n[profile tool]\ncredential_process = ${process}\nregion = eu-west-1\n`,
    );
    await openRoles(launch, valet);
    valet.sts.faults.sessionSeconds = SESSION_SECONDS;
    expectRefreshed(valet, await seenBy(valet, command, argv, { AWS_PROFILE: 'tool' }));
  });

  test(`${name} refreshes by itself, in one process, through exports that renew`, async ({
    launch,
    valet,
  }) => {
    const desktop = await openRoles(launch, valet);
    valet.sts.faults.sessionSeconds = SESSION_SECONDS;
    await openDetails(desktop.page, ROLE_WITHOUT_MFA);
    await desktop.page.getByRole('button', { name: 'Copy exports that renew' }).click();
    await expect.poll(() => desktop.clipboard.text()).toContain('AWS_CONTAINER_');
    // Pasted into a shell, which then runs the program.
    const block = await desktop.clipboard.text();
    const script = `${block}\nexec "$@"\n`;
    expectRefreshed(valet, await seenBy(valet, 'sh', ['-c', script, 'sh', command, ...argv]));

    await desktop.page.getByRole('button', { name: 'Stop' }).first().click();
    const after = await valet.program('sh', ['-c', `${block}\n${callLine(valet)}`]);
    expect(after.code).not.toBe(0);
  });
}
