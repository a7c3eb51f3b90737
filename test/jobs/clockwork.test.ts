// One contract for the clockwork on both of its backends: what is offered is done, soon, also while the queue is away.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Wake } from '../../src/db/client.ts'
import type { ConversationId } from '../../src/domain/ids.ts'
import { type Clockwork, type ClockworkHandlers, createClockwork } from '../../src/jobs/clockwork.ts'
import type { QueueConnection } from '../../src/jobs/queue-engine.ts'
import { type Cuttable, layWire } from '../support/cuttable.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/delivery.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { waitUntil } from '../support/wait-until.ts'

const wake = (queue: 'inbox' | 'outbox', name: string): Wake => ({ queue, id: `telegram:1:${name}` as ConversationId })

const backends = {
  Redis: async () => {
    const redis: TestRedis = await startRedis()
    return { url: redis.url, connection: (url: string): QueueConnection => ({ redisUrl: url }), remove: () => redis.remove() }
  },
  PostgreSQL: async () => {
    const database: TestDatabase = await createTestDatabase()
    return {
      url: database.url,
      connection: (url: string): QueueConnection => ({ databaseUrl: url }),
      remove: () => database.drop(),
    }
  },
}

describe.each(Object.entries(backends))('on %s', (_name, open) => {
  let backend: Awaited<ReturnType<typeof open>>
  let wire: Cuttable
  const started: Clockwork[] = []
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)

  beforeAll(async () => {
    backend = await open()
    wire = await layWire(backend.url)
    process.on('unhandledRejection', note)
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((clockwork) => clockwork.stop()))
    await wire.cut()
    await wire.mend()
    expect(unhandled).toEqual([])
  })
  afterAll(async () => {
    process.off('unhandledRejection', note)
    await wire.cut()
    await backend.remove()
  })

  function create(handlers: Partial<ClockworkHandlers> | null, together = 1): Clockwork {
    const nothing = async () => {}
    const all = { inbox: nothing, outbox: nothing, files: nothing, sweep: nothing, prune: nothing }
    const clockwork = createClockwork({
      connection: backend.connection(wire.url),
      handlers: handlers === null ? null : { ...all, ...handlers },
      capacity: { inbox: { hands: 4, together }, outbox: { hands: 4, together: 1 }, files: { hands: 4, together: 1 } },
      log: silentLog,
    })
    started.push(clockwork)
    clockwork.start()
    return clockwork
  }

  const connected = (clockwork: Clockwork) => waitUntil(() => clockwork.fault() === null, { what: 'the queue to be there' })

  test('what one process offers, another one does, each in its queue', async () => {
    const done: string[] = []
    const worker = create({
      inbox: async (ids) => void done.push(`inbox ${ids}`),
      outbox: async (id) => void done.push(`outbox ${id}`),
      files: async (id) => void done.push(`files ${id}`),
    })
    const offerer = create(null)
    await connected(worker)
    await connected(offerer)
    offerer.offer([wake('inbox', '5'), wake('outbox', '5'), { queue: 'files', id: 'f' }])
    await waitUntil(() => done.length === 3)
    expect(done.sort()).toEqual(['files f', 'inbox telegram:1:5', 'outbox telegram:1:5'])
  })

  test('wakes of one turn for the same conversation become one', async () => {
    const done: string[] = []
    const clockwork = create({ inbox: async (ids) => void done.push(...ids) })
    await connected(clockwork)
    for (let times = 0; times < 50; times++) clockwork.offer([wake('inbox', '5')])
    clockwork.offer([wake('inbox', '6')])
    await waitUntil(() => done.includes('telegram:1:6'))
    expect(done.filter((id) => id === 'telegram:1:5')).toHaveLength(1)
  })

  test('many conversations at once are worked on side by side, up to the limit', async () => {
    let running = 0
    let most = 0
    let done = 0
    const all = Promise.withResolvers<void>()
    const clockwork = create({
      inbox: async () => {
        running += 1
        most = Math.max(most, running)
        if (most === 4) all.resolve()
        await all.promise
        running -= 1
        done += 1
      },
    })
    await connected(clockwork)
    clockwork.offer(Array.from({ length: 100 }, (_, index) => wake('inbox', String(index))))
    await waitUntil(() => done === 100)
    expect(most).toBe(4)
  })

  test('what waits is taken together, each conversation by one hand at a time, and again when it was woken meanwhile', async () => {
    const calls: string[][] = []
    const first = Promise.withResolvers<void>()
    const clockwork = create(
      {
        inbox: async (ids) => {
          calls.push(ids.map((id) => id.split(':')[2] ?? ''))
          if (calls.length <= 4) await first.promise
        },
      },
      10,
    )
    for (const name of ['a', 'b', 'c', 'd']) {
      clockwork.offer([wake('inbox', name)])
      await waitUntil(() => calls.flat().includes(name))
    }
    clockwork.offer(['a', 'e', 'f', 'g', 'e'].map((name) => wake('inbox', name)))
    await connected(clockwork)
    expect(calls).toEqual([['a'], ['b'], ['c'], ['d']])
    first.resolve()
    await waitUntil(() => calls.flat().filter((name) => name === 'a').length === 2)
    expect(calls.slice(4).flat().sort()).toEqual(['a', 'e', 'f', 'g'])
    expect(calls.length).toBeLessThanOrEqual(6)
  })

  test('a job that fails leaves nothing behind, and the same conversation can be woken again', async () => {
    let calls = 0
    const clockwork = create({
      inbox: async () => {
        calls += 1
        if (calls === 1) throw new Error('a fault')
      },
    })
    await connected(clockwork)
    clockwork.offer([wake('inbox', '5')])
    await waitUntil(() => calls === 1)
    clockwork.offer([wake('inbox', '5')])
    await waitUntil(() => calls === 2)
    expect(clockwork.fault()).toBeNull()
  })

  test('the sweep comes about each second, from one schedule however many processes there are', async () => {
    let sweeps = 0
    const count = async () => {
      sweeps += 1
    }
    const [first, second] = [create({ sweep: count }), create({ sweep: count })]
    await Promise.all([connected(first), connected(second)])
    const [before, start] = [sweeps, Date.now()]
    await waitUntil(() => Date.now() - start > 2500, { everyMs: 50 })
    expect(sweeps - before).toBeGreaterThanOrEqual(2)
    expect(sweeps - before).toBeLessThanOrEqual(5)
  })

  test('while the queue is away the process says so, works alone, and goes back to the queue by itself', async () => {
    const done: string[] = []
    let sweeps = 0
    const clockwork = create({
      inbox: async (ids) => void done.push(...ids),
      sweep: async () => {
        sweeps += 1
      },
    })
    await connected(clockwork)
    await wire.cut()
    clockwork.offer([wake('inbox', 'during')])
    await waitUntil(() => done.includes('telegram:1:during'), { what: 'the message to be processed without the queue' })
    await waitUntil(() => clockwork.fault() !== null, { what: 'the queue to be missed' })
    const before = sweeps
    await waitUntil(() => sweeps >= before + 2, { what: 'sweeps without the queue' })
    await wire.mend()
    await waitUntil(() => clockwork.fault() === null, { timeoutMs: 15_000, what: 'the queue to be found again' })
    const other = create(null)
    await connected(other)
    other.offer([wake('inbox', 'after')])
    await waitUntil(() => done.includes('telegram:1:after'), { timeoutMs: 15_000, what: 'a job from the queue' })
    expect(done.filter((id) => id === 'telegram:1:during')).toHaveLength(1)
  }, 60_000)

  test('a start without the queue works alone, and joins it when it comes', async () => {
    await wire.cut()
    const done: string[] = []
    const clockwork = create({ inbox: async (ids) => void done.push(...ids) })
    clockwork.offer([wake('inbox', 'early')])
    await waitUntil(() => done.includes('telegram:1:early'))
    expect(clockwork.fault()).toEqual(expect.any(String))
    await wire.mend()
    await waitUntil(() => clockwork.fault() === null, { timeoutMs: 20_000, what: 'the queue to be joined' })
  }, 60_000)

  test('a stop waits for the work in hand and tells it to come to an end', async () => {
    const started = Promise.withResolvers<void>()
    let finished = false
    const clockwork = create({
      outbox: async (_id, signal) => {
        started.resolve()
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 100)))
        finished = true
      },
    })
    await connected(clockwork)
    clockwork.offer([wake('outbox', '5')])
    await started.promise
    const start = Date.now()
    await clockwork.stop()
    expect(finished).toBe(true)
    expect(Date.now() - start).toBeLessThan(3000)
  })

  test('a stop while the queue is away does not hang', async () => {
    const clockwork = create({})
    await connected(clockwork)
    await wire.cut()
    const start = Date.now()
    await clockwork.stop()
    expect(Date.now() - start).toBeLessThan(9000)
  })
})
