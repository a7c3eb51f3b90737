// What makes the house go by itself: wake-ups after each commit, a sweep each second for whatever was missed, an hourly prune.
// A process does with its own hands what its commits left to do; the queue (queue-engine.ts) carries the wake-ups that are too
// many for it, or that it does not work on, to other processes. While the queue is away nothing is lost.
import type { Wake } from '../db/client.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Log } from '../domain/log.ts'
import { createOwnHands } from './own-hands.ts'
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
  /** What waits is given together, so that a flood costs few transactions. */
  inbox(ids: readonly ConversationId[], signal: AbortSignal): Promise<void>
  outbox(id: ConversationId, signal: AbortSignal): Promise<void>
  files(id: string, signal: AbortSignal): Promise<void>
  /** Wakes whatever is due, except in `busy` queues, where enough waits already. */
  sweep(busy: ReadonlySet<WorkQueue>): Promise<void>
  prune(): Promise<void>
}

/** For each queue: calls of its handler at once, and (inbox) how many conversations one call may get. */
export type Capacity = Readonly<Record<WorkQueue, { readonly hands: number; readonly together: number }>>

export interface ClockworkOptions {
  readonly connection: QueueConnection
  /** Null: this process only wakes others (it has no role "worker"). */
  readonly handlers: ClockworkHandlers | null
  readonly capacity: Capacity
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
/** With this much in line, here or in the queue, the sweep offers no more. */
const enoughWaiting = 500
/** What this process has in line for its own hands; the rest goes to the queue, where others find it. */
const ownLine = 1000
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
  const hands = (queue: WorkQueue) => createOwnHands({ ...options.capacity[queue], work: (ids) => run(queue, ids) })
  const own = { inbox: hands('inbox'), outbox: hands('outbox'), files: hands('files') } as const
  let engine: { readonly queues: QueueEngine; ready: boolean; refused: boolean } | null = null
  let fault: string | null = null
  let connectingAt = 0
  let takenAt = 0
  let sweptAt = 0
  let sweep: Promise<void> | null = null
  let busy: ReadonlySet<WorkQueue> = new Set()
  let inHand = 0
  let ticking = false
  let flushing = false
  let timer: NodeJS.Timeout | undefined

  function setFault(next: string | null): void {
    if (next === null && fault !== null) log.info({ queueFault: fault }, 'the queue is there')
    if (next !== null && fault === null)
      log.warn({ queueFault: next }, 'the queue is away; until it is back this process works alone')
    fault = next
  }

  async function run(queue: WorkQueue, ids: readonly string[]): Promise<void> {
    if (handlers === null || stopping.signal.aborted) return
    takenAt = Date.now()
    inHand += 1
    await attempt(call(handlers, queue, ids), { queue, ids })
    inHand -= 1
  }

  async function call(work: ClockworkHandlers, queue: WorkQueue, ids: readonly string[]): Promise<void> {
    const { signal } = stopping
    if (queue === 'inbox') return work.inbox(ids as readonly ConversationId[], signal)
    for (const id of ids) await (queue === 'files' ? work.files(id, signal) : work.outbox(id as ConversationId, signal))
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
    const { inbox, outbox, files } = options.capacity
    const queues = openQueueEngine({
      connection: options.connection,
      workers:
        handlers === null
          ? null
          : {
              work: (queue, id) => own[queue].add(id),
              house: runHouse,
              concurrency: { inbox: inbox.hands * inbox.together, outbox: outbox.hands, files: files.hands },
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
      busy = new Set(workQueues.filter((queue) => counts[queue] + own[queue].waiting() >= enoughWaiting))
      if (handlers === null || inHand > 0 || workQueues.every((queue) => counts[queue] === 0)) takenAt = Date.now()
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
    if (handlers !== null) for (const id of ids) void own[queue].add(id)
  }

  return {
    start() {
      connect()
      timer = setInterval(() => void tick(), sweepSeconds * 1000)
      void tick()
    },
    offer(wakes) {
      for (const { queue, id } of wakes) {
        if (handlers !== null && own[queue].waiting() < ownLine) void own[queue].add(id)
        else offered[queue].add(id)
      }
      if (flushing || workQueues.every((queue) => offered[queue].size === 0)) return
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
      const finished = workQueues.map((queue) => own[queue].finish())
      const work = Promise.all([queues === undefined ? undefined : disconnect(queues), sweep, ...finished])
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
