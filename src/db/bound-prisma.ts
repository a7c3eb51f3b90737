// Prisma inside a transaction that is ours: its models speak over the connection we opened, and it begins and ends nothing.
// So the few statements that every message needs go straight to PostgreSQL, prepared, and all others keep their comfort.
import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool, PoolClient } from 'pg'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { rawStatements } from './raw-statements.ts'

/** A transaction client whose Prisma part is only woken when a model is used. */
export interface BoundClient {
  readonly sql: Prisma.TransactionClient
  /** Lets Prisma go; to be called before the connection is committed or rolled back. */
  release(): Promise<void>
}

export interface BoundPrisma {
  bind(connection: PoolClient): BoundClient
  close(): Promise<void>
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>

const longest = 60_000

export function openBoundPrisma(pool: Pool): BoundPrisma {
  const connections = new AsyncLocalStorage<PoolClient>()
  const prisma = new PrismaClient({ adapter: bindTransactions(new PrismaPg(pool), connections), errorFormat: 'minimal' })

  function wake(connection: PoolClient): { client: Promise<Prisma.TransactionClient>; release: () => Promise<void> } {
    const ended = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<Prisma.TransactionClient>()
    const whole = connections.run(connection, () =>
      prisma.$transaction(
        (client) => {
          begun.resolve(client)
          return ended.promise
        },
        { maxWait: longest, timeout: longest },
      ),
    )
    whole.catch(begun.reject)
    begun.promise.catch(() => undefined)
    return {
      client: begun.promise,
      release() {
        ended.resolve()
        return whole
      },
    }
  }

  return {
    bind(connection) {
      let woken: ReturnType<typeof wake> | null = null
      const client = () => {
        woken ??= wake(connection)
        return woken.client
      }
      return {
        sql: forward(client, rawStatements(connection)),
        async release() {
          // Whether its callback ended well is ours to know; a lost connection shows at our own COMMIT.
          await woken?.release().catch(() => undefined)
        },
      }
    },
    close: () => prisma.$disconnect(),
  }
}

/** The adapter, with transactions that begin on the connection of the asynchronous context and end nothing. */
function bindTransactions(factory: PrismaPg, connections: AsyncLocalStorage<PoolClient>): PrismaPg {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    adapter.startTransaction = async () => {
      const connection = connections.getStore()
      if (connection === undefined) throw new Error('Prisma began a transaction of its own')
      return bindQueries(adapter, connection)
    }
    return adapter
  }
  return factory
}

/** A "transaction" that is the adapter itself, over one connection. "Phantom": Prisma sends no COMMIT or ROLLBACK. */
function bindQueries(adapter: Adapter, connection: PoolClient): Transaction {
  const nothing = async () => undefined
  return Object.assign(Object.create(adapter), {
    client: connection,
    options: { usePhantomQuery: true },
    commit: nothing,
    rollback: nothing,
    createSavepoint: nothing,
    rollbackToSavepoint: nothing,
    releaseSavepoint: nothing,
  }) as Transaction
}

/** Models and their methods, called on Prisma once it is there; raw statements go their own way. */
function forward(
  client: () => Promise<Prisma.TransactionClient>,
  raw: ReturnType<typeof rawStatements>,
): Prisma.TransactionClient {
  const models = new Map<string, object>()
  const model = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => async (argument?: unknown) => {
          const models = (await client()) as unknown as Record<string, Record<string, (argument?: unknown) => Promise<unknown>>>
          return models[name]?.[method]?.(argument)
        },
      },
    )
  return new Proxy({} as Prisma.TransactionClient, {
    get(_, name: string) {
      if (name in raw) return raw[name as keyof typeof raw]
      if (name === 'then') return undefined
      const known = models.get(name) ?? model(name)
      models.set(name, known)
      return known
    },
  })
}
