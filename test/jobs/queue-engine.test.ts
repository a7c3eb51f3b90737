// What BullMQ alone would not survive: a PostgreSQL that throws everybody out at the worst moments. Whatever nobody listens
// to, an 'error' event or a rejected promise, would end the process; here it fails the test.
import { execFileSync } from 'node:child_process'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQueueEngine, type QueueEngine } from '../../src/jobs/queue-engine.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { waitUntil } from '../support/wait-until.ts'

const unheard: unknown[] = []
const note = (error: unknown) => unheard.push(error)
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
})
afterAll(async () => {
  process.off('uncaughtException', note)
  process.off('unhandledRejection', note)
  await database.drop()
})

function open(errors: Error[] = []): QueueEngine {
  return openQueueEngine({
    connection: { databaseUrl: database.url },
    workers: {
      work: async () => {},
      house: async () => {},
      concurrency: { inbox: 2, outbox: 2, files: 2 },
    },
    sweepSeconds: 1,
    onError: (error) => errors.push(error),
  })
}

const others = 'pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'

/** What nobody listened to, once the last connection is gone. */
async function whatWasUnheard(): Promise<unknown[]> {
  await waitUntil(async () => (await database.sql(`SELECT FROM ${others}`)).length === 0, { what: 'everybody to be gone' })
  return unheard.splice(0)
}

/** Returns when everybody is out, and this process has not read of it yet. */
function throwEverybodyOut(): void {
  execFileSync(process.execPath, ['--input-type=module', '--eval', thrower, database.url], { cwd: import.meta.dirname })
}
const thrower = `
  import { Client } from 'pg'
  const client = new Client({ connectionString: process.argv[1] })
  await client.connect()
  await client.query('SELECT pg_terminate_backend(pid) FROM ${others}')
  while ((await client.query('SELECT FROM ${others}')).rowCount > 0);
  await client.end()
`

test('a service that gives its queue up, or leaves it, while the database throws everybody out goes on living', async () => {
  for (const way of ['abandon', 'close', 'abandon', 'close'] as const) {
    const engine = open()
    await engine.ready()
    throwEverybodyOut()
    await engine[way]()
  }
  expect(await whatWasUnheard()).toEqual([])
})

test('a service that is still joining the queue when the database throws everybody out can leave, and join again', async () => {
  for (let turns = 0; turns < 12; turns++) {
    const engine = open()
    const ready = engine.ready().catch(() => undefined)
    // A little further each time: connecting, looking at the tables, listening.
    for (let turn = 0; turn < turns * 2; turn++) await new Promise((resolve) => setImmediate(resolve))
    await database.sql(`SELECT pg_terminate_backend(pid) FROM ${others}`)
    await engine.abandon()
    await ready
  }
  const engine = open()
  await engine.ready()
  await engine.add('inbox', ['one'])
  await waitUntil(async () => (await engine.countWaiting()).inbox === 0, { what: 'the job to be taken' })
  await engine.close()
  expect(await whatWasUnheard()).toEqual([])
})

test('a database that throws everybody out while the queue is being joined is an error to hear of, not the end of the service', async () => {
  const first = open()
  await first.ready()
  await first.close()
  const locker = new Client({ connectionString: database.url })
  await locker.connect()
  await locker.query('BEGIN')
  for (const { name } of await database.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'`,
  ))
    await locker.query(`LOCK TABLE ${name}`)
  const errors: Error[] = []
  const engine = open(errors)
  const ready = engine.ready().then(
    () => 'joined',
    () => 'refused',
  )
  const thrownOut = await waitUntil(async () => {
    const rows = await database.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'relation'`,
    )
    return rows.length
  })
  expect(thrownOut).toBeGreaterThan(0)
  expect(await ready).toBe('refused')
  expect(errors.length).toBeGreaterThan(0)
  await locker.end()
  await engine.abandon()
  expect(await whatWasUnheard()).toEqual([])
})
