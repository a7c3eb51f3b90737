import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { startRedis } from '../support/redis.ts'
import { type ChaosOptions, type ChaosReport, runChaos } from './chaos.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

/** Another seed each run, printed, so that a failure can be repeated: CHAOS_SEED=... */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

const kept = { lost: [], doubled: [], missingReplies: [], outOfOrder: [], unfinished: [], stopExitCode: 0 }

async function runRound(options: Pick<ChaosOptions, 'mode' | 'kills'> & { redisUrl?: string }): Promise<ChaosReport> {
  const report = await runChaos({
    chats: 5,
    messages: 12,
    seed,
    databaseUrl: database.url,
    query: (text, values) => database.sql(text, values),
    timeoutMs: 45_000,
    ...options,
  }).catch((error: unknown) => {
    throw new Error(`chaos with seed ${seed}`, { cause: error })
  })
  const { kills, messages, tickets, comments, doubledReplies, backAfterMs, milliseconds } = report
  console.log(
    `chaos, ${options.mode}, seed ${seed}: ${kills} kills, ${messages} messages, ${tickets} tickets, ${comments} comments, ` +
      `${doubledReplies} replies said twice, back after ${backAfterMs} ms, ${milliseconds} ms in all`,
  )
  return report
}

test('polling: killed at any moment, the service loses nothing, does nothing twice, answers all, in order', {
  timeout: 60_000,
}, async () => {
  const report = await runRound({
    mode: 'polling',
    kills: ['received', 'random', 'sent', 'early', 'processed', 'claimed', 'random'],
  })
  expect(report).toMatchObject({ ...kept, kills: 7 })
  expect(report.messages).toBeGreaterThanOrEqual(60)
})

test('webhook, with Redis: killed at any moment, the service loses nothing, does nothing twice, answers all, in order', {
  timeout: 60_000,
}, async () => {
  const redis = await startRedis()
  try {
    const report = await runRound({
      mode: 'webhook',
      redisUrl: redis.url,
      kills: ['random', 'received', 'claimed', 'sent', 'processed', 'early', 'random'],
    })
    expect(report).toMatchObject({ ...kept, kills: 7 })
    expect(report.messages).toBeGreaterThanOrEqual(60)
  } finally {
    await redis.remove()
  }
})
