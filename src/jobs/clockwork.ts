// What makes the house go by itself: wake-ups after each commit, a sweep each second for whatever was missed, an hourly prune.
// The queue (queue-engine.ts) only carries wake-ups. While it is away this process does its own work, and nothing is lost.
import type { Wake } from '../db/client.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Log } from '../domain/log.ts'
import { createLocalWork } from './local-work.ts'
import {
  type HouseJob,
  openQueueEngine,
  type QueueConnection,
  type QueueEngine,
  type WorkQueue,
  workQueues,
} from './queue-engine.ts'
import { within } from './within.ts'

/** The work itself. Each may be called for something already done, and twice at once. `signal`: finish what is in hand. */
export interface ClockworkHandlers {
  inbox(id: ConversationId, signal: AbortSignal): Promise<void>
  outbox(id: ConversationId, signal: AbortSignal): Promise<void>
  files(id: string, signal: AbortSignal): Promise<void>
  /** Wakes whatever is due, except in `busy` queues, where enough waits already. */
  sweep(busy: ReadonlySet<WorkQueue>): Promise<void>
  prune(): Promise<void>
}

export interface ClockworkOptions {
  readonly connection: QueueConnection
  /** Null: this process only wakes others (it has no role "worker"). */
  readonly handlers: ClockworkHandlers | null
  /** Conversations worked on at once, for each of inbox and outbox. */
  readonly concurrency: number
  readonly log: Log
}

export interface Clockwork {
  /** Returns soon; connecting, and doing without the queue until then, goes on in the background. */
  start(): void
  /** Wakes what a commit left to do. Never throws, never waits. */
  offer(wakes: readonly Wake[]): void
  /** For readiness: null when well, else what is wrong with the queue, in words for an operator. */
  fault(): string | null
  /** Takes nothing new, finishes what runs (at most 5 seconds), disconnects. */
  stop(): Promise<void>
}

const sweepSeconds = 1
/** A queue with this many untaken jobs is not offered more by the sweep. */
const enoughWaiting = 500
/** Without a sweep from the queue for this long, this process sweeps by itself: the schedule may be broken. */
const lonelySeconds = 3
/** A queue that answers nothing, or whose jobs nobody takes, for this long is connected anew. */
const patienceMs = 5000
const answerMs = 2000
const finishMs = 5000

