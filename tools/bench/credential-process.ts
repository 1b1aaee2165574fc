/**
 * `credential-process` with the running app, beside an empty Node process: whole processes, in turn, so
 * that what else the machine does falls on both alike. Medians and their ratio.
 */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { launchDesktop } from '../../e2e/desktop/fixture/launch.ts';
import { desktopEnvironment } from '../../e2e/desktop/fixture/test.ts';
import { withBaseKey } from '../../e2e/practice.ts';
import { CLI_COMMAND, makeValet } from '../../e2e/valet.ts';
import { startKeyring } from '../with-keyring.ts';

const ROUNDS = Number(process.env.ROLE_VALET_BENCH_ROUNDS ?? 40);
const ROLE = 'shop-dev-readonly';

const keyring = await startKeyring();
const valet = await makeValet(keyring.environment);
try {
  await withBaseKey(valet, 'ci');
  const desktop = await launchDesktop({ environment: await desktopEnvironment(valet) });
  // The practice STS lives in this process: the session is made before anything here blocks.
  const first = await valet.run(['credential-process', ROLE]);
  if (first.code !== 0) throw new Error(first.stderr);
  const [node = '', ...cli] = CLI_COMMAND;
  const rivals: readonly (readonly [name: string, argv: readonly string[]])[] = [
    ['an empty Node process', [node, '-e', '0']],
    ['credential-process, app running', [node, ...cli, 'credential-process', ROLE]],
  ];
  const times = new Map<string, number[]>(rivals.map(([name]) => [name, []]));
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [name, [command = '', ...argv]] of rivals) {
      const started = performance.now();
      const { status, stderr } = spawnSync(command, argv, { env: valet.environment });
      if (status !== 0) throw new Error(`${name} failed: ${stderr.toString()}`);
      // The first rounds fill caches of the system and of the app.
      if (round >= 0) times.get(name)?.push(performance.now() - started);
    }
  }
  const empty = median(times.get('an empty Node process') ?? []);
  for (const [name, all] of times) {
    const middle = median(all);
    console.log(`${name}: ${middle.toFixed(1)} ms, ${(middle / empty).toFixed(2)} x empty Node`);
  }
  await desktop.quit();
} finally {
  await valet.sts.close();
  await rm(valet.folder, { recursive: true, force: true });
  await keyring.stop();
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
