// Pushes updates to the bot's own HTTP address: serial within a queue key, at most so many at once, retried with growing
// waits until the update expires. Setting and reading the webhook are methods/updates.ts.
import { Agent, request } from 'node:http'
import type { Clock } from './clock.ts'
import type { PendingUpdate, UpdateQueue } from './update-queue.ts'

export interface WebhookTarget {
  readonly url: string
  readonly secret: string | undefined
  readonly maxConnections: number
}

export interface WebhookDelivery {
  set(target: WebhookTarget): void
  remove(): void
  isSet(): boolean
  info(): Record<string, unknown>
  /** A new update waits. */
  offer(pending: PendingUpdate): void
}

export interface WebhookOptions {
  readonly clock: Clock
  readonly queue: UpdateQueue
  /** All waits between tries are multiplied by this; 1 is Telegram's own pace. */
  readonly retryScale: number
  readonly timeoutMilliseconds: number
  readonly random: () => number
  /** A method call the bot put into its answer. */
  readonly onReply: (body: Record<string, unknown>) => void
}

interface Lane {
  readonly key: string
  readonly waiting: PendingUpdate[]
  busy: boolean
  failures: number
  /** Calls the wait for the next try off. */
  callOff: (() => void) | undefined
}

interface Active {
  readonly target: WebhookTarget
  readonly agent: Agent
  readonly lanes: Map<string, Lane>
  readonly ready: Set<Lane>
  running: number
  goneSince: number | undefined
  lastError: { readonly date: number; readonly message: string } | undefined
}

interface Answer {
  readonly status: number
  readonly retryAfter: number | undefined
  readonly body: string
}

const goneForMilliseconds = 23 * 3_600_000
const longestRetryAfterSeconds = 3600

export function createWebhookDelivery(options: WebhookOptions): WebhookDelivery {
  let active: Active | undefined

  function remove(): void {
    if (!active) return
    for (const { callOff } of active.lanes.values()) callOff?.()
    active.agent.destroy()
    active = undefined
  }

  function enqueue(current: Active, pending: PendingUpdate): void {
    let lane = current.lanes.get(pending.queueKey)
    if (!lane) {
      lane = { key: pending.queueKey, waiting: [], busy: false, failures: 0, callOff: undefined }
      current.lanes.set(pending.queueKey, lane)
    }
    lane.waiting.push(pending)
    if (!lane.busy && !lane.callOff) current.ready.add(lane)
  }

  function pump(current: Active): void {
    for (const lane of current.ready) {
      if (current !== active || current.running >= current.target.maxConnections) return
      current.ready.delete(lane)
      const head = lane.waiting[0]
      if (!head) continue
      lane.busy = true
      current.running++
      void deliver(current, lane, head)
    }
  }

  async function deliver(current: Active, lane: Lane, head: PendingUpdate): Promise<void> {
    const stale = head.expiresAt <= options.clock.now()
    const answer = stale ? undefined : await post(current, head, options.timeoutMilliseconds)
    // Whatever came of a webhook that is no longer set is nobody's business.
    if (current !== active) return
    current.running--
    lane.busy = false
    if (answer === undefined || (typeof answer !== 'string' && answer.status >= 200 && answer.status < 300)) {
      succeed(current, lane, head, answer)
    } else {
      fail(current, lane, answer)
    }
    pump(current)
  }

  function succeed(current: Active, lane: Lane, head: PendingUpdate, answer: Answer | undefined): void {
    options.queue.remove(head.update.update_id)
    lane.waiting.shift()
    lane.failures = 0
    current.goneSince = undefined
    if (lane.waiting.length > 0) current.ready.add(lane)
    else current.lanes.delete(lane.key)
    if (answer?.body.startsWith('{')) reply(answer.body)
  }

  function reply(body: string): void {
    try {
      const value = JSON.parse(body) as Record<string, unknown>
      if (typeof value['method'] === 'string') options.onReply(value)
    } catch {
      // A success whose body is not a method call is still a success.
    }
  }

  function fail(current: Active, lane: Lane, answer: Answer | string): void {
    const message = typeof answer === 'string' ? answer : `Wrong response from the webhook: ${answer.status}`
    current.lastError = { date: options.clock.seconds(), message }
    if (typeof answer !== 'string' && answer.status === 410) {
      current.goneSince ??= options.clock.now()
      if (options.clock.now() - current.goneSince >= goneForMilliseconds) {
        remove()
        return
      }
    } else {
      current.goneSince = undefined
    }
    lane.failures++
    const asked = typeof answer === 'string' ? undefined : answer.retryAfter
    const seconds = asked ?? backoffSeconds(lane.failures, options.random)
    lane.callOff = options.clock.after(seconds * 1000 * options.retryScale, () => {
      lane.callOff = undefined
      if (current !== active) return
      current.ready.add(lane)
      pump(current)
    })
  }

  return {
    set(target) {
      remove()
      const agent = new Agent({ keepAlive: true, maxSockets: target.maxConnections })
      active = { target, agent, lanes: new Map(), ready: new Set(), running: 0, goneSince: undefined, lastError: undefined }
      for (const pending of options.queue.pending()) enqueue(active, pending)
      pump(active)
    },
    remove,
    isSet: () => active !== undefined,
    info: () => ({
      url: active?.target.url ?? '',
      has_custom_certificate: false,
      pending_update_count: options.queue.size(),
      ...(active ? { ip_address: '127.0.0.1', max_connections: active.target.maxConnections } : {}),
      ...(active?.lastError ? { last_error_date: active.lastError.date, last_error_message: active.lastError.message } : {}),
      allowed_updates: options.queue.allowed(),
    }),
    offer(pending) {
      if (!active) return
      enqueue(active, pending)
      pump(active)
    },
  }
}

/** At once after the first failure, then 2, 4, 8 ... s up to a random time of one to two minutes. */
function backoffSeconds(failures: number, random: () => number): number {
  return failures <= 1 ? 0 : Math.min(2 ** (failures - 1), 60 + 60 * random())
}

/** One try. The answer, or the reason why there is none. */
function post({ target, agent }: Active, { update }: PendingUpdate, timeout: number): Promise<Answer | string> {
  return new Promise((resolve) => {
    const body = Buffer.from(JSON.stringify(update))
    const headers: Record<string, string | number> = { 'content-type': 'application/json', 'content-length': body.length }
    if (target.secret) headers['x-telegram-bot-api-secret-token'] = target.secret
    const outgoing = request(target.url, { method: 'POST', agent, headers, timeout }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= 1024 * 1024) chunks.push(chunk)
      })
      response.on('error', () => resolve('Connection reset by peer'))
      response.on('end', () => {
        const asked = Number(response.headers['retry-after'])
        const retryAfter = Number.isInteger(asked) && asked > 0 ? Math.min(asked, longestRetryAfterSeconds) : undefined
        resolve({ status: response.statusCode ?? 0, retryAfter, body: Buffer.concat(chunks).toString('utf8') })
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error('Read timeout expired')))
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message || 'Connection closed')
    })
    outgoing.end(body)
  })
}
