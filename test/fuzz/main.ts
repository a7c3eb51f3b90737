// Fuzz by command, on a PostgreSQL of its own. The same seed throws the same inputs.
//   npm run fuzz -- [--inputs 100000] [--seed 1]
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { runFuzz } from './fuzz.ts'
import { findGrowth } from './growth.ts'

const { values } = parseArgs({ options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000)

const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-long-fuzz-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: () => {} })
try {
  console.log(`seed ${seed}`)
  const pool = new Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => {})
  const query = async <Row>(text: string) => (await pool.query(text)).rows as Row[]
  const report = await runFuzz({
    seed,
    inputs: Number(values.inputs),
    databaseUrl: postgres.url,
    query,
    log: console.log,
  }).finally(() => pool.end())
  const { inputs, faults, statuses, stored, memory, milliseconds, errors, stopExitCode } = report
  for (const { input, what } of faults) console.error(`input ${input}: ${what}`)
  if (errors !== '') console.error(`errors in the log:\n${errors}`)
  const growth = findGrowth(memory)
  const memoryMB = { resident: memory.map((tenth) => tenth.residentMB), alive: memory.map((tenth) => tenth.liveMB) }
  const seconds = Math.round(milliseconds / 1000)
  console.log({ seed, inputs, seconds, faults: faults.length, statuses, stored, memoryMB, growth, stopExitCode })
  if (faults.length > 0 || stored.parked > 0 || errors !== '' || stopExitCode !== 0 || growth !== null) process.exitCode = 1
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
