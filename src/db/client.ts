// The door to PostgreSQL: opens transactions, and tells the clockwork after each commit what there is to do.
// Every function on this floor takes the transaction first. Only the front doors (process-message, the API's routes, jobs)
// open one; lock order inside is conversation, ticket, outbox; never a network call inside.
import { Pool, type PoolClient } from 'pg'
import type { ConversationId } from '../domain/ids.ts'
import { openBoundPrisma } from './bound-prisma.ts'
import type { Prisma } from './generated/client.ts'
import type { Secrets } from './secrets.ts'

/** Work that a commit left behind: a conversation with something to process or to say, or a file to fetch. */
export type Wake =
  | { readonly queue: 'inbox' | 'outbox'; readonly id: ConversationId }
  | { readonly queue: 'files'; readonly id: string }

/** An open transaction, its instant, and what it needs to write secrets. */
export interface Tx {
  readonly sql: Prisma.TransactionClient
  readonly secrets: Secrets
  /** The instant at which everything in this transaction happens. */
  readonly now: Date
  /** Offered to the clockwork once the transaction is committed, never before. */
  wake(wake: Wake): void
}

export interface Database {
  /**
   * Runs `work` in one transaction: all of it is committed, or none. Run anew when PostgreSQL chose it to break a deadlock, so
   * it may leave nothing behind but what it writes.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Runs `work` without a transaction around it: each statement is committed as it ends. For work whose statements stand on
   * their own (storing what came in, claiming, recording), where BEGIN and COMMIT would be most of the cost.
   */
  statements<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Answers when the database does; throws when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly secrets: Secrets
  readonly now: () => Date
  readonly poolSize?: number
  /** Called after a commit; must not throw. */
  readonly onCommit: (wakes: readonly Wake[]) => void
}

/** How often a transaction is begun in all before a deadlock is its caller's. */
const mostTries = 4

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize ?? 20,
    connectionTimeoutMillis: 5000,
    // A connection is dear to make: it learns the tables anew.
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // A transaction that hangs must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
  })
  // A connection that breaks is replaced by the pool; whoever uses it hears of it from their statement.
  pool.on('error', () => undefined)
  pool.on('connect', (connection) => connection.on('error', () => undefined))
  const prisma = openBoundPrisma(pool)

  function toTx(sql: Prisma.TransactionClient, wakes: Wake[]): Tx {
    return { sql, secrets: options.secrets, now: options.now(), wake: (wake) => wakes.push(wake) }
  }

  async function run<T>(connection: PoolClient, work: (tx: Tx) => Promise<T>, wakes: Wake[]): Promise<T> {
    const bound = prisma.bind(connection)
    try {
      await connection.query('BEGIN')
      const result = await work(toTx(bound.sql, wakes))
      await bound.release()
      // PostgreSQL answers the COMMIT of a transaction that failed on the way with a ROLLBACK, and without an error.
      const { command } = await connection.query('COMMIT')
      if (command !== 'COMMIT') throw new Error('the transaction had failed before it was committed')
      return result
    } finally {
      await bound.release()
    }
  }

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const wakes: Wake[] = []
    const connection = await pool.connect()
    let broken: Error | undefined
    try {
      const result = await run(connection, work, wakes)
      if (wakes.length > 0) options.onCommit(wakes)
      return result
    } catch (error) {
      broken = await connection.query('ROLLBACK').then(
        () => undefined,
        (fault: Error) => fault,
      )
      throw error
    } finally {
      connection.release(broken)
    }
  }

  return {
    async transaction(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(work)
        } catch (error) {
          if (tries === mostTries || !isDeadlock(error)) throw error
        }
      }
    },
    async statements(work) {
      const wakes: Wake[] = []
      const connection = await pool.connect()
      const bound = prisma.bind(connection)
      try {
        return await work(toTx(bound.sql, wakes))
      } finally {
        await bound.release()
        connection.release()
        if (wakes.length > 0) options.onCommit(wakes)
      }
    },
    async ping() {
      await pool.query('SELECT 1')
    },
    async close() {
      await prisma.close()
      await pool.end()
    },
  }
}

function isDeadlock(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return code === '40P01' || (cause instanceof Error && isDeadlock(cause))
}
