import { spawnSync } from 'node:child_process';
import { appendFile, rm } from 'node:fs/promises';
import { launchDesktop } from '../../e2e/desktop/fixture/launch.ts';
import { desktopEnvironment } from '../../e2e/desktop/fixture/test.ts';
import { withBaseKey } from '../../e2e/practice.ts';
import { CLI_COMMAND, makeValet, type Valet } from '../../e2e/valet.ts';
import { startKeyring } from '../with-keyring.ts';
import { inTurn } from './in-turn.ts';
import { median } from './statistics.ts';
import type { BenchContext, Measure, Result } from './types.ts';

const ROLE = 'shop-dev-readonly';
const MOST_WITH_APP = 1.35;
const MOST_WITHOUT_APP = 2.5;
const LEAST_FASTER = 15;
const AWS_PROFILE = 'exported';

/**
 * `credential-process` as whole processes, in turn with an empty Node process and with the AWS CLI's
 * `configure export-credentials`. The AWS CLI exports a trio that stands in the credentials file: the
 * least that it can do, without a call.
 */
export const credentialProcessMeasure: Measure = {
  name: 'credential-process',
  line: 'credential-process, against an empty Node and the AWS CLI',
  limitSeconds: 150,
  run: async (context) => {
    const keyring = await startKeyring();
    const valet = await makeValet(keyring.environment);
    try {
      await withBaseKey(valet, 'ci');
      const desktop = await launchDesktop({ environment: await desktopEnvironment(valet) });
      // The practice STS lives in this process: the session is made before anything here blocks.
      await warmUp(valet);
      const withApp = await besideEmptyNode(context, valet);
      const withAws = await besideAwsCli(context, valet);
      await desktop.quit();
      await warmUp(valet);
      const withoutApp = await besideEmptyNode(context, valet);
      return [
        nodeRow('app running', withApp, MOST_WITH_APP),
        withAws,
        nodeRow('no app, warm session file', withoutApp, MOST_WITHOUT_APP),
      ];
    } finally {
      await valet.sts.close();
      await rm(valet.folder, { recursive: true, force: true });
      await keyring.stop();
    }
  },
};

async function warmUp(valet: Valet): Promise<void> {
  const { code, stderr } = await valet.run(['credential-process', ROLE]);
  if (code !== 0) throw new Error(stderr);
}

function runOnce(valet: Valet, [command = '', ...argv]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, argv, { env: valet.environment });
  if (status !== 0) throw new Error(`${command} ${argv[0]} failed: ${stderr?.toString()}`);
}

async function besideEmptyNode(context: BenchContext, valet: Valet) {
  const ours = [...CLI_COMMAND, 'credential-process', ROLE];
  return await inTurn(context.rounds(40), 3, {
    empty: () => runOnce(valet, [process.execPath, '-e', '0']),
    ours: () => runOnce(valet, ours),
  });
}

async function besideAwsCli(context: BenchContext, valet: Valet): Promise<Result> {
  const what = 'credential-process, app running, beside aws configure export-credentials';
  const target = `${LEAST_FASTER} x faster`;
  await appendFile(
    valet.credentialsPath,
    `[${AWS_PROFILE}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = IQoJb3JpZ2luX2VjEXAMPLE\n`,
  );
  const aws = ['aws', 'configure', 'export-credentials', '--profile', AWS_PROFILE];
  const version = spawnSync('aws', ['--version'], { env: valet.environment, encoding: 'utf8' });
  if (version.error !== undefined) {
    return { what, target, notMeasured: 'the AWS CLI is not installed' };
  }
  const first = spawnSync('aws', aws.slice(1), { env: valet.environment, encoding: 'utf8' });
  if (first.status !== 0 || !first.stdout.includes('AccessKeyId')) {
    return { what, target, notMeasured: `${version.stdout.trim()} has no such command` };
  }
  const times = await inTurn(context.rounds(10), 1, {
    aws: () => runOnce(valet, aws),
    ours: () => runOnce(valet, [...CLI_COMMAND, 'credential-process', ROLE]),
  });
  const ours = median(times.ours);
  const theirs = median(times.aws);
  return {
    what,
    ours,
    theirs,
    rival: `AWS CLI ${/aws-cli\/([\d.]+)/.exec(version.stdout)?.[1] ?? ''}`,
    ratio: ours / theirs,
    target,
    holds: theirs / ours >= LEAST_FASTER,
    unit: 'ms',
    note: `${(theirs / ours).toFixed(1)} x faster; the AWS CLI made no call, and only exported what stood in the file`,
    samples: times.aws.length,
  };
}

function nodeRow(
  kind: string,
  times: Record<'ours' | 'empty', readonly number[]>,
  most: number,
): Result {
  const ours = median(times.ours);
  const empty = median(times.empty);
  return {
    what: `credential-process, ${kind}`,
    ours,
    theirs: empty,
    rival: 'an empty Node',
    ratio: ours / empty,
    target: `at most ${most} x`,
    holds: ours / empty <= most,
    unit: 'ms',
    samples: times.ours.length,
  };
}
