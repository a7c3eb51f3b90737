// Brings a database to the schema this program was written for, at start: applies prisma/migrations in order and keeps
// the record that Prisma keeps, so that `prisma migrate` stays usable on the same database. Migrations only; no seeding.
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, DatabaseError } from 'pg'

export interface MigrateOptions {
  readonly url: string
  /** A line for the operator. */
  readonly log: (line: string) => void
  /** The folder of migrations, one folder each. Default: the project's. */
  readonly folder?: string
  /** Named moments at which a test may end the process. */
  readonly crashPoints?: (name: string) => void
}

/** The database cannot be brought to this program's schema; the message says what a person has to do. */
export class MigrationFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MigrationFault'
  }
}

interface Migration {
  readonly name: string
  readonly sql: string
  /** As Prisma computes it: of the file's bytes. */
  readonly checksum: string
}

/**
 * Applies what is missing, each migration in one transaction with its record: a process killed half-way leaves whole
 * migrations only. Several processes at once: one works, the others wait for it.
 * @returns the names of the migrations applied by this call
 * @throws MigrationFault
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const [client, migrations] = [new Client({ connectionString: options.url }), await readMigrations(options.folder ?? ownFolder)]
  // A lost connection fails the statement that is under way; there is nothing more to do about it.
  client.on('error', () => {})
  await client.connect()
  try {
    if ((await findMissing(client, migrations, options.log)).length === 0) return []
    // The key of Prisma's own lock, so that the two never work at the same time.
    await client.query('SELECT pg_advisory_lock(72707369)')
    await client.query(recordTable)
    const missing = await findMissing(client, migrations, options.log)
    for (const migration of missing) {
      options.log(`applying migration ${migration.name}`)
      await apply(client, migration, options.crashPoints)
    }
    return missing.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

const ownFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

/** The table as Prisma makes it. */
const recordTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

interface Recorded {
  readonly migration_name: string
  readonly checksum: string
  readonly finished: boolean
}

async function readRecords(client: Client): Promise<Recorded[]> {
  try {
    const { rows } = await client.query<Recorded>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    )
    return rows
  } catch (error) {
    if (error instanceof DatabaseError && error.code === undefinedTable) return []
    throw error
  }
}

const undefinedTable = '42P01'

async function findMissing(client: Client, migrations: readonly Migration[], log: (line: string) => void): Promise<Migration[]> {
  const records = await readRecords(client)
  for (const record of records) {
    const migration = migrations.find((candidate) => candidate.name === record.migration_name)
    if (!record.finished) {
      throw new MigrationFault(
        `Migration ${record.migration_name} failed on this database before. Repair it, then say so with "prisma migrate resolve".`,
      )
    }
    if (migration === undefined)
      log(`the database knows migration ${record.migration_name}, which this version of the program does not`)
    if (migration !== undefined && migration.checksum !== record.checksum) {
      throw new MigrationFault(
        `Migration ${record.migration_name} was changed after it was applied to this database. Restore the file; put changes in a new migration.`,
      )
    }
  }
  return migrations.filter((migration) => !records.some((record) => record.migration_name === migration.name))
}

async function apply(client: Client, migration: Migration, crashPoints?: (name: string) => void): Promise<void> {
  try {
    await client.query('BEGIN')
    const before = await transactionId(client)
    await client.query(migration.sql)
    crashPoints?.('migrating')
    if ((await transactionId(client)) !== before) throw new Error('the script ends the transaction that it runs in')
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw new MigrationFault(
      `Migration ${migration.name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  }
}

async function transactionId(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')
  return rows[0]?.id ?? ''
}
