// How the tests run: real servers, and no way for a test to be skipped or to check nothing. Most tests wait for something more often
// than they compute, so there are two workers for each of the two cores it is made for; and no module keeps anything of a test, so each
// worker loads the house once.
// What to run and what that needs is decided in run.ts.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 4,
    isolate: false,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/no-outside-network.ts', 'test/support/no-key-material.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
    dangerouslyIgnoreUnhandledErrors: false,
    expect: { requireAssertions: true, poll: { timeout: 15_000 } },
  },
})
