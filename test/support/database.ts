// A database of its own for a test file: a clone of the migrated template, opened as the service opens it, with a clock
// that the test sets and the wakes that commits left behind.
import { randomBytes } from 'node:crypto'
import { Client, Pool, type QueryResultRow } from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase, type Wake } from '../../src/db/client.ts'
import { createSecrets, type Secrets } from '../../src/db/secrets.ts'
import { templateName } from './global-setup.ts'

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now: Date
  advance(seconds: number): void
}

export interface TestDatabase {
  readonly url: string
  readonly database: Database
  readonly secrets: Secrets
  readonly clock: TestClock
  /** What commits offered to the clockwork, in order. Empty it with `wakes.length = 0`. */
  readonly wakes: Wake[]
  /** A query beside the service's own connection, to look at (or to break) what it stored. */
  sql<Row extends QueryResultRow = QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Empties every table and starts the ticket numbers anew; quicker than another clone. */
  clear(): Promise<void>
  drop(): Promise<void>
}

export interface TestDatabaseOptions {
  readonly now?: Date
  readonly poolSize?: number
  /** Called for every commit's wakes as well, for tests that run the clockwork. */
  readonly onCommit?: (wakes: readonly Wake[]) => void
}

/** Clones the template. Call `drop()` when the file is done. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { name, url } = await cloneTemplate()
  const clock: TestClock = {
    now: options.now ?? new Date('2026-11-23T09:00:00Z'),
    advance(seconds) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
  }
  const wakes: Wake[] = []
  const secrets = createSecrets([randomBytes(32)])
  const database = openDatabase({
    url,
    secrets,
    now: () => clock.now,
    poolSize: options.poolSize ?? 8,
    onCommit(committed) {
      wakes.push(...committed)
      options.onCommit?.(committed)
    },
  })
  const pool = new Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  return {
    url,
    database,
    secrets,
    clock,
    wakes,
    async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await pool.query<Row>(text, [...values])).rows
    },
    async clear() {
      const { rows } = await pool.query<{ names: string }>(
        `SELECT string_agg(format('%I', tablename), ', ') AS names FROM pg_tables
         WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
      )
      await pool.query(`TRUNCATE ${rows[0]?.names} RESTART IDENTITY CASCADE; ALTER SEQUENCE ticket_number_seq RESTART`)
      wakes.length = 0
    },
    async drop() {
      await Promise.all([database.close(), pool.end()])
      await onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}

/** An empty database without any table, for tests of what comes before the migrations. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = newName()
  await onServer((client) => client.query(`CREATE DATABASE ${name}`))
  return { url: urlOf(name), drop: () => onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)) }
}

async function cloneTemplate(): Promise<{ name: string; url: string }> {
  const name = newName()
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`))
  return { name, url: urlOf(name) }
}

function newName(): string {
  return `test_${randomBytes(8).toString('hex')}`
}

function urlOf(name: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  return url.href
}

async function onServer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await work(client).finally(() => client.end())
}
