import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Years of a ring of towns take minutes: `npm run simulation`.
    exclude: process.env.TWINBELL_SIMULATION === undefined ? ['test/simulation/**'] : [],
    reporters: ['default', './test/left-out-reporter.ts'],
    env: { TZ: process.env.TWINBELL_TEST_ZONE ?? 'UTC' },
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
