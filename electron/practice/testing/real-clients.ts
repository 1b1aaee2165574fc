/** Runs the AWS clients that people have, cut off from whoever runs the tests. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { LongTermKey } from '../../core/credentials.ts';

/** The AWS CLI, undefined where none is installed. */
export const AWS_COMMAND: string | undefined = findProgram('aws');

/** A Python that has boto3, undefined where there is none. */
export const PYTHON_COMMAND: string | undefined = findPythonWithBoto();

/** What a finished program left. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Credentials as a client gets them: a key or a trio. */
export interface ClientCredentials extends LongTermKey {
  readonly sessionToken?: string;
}

/**
 * The variables of a client's process: its credentials, nothing of the AWS settings or of the home of
 * whoever runs the tests.
 */
export function clientEnvironment(
  home: string,
  credentials?: ClientCredentials,
): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_MAX_ATTEMPTS: '1',
    ...(credentials === undefined
      ? {}
      : {
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        }),
    ...(credentials?.sessionToken === undefined
      ? {}
      : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}

/** Runs `work` with an empty folder that is gone afterwards. */
export async function withEmptyHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'role-valet-client-'));
  try {
    return await work(home);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Runs a program with exactly the given environment and collects what it printed. */
export function runProgram(
  command: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.once('error', reject);
    // A program that reads no input may be gone before it is offered any.
    child.stdin.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        reject(error);
      }
    });
    child.once('close', (code) => resolve({ code, ...output }));
    child.stdin.end(input);
  });
}

/** `aws sts ARGUMENTS`, or another service's, against `url`, with JSON output. */
export function runAws(
  url: string,
  credentials: ClientCredentials,
  argv: readonly string[],
  service: 'sts' | 'iam' = 'sts',
): Promise<Finished> {
  const command = AWS_COMMAND ?? 'aws';
  return withEmptyHome((home) =>
    runProgram(
      command,
      ['--endpoint-url', url, '--output', 'json', service, ...argv],
      clientEnvironment(home, credentials),
    ),
  );
}

/** One boto3 call: the method's name and its arguments. */
export interface BotoCall {
  readonly method: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Seconds that the client's clock is ahead. */
  readonly clockSeconds?: number;
}

/** What a boto3 call gave: its result, or the error's code, message and HTTP status. */
export type BotoResult =
  | { readonly result: Record<string, never> }
  | { readonly code: string; readonly message: string; readonly status: number };

/** Makes boto3 calls, one after the other in one process. */
export async function runBoto(
  url: string,
  credentials: ClientCredentials,
  calls: readonly BotoCall[],
): Promise<readonly BotoResult[]> {
  const { code, stdout, stderr } = await withEmptyHome((home) =>
    runProgram(
      PYTHON_COMMAND ?? 'python3',
      ['-c', BOTO_SCRIPT],
      clientEnvironment(home, credentials),
      JSON.stringify({ url, calls }),
    ),
  );
  if (code !== 0) {
    throw new Error(`boto3 failed: ${stderr}`);
  }
  return JSON.parse(stdout) as readonly BotoResult[];
}

/** The clock is set by replacing what botocore's signers (of both runtimes) ask for the time. */
const BOTO_SCRIPT = `
import datetime, json, sys
import boto3, botocore.auth, botocore.exceptions

class Shifted(datetime.datetime):
    shift = 0
    @classmethod
    def utcnow(cls):
        return datetime.datetime.utcnow() + datetime.timedelta(seconds=cls.shift)
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(seconds=cls.shift)

class Module:
    datetime = Shifted
    def __getattr__(self, name):
        return getattr(datetime, name)

botocore.auth.datetime = Module()
try:
    import botocore.crt.auth
    botocore.crt.auth.datetime = Module()
except ImportError:
    pass  # Without the C runtime only botocore.auth signs.
if hasattr(botocore.auth, 'get_current_datetime'):
    real = botocore.auth.get_current_datetime
    botocore.auth.get_current_datetime = lambda *a, **k: real(*a, **k) + datetime.timedelta(seconds=Shifted.shift)
asked = json.load(sys.stdin)
client = boto3.client('sts', endpoint_url=asked['url'])
results = []
for call in asked['calls']:
    Shifted.shift = call.get('clockSeconds', 0)
    try:
        results.append({'result': getattr(client, call['method'])(**call.get('parameters', {}))})
    except botocore.exceptions.ClientError as error:
        results.append({'code': error.response['Error']['Code'], 'message': error.response['Error']['Message'],
                        'status': error.response['ResponseMetadata']['HTTPStatusCode']})
json.dump(results, sys.stdout, default=str)
`;

/** The system's own program first: it is the one that a distribution's users have. */
function findProgram(name: string): string | undefined {
  return [join('/usr/bin', name), ...pathCandidates(name)].find((path) => existsSync(path));
}

function findPythonWithBoto(): string | undefined {
  return ['/usr/bin/python3', ...pathCandidates('python3')].find(
    (path) =>
      existsSync(path) && spawnSync(path, ['-c', 'import boto3'], { stdio: 'ignore' }).status === 0,
  );
}

function pathCandidates(name: string): readonly string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}
