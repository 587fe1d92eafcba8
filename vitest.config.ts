import { defineConfig } from 'vitest/config';

/** Suites, split by what they need: nothing, the native engine, a window, a quiet machine. */
export default defineConfig({
  test: {
    pool: 'forks',
    // The native library takes every core, and a window is timed: files run one after the other, each in a process of
    // its own. The script that runs the unit tests lifts this.
    fileParallelism: false,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'engine',
          include: ['test/engine/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'window',
          include: ['test/window/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      // Needs a package that was made before; see scripts/check-package.mjs.
      {
        test: {
          name: 'packaged',
          include: ['test/packaged/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      // Timed, so run by itself on a machine that does nothing else.
      {
        test: {
          name: 'responsive',
          include: ['test/window/**/*.check.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
