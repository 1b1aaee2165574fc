import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AWS_COMMAND, PYTHON_COMMAND } from '../electron/practice/testing/real-clients.ts';
import type { Finished, Valet } from './valet.ts';

const PYTHON = `
import boto3
print(boto3.Session().client('sts').get_caller_identity()['Arn'])
`;

/** AWS's own clients, each asking who it is. */
const CLIENTS = {
  'the AWS CLI': [
    AWS_COMMAND ?? 'aws',
    ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
  ],
  boto3: [PYTHON_COMMAND ?? 'python3', ['-c', PYTHON]],
} as const;

export type ClientName = keyof typeof CLIENTS;

export const CLIENT_NAMES = Object.keys(CLIENTS) as readonly ClientName[];

/** Who a real client is under a profile's name, with all calls, its own too, at the practice STS. */
export async function whoIs(valet: Valet, client: ClientName, profile: string): Promise<Finished> {
  const [command, argv] = CLIENTS[client];
  return valet.program(command, argv, {
    environment: {
      AWS_PROFILE: profile,
      AWS_DATA_PATH: await stsRules(valet),
      AWS_MAX_ATTEMPTS: '1',
    },
  });
}

/**
 * A folder of data from which clients too old for AWS_ENDPOINT_URL_STS learn where STS is: botocore
 * looks there first (https://boto3.amazonaws.com/v1/documentation/api/latest/guide/configuration.html).
 */
export async function stsRules(valet: Valet): Promise<string> {
  const folder = join(valet.folder, 'models');
  const flag = (builtIn: string) => ({ builtIn, required: true, default: false, type: 'Boolean' });
  const name = (builtIn: string) => ({ builtIn, required: false, type: 'String' });
  const rules = {
    version: '1.0',
    parameters: {
      Region: name('AWS::Region'),
      UseDualStack: flag('AWS::UseDualStack'),
      UseFIPS: flag('AWS::UseFIPS'),
      Endpoint: name('SDK::Endpoint'),
      UseGlobalEndpoint: flag('AWS::STS::UseGlobalEndpoint'),
    },
    rules: [
      {
        conditions: [],
        endpoint: { url: valet.sts.url, properties: {}, headers: {} },
        type: 'endpoint',
      },
    ],
  };
  await mkdir(join(folder, 'sts', '2011-06-15'), { recursive: true });
  const path = join(folder, 'sts', '2011-06-15', 'endpoint-rule-set-1.json');
  await writeFile(path, JSON.stringify(rules));
  return folder;
}
