// Before any test: one real PostgreSQL for the whole run, and in it a template database with all migrations applied.
// Test files clone the template (database.ts) and never share a database.
import { readdirSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'
import { migrate } from '../../src/db/migrate.ts'
import { isAlive } from '../../src/db/postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's PostgreSQL server, with the rights to make databases. */
    postgresUrl: string
  }
}

export const templateName = 'template_migrated'

/** Nothing of a test's database needs to outlive the machine, nor lives long enough to be tidied. */
export const fastSettings = {
  autovacuum: 'off',
  jit: 'off',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  max_wal_size: '2GB',
}

const prefix = 'support-assistant-postgres-'

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const dataDir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  await chmod(dataDir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir, settings: fastSettings, log: () => {} })
  const tearDown = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true })
  }
  try {
    await createTemplate(server.url)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('postgresUrl', server.url)
  return tearDown
}

async function createTemplate(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${templateName}`)
    const url = new URL(serverUrl)
    url.pathname = templateName
    await migrate({ url: url.href, log: () => {} })
  } finally {
    await client.end()
  }
}

/** A run that was killed leaves its server behind: it is stopped here, and its files go. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-', 1)[0] : Number.NaN)
    if (Number.isNaN(owner) || isAlive(owner)) continue
    const dataDir = join(tmpdir(), name)
    const server = await startEmbeddedPostgres({ dataDir, settings: fastSettings, log: () => {} }).catch(() => null)
    await server?.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
