// The PostgreSQL that comes with the service, in DATA_DIR: one service at a time holds it, and keeps it running.
// The files are postgres-cluster.ts, the server process is postgres-server.ts.
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { prepareCluster } from './postgres-cluster.ts'
import { ensureServer, type Server, type ServerSettings, stopServer } from './postgres-server.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** Stops the server; resolves when it is gone. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string
  /** A line for the operator; never a secret. */
  readonly log: (line: string) => void
  /** Further server settings, over the built-in ones. */
  readonly settings?: ServerSettings
}

/** Another live service holds the data directory. */
export class DataDirectoryInUse extends Error {
  constructor(dataDir: string) {
    super(`DATA_DIR ${dataDir} is in use by another running service: stop that one, or choose another directory`)
    this.name = 'DataDirectoryInUse'
  }
}

/**
 * Starts the server in `dataDir`, or adopts the one that a killed service left running. While the service lives, a server
 * that dies is started again at the same address.
 * @throws DataDirectoryInUse
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options
  const extra = options.settings ?? {}
  const cluster = await prepareCluster(dataDir, extra['fsync'] !== 'off')
  const urlOf = (port: number) => `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/postgres`
  let stopping = false
  let recovery = Promise.resolve()

  /** A server that takes connections, and the data directory held through it. */
  async function takeHold(port?: number): Promise<Server> {
    for (let attempt = 1; ; attempt++) {
      const found = await ensureServer(cluster, extra, port)
      try {
        await holdDataDirectory(urlOf(found.port), dataDir, () => {
          recovery = recover()
        })
        return found
      } catch (error) {
        // A server killed a moment ago can still look alive.
        if (error instanceof DataDirectoryInUse || attempt === 5) throw error
        await delay(50 * attempt)
      }
    }
  }

  /** The connection that holds the data directory broke: the server is gone, or threw everybody out. */
  async function recover(): Promise<void> {
    while (!stopping) {
      try {
        server = await takeHold(server.port)
        log(`embedded PostgreSQL was lost and is back (${server.started ? 'started again' : 'still running'})`)
        return
      } catch (error) {
        log(`embedded PostgreSQL is not back: ${error instanceof Error ? error.message : String(error)}`)
        await delay(1000)
      }
    }
  }

  let server = await takeHold()
  log(`embedded PostgreSQL ${server.started ? 'started' : 'adopted'} on 127.0.0.1:${server.port}`)
  return {
    url: urlOf(server.port),
    async stop() {
      stopping = true
      await recovery
      // The data directory is held until the server itself ends the connection: nobody adopts a server that is being stopped.
      await stopServer(cluster, server.pid)
    },
  }
}

/** Any number that nobody else uses for an advisory lock. */
const guardKey = 4_201_962_011

/**
 * Takes the data directory for this process, with a lock of the database that ends with the process, however it ends.
 * @param onLost called once when the connection that holds the lock breaks
 */
async function holdDataDirectory(url: string, dataDir: string, onLost: () => void): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'guard of the data directory', keepAlive: true })
  // Whatever breaks the connection also ends it, and that is acted upon.
  client.on('error', () => {})
  await client.connect()
  // The lock of a service that was just killed lasts until the server notices.
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [guardKey])
    if (rows[0]?.held === true) break
    if (attempt === 20) {
      await client.end()
      throw new DataDirectoryInUse(dataDir)
    }
    await delay(50)
  }
  client.once('end', onLost)
}
