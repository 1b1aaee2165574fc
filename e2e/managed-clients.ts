/** AWS's own clients on managed profiles: they run our command themselves, as a user's would. */
import { AWS_COMMAND, PYTHON_COMMAND } from '../electron/practice/testing/real-clients.ts';
import { stsRules } from './real-clients.ts';
import { expect, type Valet } from './valet.ts';

const JAVASCRIPT = `
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({ endpoint: process.env.AWS_ENDPOINT_URL_STS, maxAttempts: 1 });
for (let left = Number(process.env.ROUNDS); left > 0; left -= 1) {
  const { accessKeyId, expiration } = await client.config.credentials();
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  console.log(accessKeyId, Arn);
  if (left > 1) await sleep(expiration.getTime() - Date.now() + 1200);
}`;

const PYTHON = `
import os, time
import boto3
session = boto3.Session()
client = session.client('sts')
for left in range(int(os.environ['ROUNDS']), 0, -1):
    credentials = session.get_credentials()
    key = credentials.get_frozen_credentials().access_key
    print(key, client.get_caller_identity()['Arn'], flush=True)
    if left > 1:
        time.sleep(max(0, credentials._expiry_time.timestamp() - time.time()) + 1.2)
`;

const CLIENTS = {
  'the AWS CLI': [
    AWS_COMMAND ?? 'aws',
    ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
  ],
  boto3: [PYTHON_COMMAND ?? 'python3', ['-c', PYTHON]],
  'AWS SDK for JavaScript': [process.execPath, ['--input-type=module', '-e', JAVASCRIPT]],
} as const;

type ManagedClient = keyof typeof CLIENTS;

export const MANAGED_CLIENTS = Object.keys(CLIENTS) as readonly ManagedClient[];

/** Lines that a client printed as `profile`: who it was, each time; its credentials end before the next. */
export async function asProfile(
  valet: Valet,
  client: ManagedClient,
  profile: string,
  rounds = 1,
): Promise<string[]> {
  const [command, argv] = CLIENTS[client];
  const { code, stdout, stderr } = await valet.program(command, argv, {
    environment: {
      AWS_PROFILE: profile,
      AWS_DATA_PATH: await stsRules(valet),
      AWS_MAX_ATTEMPTS: '1',
      ROUNDS: String(rounds),
    },
  });
  expect(code, stderr).toBe(0);
  return stdout.trim().split('\n');
}
