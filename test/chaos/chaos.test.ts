import { Pool } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyDatabase } from '../support/database.ts'
import { startRedis } from '../support/redis.ts'
import { type ChaosReport, runChaos } from './chaos.ts'
import { faultsOf, report } from './report.ts'
import { parseScenario } from './scenario.ts'

let database: { readonly url: string; drop(): Promise<void> }
beforeEach(async () => {
  database = await createEmptyDatabase()
})
afterEach(() => database.drop())

/** Another seed each run, printed, so that a failure can be repeated: CHAOS_SEED=... */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

async function runRound(scenario: string, redis?: Awaited<ReturnType<typeof startRedis>>): Promise<ChaosReport> {
  const pool = new Pool({ connectionString: database.url, max: 2 })
  const found = await runChaos({
    scenario: parseScenario(scenario),
    chats: 20,
    messages: 100,
    kills: 5,
    perSecond: 30,
    seed,
    databaseUrl: database.url,
    query: async (text, values = []) => (await pool.query(text, [...values])).rows,
    ...(redis === undefined ? {} : { redis }),
    timeoutMs: 60_000,
  })
    .catch((error: unknown) => {
      throw new Error(`${scenario} with seed ${seed}`, { cause: error })
    })
    .finally(() => pool.end())
  console.log(`${scenario}, seed ${seed}: ${report({ rounds: 1, reports: [found] })}`)
  return found
}

test('polling: killed at any moment, the service loses nothing, does nothing twice, answers all, in order', {
  timeout: 90_000,
}, async () => {
  const found = await runRound('polling-1')
  expect(faultsOf(found)).toEqual({})
  expect(found.kills).toBeGreaterThanOrEqual(5)
  expect(found.messages).toBeGreaterThanOrEqual(100)
})

test('webhook, two processes, Redis killed as well, a platform full of faults: nothing is lost, done twice, or out of order', {
  timeout: 90_000,
}, async () => {
  const redis = await startRedis()
  try {
    const found = await runRound('webhook-2-redis-faults', redis)
    expect(faultsOf(found)).toEqual({})
    expect(found.kills).toBeGreaterThanOrEqual(5)
    expect(found.messages).toBeGreaterThanOrEqual(100)
  } finally {
    await redis.remove()
  }
})
