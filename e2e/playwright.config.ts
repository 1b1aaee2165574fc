import { defineConfig } from '@playwright/test';
import { loopSeed } from '../tools/loops.ts';

// Workers take it over: one that starts after midnight must find the tests of this run.
process.env.ROLE_VALET_SEED ??= String(loopSeed());

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // Real keychain, real AWS CLI, real shells: a minute is generous and still ends a hang.
  timeout: 120_000,
  // A person waits longer than a busy machine takes; what passes is not slowed by it.
  expect: { timeout: 15_000 },
  // One more than the cores of a small machine: specs wait for expiries and other programs.
  workers: 3,
  // A long file must not run alone while a worker idles.
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // Only where the keyring's daemon crashed under a test: valet.ts refuses every other second try.
  retries: 1,
  outputDir: '../test-results',
  reporter: [['list'], ['json']],
});
