// Waiting for what no event tells. Where there is an event, wait for that instead.
import { setTimeout as delay } from 'node:timers/promises'

export interface WaitOptions {
  /** What is waited for, for the message of the failure. */
  readonly what?: string
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/**
 * Asks again and again until the condition gives something truthy, and returns that.
 * @throws after `timeoutMs` (10 s), with what was waited for, and the last error of a condition that throws
 */
export async function waitUntil<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { what = 'the condition', timeoutMs = 10_000, everyMs = 10 } = options
  const until = Date.now() + timeoutMs
  for (;;) {
    let cause: unknown
    try {
      const result = await condition()
      if (result) return result
    } catch (error) {
      cause = error
    }
    if (Date.now() > until) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause })
    await delay(everyMs)
  }
}
