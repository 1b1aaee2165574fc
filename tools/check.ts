/**
 * `npm test`: every check, one after the other, with a summary that names what failed and what was
 * skipped. `--full` runs the long loops whole; ROLE_VALET_SEED repeats a run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loopSeed } from './loops.ts';
import { readPlaywrightCounts, readVitestCounts, type TestCounts } from './test-counts.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Where the step's runner leaves its counts. */
  readonly counts?: () => TestCounts;
}

const isFull = process.argv.includes('--full');
const seed = loopSeed();
const reports = mkdtempSync(join(tmpdir(), 'role-valet-reports-'));
const unitReport = join(reports, 'unit.json');
const e2eReport = join(reports, 'e2e.json');

const steps: readonly Step[] = [
  { name: 'lint', command: ['biome', 'ci', '--error-on-warnings'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'unused', command: ['knip'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'unit',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    counts: () => readVitestCounts(unitReport),
  },
  {
    name: 'e2e',
    command: ['playwright', 'test', '--config=e2e/playwright.config.ts'],
    counts: () => readPlaywrightCounts(e2eReport),
  },
];

console.log(
  `Node ${process.version}, seed ${seed}, ${isFull ? 'full loops' : 'a share of the loops (--full runs all)'}`,
);
const environment = {
  ...process.env,
  ROLE_VALET_SEED: String(seed),
  ROLE_VALET_FULL: isFull ? '1' : '0',
  PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
};

const failedSteps: string[] = [];
const total = { passed: 0, failed: 0, skipped: [] as string[], secondTries: [] as string[] };
for (const step of steps) {
  const [program = '', ...parameters] = step.command;
  const started = performance.now();
  console.log(`\n${step.name}: ${step.command.join(' ').replaceAll(reports, '<reports>')}`);
  const { status } = spawnSync(program, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${step.name}: ${status === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  if (status !== 0) {
    failedSteps.push(step.name);
  }
  const counts = step.counts?.();
  total.passed += counts?.passed ?? 0;
  total.failed += counts?.failed ?? 0;
  total.skipped.push(...(counts?.skipped ?? []));
  total.secondTries.push(...(counts?.secondTries ?? []));
}
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const skipped of total.skipped) {
  console.log(`skipped: ${skipped}`);
}
for (const name of total.secondTries) {
  console.log(`passed at the second try, the keyring's daemon had crashed: ${name}`);
}
if (failedSteps.length > 0) {
  console.log(`Failed: ${failedSteps.join(', ')}. Repeat with ROLE_VALET_SEED=${seed}.`);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exitCode = failedSteps.length === 0 && total.failed === 0 && total.passed > 0 ? 0 : 1;
