import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of a test's time is that of other processes: a core that waits is a core too many.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts', 'kit/test/**/*.test.ts'],
    // Some tests install and run whole projects; a slow machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
