// Chaos for as long as wanted, by command: scenario after scenario with ever new seeds, on a PostgreSQL of its own, until
// enough messages and kills are done, the time is over, or a promise is broken.
//   node test/chaos/main.ts [--messages 20000 --kills 300 | --minutes 60] [--scenario webhook-3-redis] [--seed 1] [--rate 25]
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { startRedis } from '../support/redis.ts'
import { waitUntil } from '../support/wait-until.ts'
import { type ChaosReport, runChaos } from './chaos.ts'
import { faultsOf, report, type Totals } from './report.ts'
import { allScenarios, parseScenario, type Scenario } from './scenario.ts'

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true },
    messages: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '300' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    rate: { type: 'string', default: '25' },
    chats: { type: 'string', default: '200' },
    verbose: { type: 'boolean', default: false },
  },
})
const scenarios = (values.scenario ?? allScenarios).map(parseScenario)
// By the clock: rounds of this size until it is over.
const round =
  values.minutes === undefined
    ? { messages: Number(values.messages) / scenarios.length, kills: Number(values.kills) / scenarios.length }
    : { messages: 1000, kills: 15 }

const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-long-chaos-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, settings: { max_connections: '300' } })
const totals: Totals = { rounds: 0, reports: [] }
try {
  const until = values.minutes === undefined ? null : Date.now() + Number(values.minutes) * 60_000
  let seed = Number(values.seed ?? Date.now() % 1_000_000)
  do {
    for (const scenario of scenarios) {
      if (!(await runRound(scenario, seed++))) process.exitCode = 1
      if (process.exitCode === 1 || (until !== null && Date.now() > until)) break
    }
  } while (process.exitCode !== 1 && until !== null && Date.now() < until)
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
  console.log(report(totals))
}

/** @returns whether every promise was kept. */
async function runRound(scenario: Scenario, seed: number): Promise<boolean> {
  const name = `chaos_${seed}`
  await onServer(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = name
  const pool = new Pool({ connectionString: url.href, max: 2 })
  pool.on('error', () => {})
  const redis = scenario.redis ? await startRedis() : undefined
  try {
    const found = await runChaos({
      scenario,
      seed,
      ...round,
      chats: Number(values.chats),
      perSecond: Number(values.rate),
      databaseUrl: url.href,
      query: (text, parameters = []) => patiently(async () => (await pool.query(text, [...parameters])).rows),
      ...(redis === undefined ? {} : { redis }),
      killPostgres: () => killPostgres(),
      timeoutMs: 60_000 + round.messages * 400 + round.kills * 10_000,
      ...(values.verbose ? { log: (line: string) => console.log(line) } : {}),
    })
    totals.rounds += 1
    totals.reports.push(found)
    tell(scenario, seed, found)
    return Object.keys(faultsOf(found)).length === 0
  } catch (error) {
    console.error(`${scenario.name}, to be repeated with --scenario ${scenario.name} --seed ${seed}:`, error)
    return false
  } finally {
    await redis?.remove()
    await pool.end()
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  }
}

function tell(scenario: Scenario, seed: number, found: ChaosReport): void {
  console.log(`${scenario.name}, seed ${seed}: ${report({ rounds: 1, reports: [found] })}`)
  const faults = faultsOf(found)
  if (Object.keys(faults).length > 0)
    console.error(`Broken; to be repeated with --scenario ${scenario.name} --seed ${seed}:`, faults)
}

/** As hard as it can be ended; the embedded server is started again by whoever holds it. */
async function killPostgres(): Promise<void> {
  const file = join(dataDir, 'postgres/data/postmaster.pid')
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  process.kill(pid, Math.random() < 0.5 ? 'SIGKILL' : 'SIGQUIT')
  await waitUntil(() => onServer('SELECT 1').then(() => true), { what: 'PostgreSQL to be back', timeoutMs: 60_000, everyMs: 50 })
}

/** A database that is away for a moment is asked again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === 100 || (error as { code?: string }).code?.startsWith('42')) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function onServer(text: string): Promise<void> {
  const admin = new Pool({ connectionString: postgres.url, max: 1, connectionTimeoutMillis: 5000 })
  admin.on('error', () => {})
  await admin.query(text).finally(() => admin.end())
}
