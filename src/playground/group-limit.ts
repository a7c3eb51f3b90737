// The limit of groups, when it is asked for: so many calls in any minute that write or change something; what is more is refused.
import { ApiError } from './api-error.ts'
import type { Clock } from './clock.ts'

/** Refuses a call above the limit, and counts it otherwise. */
export type GroupLimit = (method: string, chatId: unknown) => void

const minute = 60_000
/** Signs, removals and questions are free. */
const counted = /^(send(?!ChatAction)|edit|copyMessage|forwardMessage|createForum|closeForum|reopenForum|pinChat)/

export function createGroupLimit(clock: Clock, perMinute: number): GroupLimit {
  const made = new Map<string, number[]>()
  return (method, chatId) => {
    if (!counted.test(method) || !String(chatId).startsWith('-')) return
    const now = clock.now()
    const recent = (made.get(String(chatId)) ?? []).filter((at) => at > now - minute)
    made.set(String(chatId), recent)
    const [first] = recent
    if (first !== undefined && recent.length >= perMinute) {
      const wait = Math.max(1, Math.ceil((first + minute - now) / 1000))
      throw new ApiError(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait })
    }
    recent.push(now)
  }
}
