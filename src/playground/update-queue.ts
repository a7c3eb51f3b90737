// The updates that wait for one bot, in order, with Telegram's rules of numbering, confirming, filtering and expiry.
// Who fetches them (polling.ts) or pushes them (webhook-delivery.ts) is not decided here.
import type { Clock } from './clock.ts'
import type { Update, UpdateType } from './telegram-objects.ts'

/** Everything but what Telegram leaves off unless asked for. */
const defaultTypes: readonly string[] = ['message', 'edited_message', 'callback_query', 'my_chat_member']
/** A far larger number than any test needs, far smaller than would fill the memory. */
const maximumPending = 100_000
/** An offset more than this beyond the newest id is taken for a stale one and ignored. */
const furthestFuture = 10

export interface PendingUpdate {
  readonly update: Update
  /** Webhook delivery is serial within one key. */
  readonly queueKey: string
  readonly expiresAt: number
}

export interface NewUpdate {
  readonly type: UpdateType
  readonly queueKey: string
  readonly lifetimeSeconds: number
  readonly content: object
}

export interface UpdateQueue {
  /** Numbers and queues an update; undefined when the bot did not ask for that type. */
  push(update: NewUpdate): number | undefined
  /** Queues a copy of an update already made, number and all, as Telegram may after a lost answer. */
  redeliver(updateId: number): void
  /** Confirms everything below `offset` and returns up to `limit` updates from there. */
  fetch(offset: number, limit: number): Update[]
  remove(updateId: number): void
  clear(): void
  /** These wait instead of what waited, under the numbers they have. */
  restore(waiting: readonly PendingUpdate[]): void
  /** All that wait, oldest first, expired ones dropped. */
  pending(): PendingUpdate[]
  size(): number
  /** undefined keeps what was set, an empty list means the default. */
  allow(types: readonly string[] | undefined): void
  allowed(): readonly string[]
  /** The next number becomes `id`, or a random one, as after a week of silence. Refused while updates wait. */
  jump(id?: number): void
  onPush: ((pending: PendingUpdate) => void) | undefined
}

export function createUpdateQueue(clock: Clock, firstUpdateId: number): UpdateQueue {
  const waiting = new Map<number, PendingUpdate>()
  const history = new Map<number, PendingUpdate>()
  let nextId = firstUpdateId
  let types: readonly string[] = defaultTypes

  function dropExpired(): void {
    const now = clock.now()
    for (const [id, entry] of waiting) if (entry.expiresAt <= now) waiting.delete(id)
  }

  function enqueue(entry: PendingUpdate): void {
    waiting.set(entry.update.update_id, entry)
    const oldest = waiting.keys().next()
    if (waiting.size > maximumPending && !oldest.done) waiting.delete(oldest.value)
    queue.onPush?.(entry)
  }

  const queue: UpdateQueue = {
    onPush: undefined,
    push({ type, queueKey, lifetimeSeconds, content }) {
      if (!types.includes(type)) return undefined
      const update = { update_id: nextId++, [type]: content } as unknown as Update
      const entry = { update, queueKey, expiresAt: clock.now() + lifetimeSeconds * 1000 }
      history.set(update.update_id, entry)
      const oldest = history.keys().next()
      if (history.size > 10_000 && !oldest.done) history.delete(oldest.value)
      enqueue(entry)
      return update.update_id
    },
    redeliver(updateId) {
      const entry = history.get(updateId)
      if (!entry) throw new Error(`No update ${updateId} to deliver again`)
      // A copy moves to the end of the line; one that still waits simply stays.
      if (!waiting.has(updateId)) enqueue({ ...entry, expiresAt: clock.now() + 86_400_000 })
    },
    fetch(offset, limit) {
      dropExpired()
      const from = offset < 0 ? nextId + offset : offset
      if (from > 0 && from <= nextId + furthestFuture) {
        for (const id of waiting.keys()) if (id < from) waiting.delete(id)
      }
      const found: Update[] = []
      for (const entry of waiting.values()) {
        if (found.length >= limit) break
        found.push(entry.update)
      }
      return found
    },
    remove: (updateId) => void waiting.delete(updateId),
    clear: () => waiting.clear(),
    restore(entries) {
      waiting.clear()
      for (const entry of entries) enqueue(entry)
    },
    pending() {
      dropExpired()
      return [...waiting.values()]
    },
    size() {
      dropExpired()
      return waiting.size
    },
    allow(wanted) {
      if (wanted) types = wanted.length > 0 ? wanted : defaultTypes
    },
    allowed: () => types,
    jump(id) {
      if (waiting.size > 0) throw new Error('Numbers jump only while no update waits')
      nextId = id ?? 1 + Math.floor(Math.random() * 2_000_000_000)
    },
  }
  return queue
}
