// Deliveries to the client's webhook: signed as Meta signs, repeated until they are taken, in order for one person and in none
// between persons; or held, to be delivered as one batch in whatever order.
import { createHmac } from 'node:crypto'

export interface Change {
  readonly field: string
  readonly value: unknown
}

export interface WebhookPost {
  /** The lane is kept in order. */
  offer(lane: string, change: Change): void
  /** POSTs bytes once. @returns the status; 0: no answer */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<number>
  hold(): (options?: { readonly order?: 'kept' | 'reversed'; readonly times?: number }) => void
  setUrl(url: string): void
  /** Nothing waits, and nothing is under way. */
  isIdle(): boolean
  readonly repeats: number
  close(): void
}

export interface WebhookPostOptions {
  readonly appSecret: string
  readonly businessId: string
  /** Of the first repeat; doubles up to fifty times as much. Meta's own begin at some seconds and go on for a week. */
  readonly firstPauseMs: number
  readonly onDelivered: () => void
}

export function createWebhookPost({ appSecret, businessId, firstPauseMs, onDelivered }: WebhookPostOptions): WebhookPost {
  const lanes = new Map<string, Change[][]>()
  const running = new Set<string>()
  const pauses = new Set<() => void>()
  let held: Change[] | null = null
  let url: string | null = null
  let closed = false
  let repeats = 0

  async function post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    if (url === null) return 0
    const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers },
      })
      await response.arrayBuffer()
      return response.status
    } catch {
      return 0
    }
  }

  async function run(lane: string): Promise<void> {
    running.add(lane)
    const waiting = lanes.get(lane) ?? []
    for (let pause = firstPauseMs; waiting.length > 0 && !closed && url !== null; ) {
      const status = await post(toBody(businessId, waiting[0] ?? []))
      if (status === 200) {
        waiting.shift()
        pause = firstPauseMs
        continue
      }
      repeats += 1
      await wait(pause)
      pause = Math.min(pause * 2, firstPauseMs * 50)
    }
    running.delete(lane)
    onDelivered()
  }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        pauses.delete(end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      pauses.add(end)
    })
  }

  function enqueue(lane: string, changes: Change[]): void {
    const waiting = lanes.get(lane) ?? []
    lanes.set(lane, waiting)
    waiting.push(changes)
    if (!running.has(lane) && url !== null) void run(lane)
  }

  return {
    post,
    offer(lane, change) {
      if (held === null) enqueue(lane, [change])
      else held.push(change)
    },
    hold() {
      const batch: Change[] = []
      held = batch
      return ({ order = 'kept', times = 1 } = {}) => {
        held = null
        const ordered = order === 'kept' ? batch : batch.toReversed()
        for (let time = 0; time < times; time++) if (ordered.length > 0) enqueue('batch', ordered)
      }
    },
    setUrl(to) {
      url = to
      for (const [lane, waiting] of lanes) if (waiting.length > 0 && !running.has(lane)) void run(lane)
    },
    isIdle: () => running.size === 0 && [...lanes.values()].every((waiting) => waiting.length === 0 || url === null),
    get repeats() {
      return repeats
    },
    close() {
      closed = true
      for (const end of pauses) end()
    },
  }
}

/** One entry, or several when there are many: batches come in either shape. */
function toBody(businessId: string, changes: readonly Change[]): string {
  const half = changes.length > 3 ? Math.ceil(changes.length / 2) : changes.length
  const entry = [changes.slice(0, half), changes.slice(half)]
    .filter((part) => part.length > 0)
    .map((part) => ({ id: businessId, changes: part }))
  return JSON.stringify({ object: 'whatsapp_business_account', entry })
}
