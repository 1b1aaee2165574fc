import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pythonWithBotocore } from '../../electron/core/aws-config/botocore.fixture.ts';
import { loadSharedConfig } from '../../electron/core/aws-config/shared-config.ts';
import { ChainResolver } from '../../electron/core/chain/chain-resolver.ts';
import { nodeFiles } from '../../electron/node/files.ts';
import { inTurn } from './in-turn.ts';
import { baseKeyText, configText } from './sample-files.ts';
import { median } from './statistics.ts';
import type { Measure, Result } from './types.ts';

/** The reader that comes with the SDK we ship; it is a dependency of the SDK, not of ours. */
const sdk: SdkConfigModule = createRequire(
  createRequire(import.meta.url).resolve('@aws-sdk/client-sts'),
)('@smithy/core/config');

interface SdkConfigModule {
  loadSharedConfigFiles(options: {
    filepath: string;
    configFilepath: string;
    ignoreCache: true;
  }): Promise<{ configFile: Readonly<Record<string, unknown>> }>;
}

const ROLES = 5_000;
const TARGET_MS = 60;

/** Reads both files and resolves the chain of every role; gives how many there were. */
export async function readAndResolve(configPath: string, credentialsPath: string): Promise<number> {
  const config = await loadSharedConfig(nodeFiles(), { configPath, credentialsPath });
  const context = { config, keychainProfiles: new Set<string>(), environment: {} };
  const resolver = new ChainResolver(context);
  for (const profile of config.profiles.keys()) resolver.resolve(profile);
  return config.profiles.size;
}

/** Reads both files and every property in them, which is what the SDK's reader does; gives how many. */
async function readAll(configPath: string, credentialsPath: string): Promise<number> {
  const config = await loadSharedConfig(nodeFiles(), { configPath, credentialsPath });
  let count = 0;
  for (const { properties } of config.profiles.values()) count += properties.size;
  return count;
}

/** Read and resolve a config of 5,000 roles, beside the JavaScript SDK's reader and botocore. */
export const configMeasure: Measure = {
  name: 'config',
  line: 'read and resolve a config of 5,000 roles, losslessly',
  run: async (context) => {
    const configPath = join(context.folder, 'config');
    const credentialsPath = join(context.folder, 'credentials');
    await writeFile(configPath, configText(ROLES));
    await writeFile(credentialsPath, baseKeyText());
    const python = pythonWithBotocore();
    const found = await readAndResolve(configPath, credentialsPath);
    if (found < ROLES) throw new Error(`only ${found} of ${ROLES} roles were found`);
    const times = await inTurn(context.rounds(40), 5, {
      ours: () => readAndResolve(configPath, credentialsPath),
      read: () => readAll(configPath, credentialsPath),
      sdk: async () => {
        const { configFile } = await sdk.loadSharedConfigFiles({
          configFilepath: configPath,
          filepath: credentialsPath,
          ignoreCache: true,
        });
        if (Object.keys(configFile).length < ROLES) throw new Error('the SDK read too little');
      },
    });
    // Its own clock: what a call to another process costs is not its.
    const botocoreTimes =
      python === undefined
        ? []
        : readWithBotocore(python, context.rounds(8), configPath, credentialsPath);
    return rows(times, botocoreTimes);
  },
};

/** Times itself, in milliseconds a round; the first two rounds do not count. */
const BOTOCORE = `
import json, sys, time
from botocore.configloader import load_config, raw_config_parse
rounds, config, credentials = int(sys.argv[1]), sys.argv[2], sys.argv[3]
times = []
for _ in range(rounds + 2):
    started = time.perf_counter()
    load_config(config)
    raw_config_parse(credentials)
    times.append((time.perf_counter() - started) * 1000)
print(json.dumps(times[2:]))
`;

function readWithBotocore(python: string, rounds: number, ...paths: string[]): readonly number[] {
  const argv = ['-X', 'utf8', '-c', BOTOCORE, String(rounds), ...paths];
  const { status, stdout, stderr } = spawnSync(python, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`botocore failed: ${stderr}`);
  return JSON.parse(stdout) as number[];
}

function rows(
  times: Record<'ours' | 'read' | 'sdk', readonly number[]>,
  botocore: readonly number[],
): Result[] {
  const ours = median(times.ours);
  const read = median(times.read);
  const theirs = median(times.sdk);
  const target = `under ${TARGET_MS} ms, and no slower than the SDK`;
  const shared = { ours, unit: 'ms', samples: times.ours.length };
  const what = 'read and resolve 5,000 roles';
  return [
    {
      ...shared,
      what,
      theirs,
      rival: 'JavaScript SDK (reads only)',
      ratio: ours / theirs,
      target,
      holds: ours < TARGET_MS && ours <= theirs,
      note: 'the SDK’s reader resolves nothing: half of our time goes into checking and resolving 5,000 chains of two hops, some 1 µs each; the row below is like for like',
    },
    {
      ...shared,
      what: 'read every property of 5,000 roles, resolve nothing',
      ours: read,
      theirs,
      rival: 'JavaScript SDK',
      ratio: read / theirs,
      target: 'no slower than the SDK',
      holds: read <= theirs,
    },
    botocore.length === 0
      ? { what: `${what}, beside botocore`, target: '', notMeasured: 'no Python here has botocore' }
      : {
          ...shared,
          what: `${what}, beside botocore`,
          theirs: median(botocore),
          rival: 'botocore (reads only)',
          ratio: ours / median(botocore),
          target: 'faster',
          holds: ours < median(botocore),
        },
  ];
}
