// How long to wait after the n-th failure in a row: doubling, capped, with jitter so that replicas do not march in step.
import { setTimeout as sleep } from 'node:timers/promises'

export interface BackOff {
  /** Waits the next, longer time, at least `atLeastSeconds`; ends early, without complaint, when `stop` aborts. */
  wait(stop: AbortSignal, atLeastSeconds?: number): Promise<void>
  /** After a success: the next wait is a short one again. */
  reset(): void
}

export interface BackOffOptions {
  readonly firstMilliseconds: number
  readonly longestMilliseconds: number
  /** Between 0 and 1; Math.random in real life. */
  readonly random: () => number
}

export function createBackOff({ firstMilliseconds, longestMilliseconds, random }: BackOffOptions): BackOff {
  let failures = 0
  return {
    async wait(stop, atLeastSeconds = 0) {
      const full = Math.min(longestMilliseconds, firstMilliseconds * 2 ** failures)
      failures += 1
      const milliseconds = Math.max(full * (0.5 + random() / 2), atLeastSeconds * 1000)
      await sleep(milliseconds, undefined, { signal: stop }).catch(() => {})
    },
    reset() {
      failures = 0
    },
  }
}
