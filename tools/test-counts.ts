import { existsSync, readFileSync } from 'node:fs';

/** How many tests a runner ran, and which it did not. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Full names, with the reason where the test gives one. */
  readonly skipped: readonly string[];
  /** Full names of those that passed at their second try: the keyring's daemon crashed under the first. */
  readonly secondTries: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

/** Reads the JSON report of Vitest; a runner that died before writing one counts as one failure. */
export function readVitestCounts(path: string): TestCounts {
  if (!existsSync(path)) {
    return { passed: 0, failed: 1, skipped: [], secondTries: [] };
  }
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: results
      .filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
      .map(({ fullName }) => fullName),
    secondTries: [],
  };
}

/** Reads the JSON report of Playwright, as `readVitestCounts` does. */
export function readPlaywrightCounts(path: string): TestCounts {
  if (!existsSync(path)) {
    return { passed: 0, failed: 1, skipped: [], secondTries: [] };
  }
  const report = JSON.parse(readFileSync(path, 'utf8')) as { suites: readonly PlaywrightSuite[] };
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  return {
    passed: tests.filter(({ status }) => status === 'expected' || status === 'flaky').length,
    failed: tests.filter(({ status }) => status === 'unexpected').length,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
    secondTries: tests.filter(({ status }) => status === 'flaky').map(({ name }) => name),
  };
}

function testsOf(
  suite: PlaywrightSuite,
  above: readonly string[],
): readonly { name: string; status: string }[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => {
      const reason = annotations.find(({ type }) => type === 'skip')?.description;
      const name = [...path, spec.title].join(' > ');
      return { name: reason === undefined ? name : `${name} (${reason})`, status };
    }),
  );
  return [...own, ...(suite.suites ?? []).flatMap((child) => testsOf(child, path))];
}
