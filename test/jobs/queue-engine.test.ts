// What BullMQ alone would not survive.
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQueueEngine, type QueueEngine } from '../../src/jobs/queue-engine.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { waitUntil } from '../support/wait-until.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

function open(errors: Error[]): QueueEngine {
  return openQueueEngine({
    connection: { databaseUrl: database.url },
    workers: null,
    sweepSeconds: 1,
    onError: (error) => errors.push(error),
  })
}

test('a database that throws everybody out while the queue is being joined is an error to hear of, not the end of the service', async () => {
  const first = open([])
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
})
