// BullMQ, and nothing of ours that lasts: four queues and their workers on Redis, or on its PostgreSQL backend. A job is a
// wake-up that carries an id; it may be lost or come twice. When to sweep, and what to do while the queue is away: clockwork.ts.
import { Socket } from 'node:net'
import {
  type BackendClasses,
  createPostgresBackend,
  type Job,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq'
import { Redis } from 'ioredis'
import { type ClientBase, Pool } from 'pg'

export const workQueues = ['inbox', 'outbox', 'files'] as const
export type WorkQueue = (typeof workQueues)[number]
/** The queue of the schedules, and their jobs. */
export type HouseJob = 'sweep' | 'prune'

export type QueueConnection = { readonly redisUrl: string } | { readonly databaseUrl: string }

export interface QueueWorkers {
  work(queue: WorkQueue, id: string): Promise<void>
  house(job: HouseJob): Promise<void>
  readonly concurrency: Readonly<Record<WorkQueue, number>>
}

export interface QueueEngine {
  /** Sets the workers to work. Resolves when every queue and worker is connected and the schedules stand. */
  ready(): Promise<void>
  add(queue: WorkQueue, ids: readonly string[]): Promise<void>
  /** How many jobs nobody has taken yet. Throws when the queue is away. */
  countWaiting(): Promise<Readonly<Record<WorkQueue, number>>>
  /** Takes no further job, waits for the running ones, disconnects. */
  close(): Promise<void>
  /** Disconnects without waiting for jobs. May still take for ever when a connection is half gone: bound it. */
  abandon(): Promise<void>
}

export interface QueueEngineOptions {
  readonly connection: QueueConnection
  /** Null: this process only wakes others. */
  readonly workers: QueueWorkers | null
  readonly sweepSeconds: number
  /** Every connection's and worker's complaint; the engine goes on. */
  readonly onError: (error: Error) => void
}

type Classes = Pick<BackendClasses<PostgresQueueBackend, PostgresConnectionOptions>, 'Queue' | 'Worker'>
type AnyQueue = InstanceType<Classes['Queue']>
type AnyWorker = Pick<InstanceType<Classes['Worker']>, 'waitUntilReady' | 'run' | 'close'>

/** Opens queues and workers. Connecting goes on in the background; nothing is thrown for a server that is away. */
export function openQueueEngine(options: QueueEngineOptions): QueueEngine {
  const { workers, onError } = options
  const server = serverFor(options.connection, onError)
  const classes = 'databaseUrl' in options.connection ? withBackend(createPostgresBackend) : redisClasses
  const queues = new Map<string, AnyQueue>()
  const running: AnyWorker[] = []
  for (const name of [...workQueues, 'house']) {
    const queue = new classes.Queue(name, {
      ...server.forQueues,
      defaultJobOptions: jobOptions,
      streams: { events: { maxLen: 100 } },
    })
    queue.on('error', onError)
    queues.set(name, queue)
    if (workers === null) continue
    const work = (job: Job): Promise<void> =>
      name === 'house' ? workers.house(job.name as HouseJob) : workers.work(name as WorkQueue, (job.data as { id: string }).id)
    const worker = new classes.Worker(name, work, {
      ...server.forWorkers,
      autorun: false,
      runRetryDelay: 1000,
      concurrency: name === 'house' ? 2 : workers.concurrency[name as WorkQueue],
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    })
    worker.on('error', onError)
    running.push(worker)
  }
  /** Not before it is connected: a worker whose first connection breaks would ask, without a pause, for ever. */
  async function run(worker: AnyWorker): Promise<void> {
    await worker.waitUntilReady()
    worker.run().catch(onError)
  }
  return {
    async ready() {
      await Promise.all([...[...queues.values()].map((queue) => queue.waitUntilReady()), ...running.map(run)])
      const house = queues.get('house')
      if (workers === null || house === undefined) return
      await house.upsertJobScheduler('sweep', { every: options.sweepSeconds * 1000 }, { name: 'sweep', opts: jobOptions })
      await house.upsertJobScheduler('prune', { every: 3600 * 1000 }, { name: 'prune', opts: jobOptions })
    },
    async add(name, ids) {
      await queues.get(name)?.addBulk(ids.map((id) => ({ name, data: { id } })))
    },
    async countWaiting() {
      const counts = await Promise.all(workQueues.map((name) => queues.get(name)?.getWaitingCount() ?? 0))
      return { inbox: counts[0] ?? 0, outbox: counts[1] ?? 0, files: counts[2] ?? 0 }
    },
    async close() {
      await Promise.all(running.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      server.disconnect()
    },
    async abandon() {
      server.disconnect()
      await Promise.allSettled([
        ...running.map((worker) => worker.close(true)),
        ...[...queues.values()].map((queue) => queue.close()),
      ])
    },
  }
}

/** Retries and their order live in PostgreSQL; a finished job leaves nothing behind. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const

/** Both backends have the same surface; only the type of `connection` differs, which `serverFor` answers for. */
const redisClasses = { Queue, Worker } as unknown as Classes

interface Server {
  readonly forQueues: QueueOptions<PostgresConnectionOptions>
  readonly forWorkers: QueueOptions<PostgresConnectionOptions>
  /** Ends what BullMQ does not own, for good. */
  disconnect(): void
}

function serverFor(connection: QueueConnection, onError: (error: Error) => void): Server {
  return 'databaseUrl' in connection ? postgresServer(connection.databaseUrl, onError) : redisServer(connection.redisUrl, onError)
}

/**
 * The pools are ours, because BullMQ leaves connections of its own without a listener while it opens and ends them: one that
 * breaks just then would end the process.
 */
function postgresServer(databaseUrl: string, onError: (error: Error) => void): Server {
  const sockets = new Set<Socket>()
  let migrated: Promise<unknown> | undefined
  const openPool = (max: number) =>
    new Pool({
      connectionString: databaseUrl,
      options: '-c search_path=bullmq',
      max,
      connectionTimeoutMillis: 3000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      stream() {
        const socket = new Socket()
        sockets.add(socket)
        return socket.once('close', () => sockets.delete(socket))
      },
      // Nobody gets a connection before BullMQ's tables are there.
      async onConnect(client: ClientBase) {
        client.on('error', onError)
        migrated ??= runMigrations(client as Parameters<typeof runMigrations>[0])
        await migrated
      },
    })
  // One for each queue; for each worker one that listens, and two.
  const [queues, workers] = [openPool(4), openPool(12)]
  return {
    forQueues: { connection: queues as PostgresConnectionOptions },
    forWorkers: { connection: workers as PostgresConnectionOptions },
    disconnect() {
      for (const pool of [queues, workers]) pool.end().catch(() => undefined)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function redisServer(url: string, onError: (error: Error) => void): Server {
  let over = false
  const retryStrategy = (times: number): number | null => (over ? null : Math.min(times * 100, 1000))
  const shared = { retryStrategy, connectTimeout: 3000 }
  // A wake-up that cannot be put into Redis now is worthless later, so queues fail at once; workers wait as long as it takes.
  // The clients are ours, because BullMQ leaves its own behind, connecting for ever, when the server is away at the end.
  const clients = [
    new Redis(url, { ...shared, maxRetriesPerRequest: 0, enableOfflineQueue: false }),
    new Redis(url, { ...shared, maxRetriesPerRequest: null }),
  ]
  for (const client of clients) client.on('error', onError)
  const [forQueues, forWorkers] = clients.map((client) => ({
    prefix: 'support-assistant',
    connection: client as unknown as PostgresConnectionOptions,
  })) as [Server['forQueues'], Server['forWorkers']]
  return {
    forQueues,
    forWorkers,
    disconnect() {
      over = true
      for (const client of clients) client.disconnect()
    },
  }
}
