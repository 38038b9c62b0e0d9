import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'kit/test/**/*.test.ts'],
    // Some tests install and run whole projects; a slow machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