export function createClockwork(options: ClockworkOptions): Clockwork {
  const { handlers, log } = options
  const stopping = new AbortController()
  const offered: Record<WorkQueue, Set<string>> = { inbox: new Set(), outbox: new Set(), files: new Set() }
  const local = createLocalWork(options.concurrency)
  let engine: { readonly queues: QueueEngine; ready: boolean; refused: boolean } | null = null
  let fault: string | null = null
  let connectingAt = 0
  let takenAt = 0
  let sweptAt = 0
  let sweep: Promise<void> | null = null
  let busy: ReadonlySet<WorkQueue> = new Set()
  const inHand = new Set<Promise<void>>()
  let ticking = false
  let flushing = false
  let timer: NodeJS.Timeout | undefined

  function setFault(next: string | null): void {
    if (next === null && fault !== null) log.info({ queueFault: fault }, 'the queue is there')
    if (next !== null && fault === null)
      log.warn({ queueFault: next }, 'the queue is away; until it is back this process works alone')
    fault = next
  }

  async function run(queue: WorkQueue, id: string): Promise<void> {
    if (handlers === null || stopping.signal.aborted) return
    takenAt = Date.now()
    const { signal } = stopping
    const work = queue === 'files' ? handlers.files(id, signal) : handlers[queue](id as ConversationId, signal)
    const done = attempt(work, { queue, id }).finally(() => inHand.delete(done))
    inHand.add(done)
    await done
  }

  /** Never throws: whatever it was about is still due in the database, and comes again with a sweep. */
  async function attempt(work: Promise<void>, fields: object): Promise<void> {
    try {
      await work
    } catch (error) {
      log.error({ ...fields, err: error }, 'a job failed')
    }
  }

  async function runHouse(job: HouseJob): Promise<void> {
    if (handlers === null || stopping.signal.aborted) return
    if (job === 'prune') return attempt(handlers.prune(), { job })
    sweptAt = Date.now()
    sweep ??= attempt(handlers.sweep(busy), { job }).finally(() => {
      sweep = null
    })
    await sweep
  }

  function connect(): void {
    const { concurrency } = options
    const queues = openQueueEngine({
      connection: options.connection,
      workers:
        handlers === null
          ? null
          : {
              work: run,
              house: runHouse,
              concurrency: { inbox: concurrency, outbox: concurrency, files: Math.min(concurrency, 4) },
            },
      sweepSeconds,
      onError: (error) => log.debug({ err: error }, 'the queue complains'),
    })
    const opened = { queues, ready: false, refused: false }
    engine = opened
    connectingAt = takenAt = Date.now()
    queues.ready().then(
      () => {
        opened.ready = true
        if (engine === opened) setFault(null)
      },
      (error: unknown) => {
        opened.refused = true
        if (engine === opened) setFault(reasonOf(error))
      },
    )
  }

  /** Each second: is the queue there, and does anybody sweep? */
  async function tick(): Promise<void> {
    if (stopping.signal.aborted) return
    const silence = Date.now() - sweptAt
    // A little less than the whole time, because timers are a little late.
    if (silence > (fault === null ? lonelySeconds : sweepSeconds) * 950) void runHouse('sweep')
    if (ticking) return
    ticking = true
    await probe().finally(() => {
      ticking = false
    })
  }

  async function probe(): Promise<void> {
    const probed = engine
    if (probed === null) return
    const answer = await ask(probed.queues)
    const patient = Date.now() - connectingAt < patienceMs
    if (probed.ready && fault === null) setFault(answer)
    else if (!probed.ready && !patient) setFault(answer ?? fault ?? 'no connection')
    if (fault === null || stopping.signal.aborted) return
    // Whatever was lost for a moment is connected anew: a worker that slept through it would sleep on for seconds.
    const recovered = probed.ready && answer === null
    if (patient && !recovered && !probed.refused) return
    engine = null
    await within(answerMs, probed.queues.abandon()).catch(() => undefined)
    if (!stopping.signal.aborted) connect()
  }

  /** @returns what is wrong with the queue, or null */
  async function ask(queues: QueueEngine): Promise<string | null> {
    try {
      const counts = await within(answerMs, queues.countWaiting())
      busy = new Set(workQueues.filter((queue) => counts[queue] >= enoughWaiting))
      if (handlers === null || inHand.size > 0 || workQueues.every((queue) => counts[queue] === 0)) takenAt = Date.now()
      return Date.now() - takenAt > patienceMs ? 'jobs wait, and none is taken' : null
    } catch (error) {
      return reasonOf(error)
    }
  }

  async function flush(queue: WorkQueue): Promise<void> {
    const ids = [...offered[queue]]
    offered[queue].clear()
    if (ids.length === 0) return
    try {
      if (engine?.ready === true && fault === null) return await within(answerMs, engine.queues.add(queue, ids))
    } catch (error) {
      setFault(reasonOf(error))
    }
    for (const id of ids) local.add(`${queue} ${id}`, () => run(queue, id))
  }

  return {
    start() {
      connect()
      timer = setInterval(() => void tick(), sweepSeconds * 1000)
      void tick()
    },
    offer(wakes) {
      for (const { queue, id } of wakes) offered[queue].add(id)
      if (flushing) return
      flushing = true
      setImmediate(() => {
        flushing = false
        for (const queue of workQueues) void flush(queue)
      })
    },
    fault: () => (engine?.ready === true ? fault : (fault ?? 'not connected yet')),
    async stop() {
      clearInterval(timer)
      stopping.abort()
      const queues = engine?.queues
      engine = null
      const work = Promise.all([queues === undefined ? undefined : disconnect(queues), local.finish(), sweep, ...inHand])
      await within(finishMs, work).catch((error: unknown) => log.warn({ err: error }, 'stopped without waiting any longer'))
    },
  }
}

/** A client of a server that is away may never confirm its end, so the polite way is taken only when somebody answers. */
async function disconnect(queues: QueueEngine): Promise<void> {
  const answers = await within(answerMs / 4, queues.countWaiting()).then(
    () => true,
    () => false,
  )
  if (answers) await queues.close()
  else await within(answerMs, queues.abandon()).catch(() => undefined)
}

function reasonOf(error: unknown): string {
  const reason: unknown = error instanceof AggregateError ? error.errors[0] : error
  return reason instanceof Error ? reason.message || reason.name : String(reason)
}
