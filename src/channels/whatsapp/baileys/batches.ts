// What comes in while one batch is being stored is stored with the next, in order; a batch that cannot be stored is tried until
// it can. Knows nothing of what it carries.
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../../domain/log.ts'

export interface Batches<Item> {
  add(items: readonly Item[]): void
  /** Resolves when all that was added is stored, or was given up. */
  settled(): Promise<void>
  /** From now on what cannot be stored is given up after a few seconds: the process is about to end. */
  hurry(): void
}

export interface BatchesOptions<Item> {
  readonly name: string
  /** Stores all of them or none. Storing the same again must do no harm. */
  readonly store: (items: readonly Item[]) => Promise<void>
  readonly log: Log
  /** The most in one batch. */
  readonly most?: number
}

const pauses = [50, 200, 1000, 3000] as const
const longestPause = 5000
/** After so many vain tries each item is tried alone: one that can never be stored must not hold back the others. */
const triesTogether = 4

export function createBatches<Item>({ name, store, log, most = 500 }: BatchesOptions<Item>): Batches<Item> {
  let waiting: Item[] = []
  let running: Promise<void> | null = null
  const hurrying = new AbortController()

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await keep(batch)
    }
  }

  async function keep(batch: readonly Item[]): Promise<void> {
    let left = batch
    for (let tries = 1; left.length > 0; tries++) {
      const fault = await attempt(left)
      if (fault === null) return
      log.error({ queue: name, items: left.length, tries, err: fault }, 'what came in could not be stored yet')
      if (tries >= triesTogether) left = await eachAlone(left)
      if (left.length > 0 && hurrying.signal.aborted && tries >= triesTogether) {
        log.error({ queue: name, items: left.length }, 'what came in is lost: it could not be stored before the end')
        return
      }
      await delay(pauses[tries - 1] ?? longestPause, undefined, { signal: hurrying.signal }).catch(() => undefined)
    }
  }

  async function attempt(items: readonly Item[]): Promise<unknown> {
    try {
      await store(items)
      return null
    } catch (error) {
      return error ?? new Error('storing failed')
    }
  }

  /** @returns those that are still to be stored: all while nothing can be, else none. */
  async function eachAlone(items: readonly Item[]): Promise<readonly Item[]> {
    const failed: { readonly item: Item; readonly fault: unknown }[] = []
    for (const item of items) {
      const fault = await attempt([item])
      if (fault !== null) failed.push({ item, fault })
    }
    if (failed.length === items.length && items.length > 1) return items
    // Others went through: it is this one.
    if (failed.length < items.length)
      for (const { fault } of failed) log.error({ queue: name, err: fault }, 'something that came in can never be stored')
    return failed.length < items.length ? [] : items
  }

  return {
    add(items) {
      if (items.length === 0) return
      waiting.push(...items)
      running ??= run().finally(() => {
        running = null
      })
    },
    async settled() {
      while (running !== null) await running
    },
    hurry: () => hurrying.abort(),
  }
}
