// Chaos for as long as wanted, by command: rounds with ever new seeds on a PostgreSQL of its own, until one goes wrong.
//   node test/chaos/main.ts [--minutes 10] [--seed 1] [--mode polling|webhook]
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { type ChaosOptions, type ChaosReport, type KillKind, runChaos } from './chaos.ts'
import { createRandom, type Random } from './seeded-random.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, mode: { type: 'string' } },
})
const kinds: readonly [KillKind, ...KillKind[]] = ['random', 'early', 'received', 'processed', 'claimed', 'sent']

const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-long-chaos-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: () => {} })
const totals = { rounds: 0, kills: 0, messages: 0, doubledReplies: 0 }
try {
  const until = Date.now() + Number(values.minutes) * 60_000
  for (let seed = Number(values.seed ?? Date.now() % 1_000_000); Date.now() < until; seed++) {
    const report = await runRound(seed)
    totals.rounds += 1
    totals.kills += report.kills
    totals.messages += report.messages
    totals.doubledReplies += report.doubledReplies
    const { lost, doubled, missingReplies, outOfOrder, unfinished, stopExitCode } = report
    const faults = { lost, doubled, missingReplies, outOfOrder, unfinished }
    if (Object.values(faults).some((list) => list.length > 0) || stopExitCode !== 0) {
      console.error(`seed ${seed}:`, { ...faults, stopExitCode })
      process.exitCode = 1
      break
    }
  }
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
  console.log(totals)
}

async function runRound(seed: number): Promise<ChaosReport> {
  const random = createRandom(seed)
  const mode =
    values.mode === 'polling' || values.mode === 'webhook'
      ? values.mode
      : random.pick<ChaosOptions['mode']>(['polling', 'webhook'])
  const name = `chaos_${seed}`
  const admin = new Pool({ connectionString: postgres.url, max: 1 })
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(postgres.url)
  url.pathname = name
  await migrate({ url: url.href, log: () => {} })
  const pool = new Pool({ connectionString: url.href, max: 2 })
  try {
    const report = await runChaos({
      mode,
      seed,
      chats: random.between(2, 10),
      messages: random.between(10, 40),
      kills: chooseKills(random),
      databaseUrl: url.href,
      query: async (text, parameters = []) => (await pool.query(text, [...parameters])).rows,
      timeoutMs: 300_000,
    })
    console.log(
      `seed ${seed}, ${mode}: ${report.kills} kills, ${report.messages} messages, ${report.doubledReplies} replies said twice, ` +
        `back after ${report.backAfterMs} ms`,
    )
    return report
  } finally {
    await pool.end()
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  }
}

function chooseKills(random: Random): readonly KillKind[] {
  return Array.from({ length: random.between(6, 20) }, () => random.pick(kinds))
}
