import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'electron/**/*.test.ts',
      'renderer/**/*.test.ts',
      'e2e/stand-in/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    environment: 'node',
    setupFiles: ['tools/seeded-properties.ts'],
    // One more than the cores of a small machine, as tests wait for processes and expiries; and no new
    // module graph for each file: our modules keep no state of their own.
    maxWorkers: 3,
    isolate: false,
    // Real files, real processes and real HTTP are slower than fakes on a busy two-core machine.
    // The whole loops of --full take minutes each.
    testTimeout: process.env.ROLE_VALET_FULL === '1' ? 1_200_000 : 60_000,
    hookTimeout: 60_000,
  },
});
