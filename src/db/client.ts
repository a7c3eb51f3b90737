// The door to PostgreSQL: opens transactions, and tells the clockwork after each commit what there is to do.
// Every function on this floor takes the transaction first. Only the front doors (process-message, the API's routes, jobs)
// open one; lock order inside is conversation, ticket, outbox; never a network call inside.
import { PrismaPg } from '@prisma/adapter-pg'
import type { ConversationId } from '../domain/ids.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
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
  /** Runs `work` in one transaction: all of it is committed, or none. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
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

export function openDatabase(options: DatabaseOptions): Database {
  const adapter = new PrismaPg({ connectionString: options.url, max: options.poolSize ?? 20, connectionTimeoutMillis: 5000 })
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  return {
    async transaction(work) {
      const wakes: Wake[] = []
      const result = await prisma.$transaction(
        (sql) => work({ sql, secrets: options.secrets, now: options.now(), wake: (wake) => wakes.push(wake) }),
        { maxWait: 10_000, timeout: 30_000 },
      )
      if (wakes.length > 0) options.onCommit(wakes)
      return result
    },
    async ping() {
      await prisma.$queryRaw`SELECT 1`
    },
    async close() {
      await prisma.$disconnect()
    },
  }
}
