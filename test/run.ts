// What `npm test` runs: finds or brings the servers that the selected tests need, runs them, and ends with a plain line
// "N passed, N failed". A test that is skipped, or a file that breaks before its tests, counts as failed.
//   node test/run.ts                  everything
//   node test/run.ts test/db sla      the test files whose path contains one of the words
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { importsReachedFrom } from './support/imports.ts'
import { installServers } from './support/install-servers.ts'

const root = resolve(import.meta.dirname, '..')
const gigabyte = 1024 ** 3

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[]
}

process.exitCode = await run(process.argv.slice(2))

async function run(filters: readonly string[]): Promise<number> {
  const lacking = installServers(serversNeeded(filters))
  if (lacking !== null) {
    console.error(lacking)
    return 1
  }
  const folder = mkdtempSync(join(tmpdir(), 'support-assistant-report-'))
  const file = join(folder, 'report.json')
  try {
    const status = await runVitest(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters])
    const { passed, failed } = count(readReport(file), status)
    console.log(`${passed} passed, ${failed} failed`)
    return failed === 0 ? status : status || 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The servers that the selected test files reach through their imports. */
function serversNeeded(filters: readonly string[]): ('redis' | 'chromium')[] {
  const selected = globSync('test/**/*.test.ts', { cwd: root }).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  )
  const reached = new Set<string>()
  for (const file of selected) importsReachedFrom(join(root, file), join(root, 'test'), reached)
  const needed: ('redis' | 'chromium')[] = []
  if (reached.has(join(root, 'test/support/redis.ts'))) needed.push('redis')
  if (reached.has('playwright-core')) needed.push('chromium')
  return needed
}

/** @returns vitest's exit status; a signal that ended it counts as 1. */
function runVitest(args: readonly string[]): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: memoryFolder() ?? tmpdir() },
    stdio: 'inherit',
  })
  // Ctrl-C reaches the whole group; vitest then cleans up, and this process has to outlive it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}

/** Databases that nobody keeps need no disk: where there is room in memory, the tests' files lie there. */
function memoryFolder(): string | null {
  if (process.env['TMPDIR'] !== undefined) return null
  const folder = '/dev/shm/support-assistant-tests'
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize < 4 * gigabyte) return null
    mkdirSync(folder, { recursive: true })
    // PostgreSQL runs as another user when the tests are started by root.
    chmodSync(folder, 0o1777)
    return folder
  } catch {
    return null
  }
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return null
  }
}

function count(report: Report | null, status: number): { passed: number; failed: number } {
  if (report === null) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) console.error(`${skipped} skipped: every test has to run`)
  const failed = report.numFailedTests + skipped + brokenFiles.length
  // Errors outside of any test fail the run without a failed test.
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed }
}
