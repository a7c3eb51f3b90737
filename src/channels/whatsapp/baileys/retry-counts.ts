// How often a message was sent again because a phone could not read it. Lives with the channel, not with a socket, so that a
// reconnect does not begin to count anew.
import type { CacheStore } from '@whiskeysockets/baileys'
import { createRecent } from './recent.ts'

const keptMilliseconds = 3600 * 1000
const most = 10_000

export function createRetryCounts(now: () => number): CacheStore {
  const counts = createRecent<{ readonly value: unknown; readonly until: number }>(most)
  return {
    get<T>(key: string): T | undefined {
      const entry = counts.get(key)
      return entry === undefined || entry.until < now() ? undefined : (entry.value as T)
    },
    set(key, value) {
      counts.set(key, { value, until: now() + keptMilliseconds })
    },
    del: (key) => counts.delete(key),
    flushAll: () => undefined,
  }
}
