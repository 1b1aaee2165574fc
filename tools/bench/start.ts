import { spawnSync } from 'node:child_process';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBaseKey } from '../../e2e/practice.ts';
import { CLI_COMMAND, makeValet, type Valet } from '../../e2e/valet.ts';
import { startKeyring } from '../with-keyring.ts';
import { inTurn } from './in-turn.ts';
import { baseKeyText, configText } from './sample-files.ts';
import { median } from './statistics.ts';
import type { BenchContext, Measure, Result } from './types.ts';

const ROLE = 'shop-dev-readonly';
const MOST_ROLES_MS: readonly (readonly [roles: number, ms: number])[] = [
  [10, 150],
  [5_000, 400],
];
/** What is loaded, in kilobytes: a bundle that grows past this did so by mistake. */
const MOST_KILOBYTES = { 'credential-process': 230, roles: 530 } as const;

/** The command line as whole processes, and how much code each command loads. */
export const startMeasure: Measure = {
  name: 'start',
  line: 'start of the command line',
  run: async (context) => {
    const keyring = await startKeyring();
    const valet = await makeValet(keyring.environment);
    try {
      await withBaseKey(valet, 'ci');
      const first = await valet.run(['credential-process', ROLE]);
      if (first.code !== 0) throw new Error(first.stderr);
      const sizes = [
        await loadedRow(context, valet, 'credential-process', ['credential-process', ROLE]),
        await loadedRow(context, valet, 'roles', ['roles']),
      ];
      await writeFile(valet.credentialsPath, baseKeyText(), { mode: 0o600 });
      const times: Result[] = [];
      for (const [roles, most] of MOST_ROLES_MS) {
        await writeFile(valet.configPath, configText(roles));
        times.push(await rolesRow(context, valet, roles, most));
      }
      return [...times, ...sizes];
    } finally {
      await valet.sts.close();
      await rm(valet.folder, { recursive: true, force: true });
      await keyring.stop();
    }
  },
};

async function rolesRow(
  context: BenchContext,
  valet: Valet,
  roles: number,
  most: number,
): Promise<Result> {
  const run = (argv: readonly string[]): void => {
    const [command = '', ...rest] = argv;
    const options = { env: valet.environment, maxBuffer: 2 ** 26 };
    const { status, stderr } = spawnSync(command, rest, options);
    if (status !== 0) throw new Error(`${argv.join(' ')} failed: ${stderr?.toString()}`);
  };
  const times = await inTurn(context.rounds(15), 2, {
    empty: () => run([process.execPath, '-e', '0']),
    ours: () => run([...CLI_COMMAND, 'roles']),
  });
  const ours = median(times.ours);
  const empty = median(times.empty);
  return {
    what: `role-valet roles, ${roles.toLocaleString('en-GB')} roles, whole process`,
    ours,
    theirs: empty,
    rival: 'an empty Node',
    ratio: ours / empty,
    target: `under ${most} ms`,
    holds: ours < most,
    unit: 'ms',
    samples: times.ours.length,
  };
}

async function loadedRow(
  context: BenchContext,
  valet: Valet,
  name: keyof typeof MOST_KILOBYTES,
  argv: readonly string[],
): Promise<Result> {
  const record = join(context.folder, `loaded-${name}`);
  const [node = '', ...cli] = CLI_COMMAND;
  const hook = join(import.meta.dirname, 'loaded-files.ts');
  const { code, stderr } = await valet.program(node, ['--import', hook, ...cli, ...argv], {
    environment: { ROLE_VALET_BENCH_LOADED: record },
  });
  if (code !== 0) throw new Error(stderr);
  const urls = (await readFile(record, 'utf8')).trim().split('\n');
  const files = urls.map((url) => fileURLToPath(url)).filter((path) => path !== hook);
  const sizes = await Promise.all([...new Set(files)].map(async (path) => (await stat(path)).size));
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  return {
    what: `code that ${name} loads, no app running`,
    ours: kilobytes,
    target: `at most ${MOST_KILOBYTES[name]} kB`,
    holds: kilobytes <= MOST_KILOBYTES[name],
    unit: 'kB',
    note: `${sizes.length} files; with the keychain’s module, without its native part`,
    samples: 1,
  };
}
