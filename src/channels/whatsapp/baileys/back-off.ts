// Waits between tries to connect: longer with each vain try, up to a longest one, with jitter so that many do not come at
// once. Waiting can be cut short.
import { setTimeout as delay } from 'node:timers/promises'

export interface BackOffOptions {
  readonly firstMilliseconds: number
  readonly longestMilliseconds: number
  /** Uniform in [0, 1). */
  readonly random: () => number
}

export interface BackOff {
  /** The next wait, at least `leastMilliseconds`. Each asks for a longer one. */
  next(leastMilliseconds?: number): number
  /** Nothing was tried in vain since the last `reset`. */
  isFresh(): boolean
  /** A connection stood: the next wait is the first one again. */
  reset(): void
}

/** Waits lie between half and the whole of 1, 2, 4 ... times the first, but never above the longest; a least one is jittered upwards. */
export function createBackOff({ firstMilliseconds, longestMilliseconds, random }: BackOffOptions): BackOff {
  let tries = 0
  return {
    next(leastMilliseconds = 0) {
      const full = Math.min(firstMilliseconds * 2 ** Math.min(tries, 30), longestMilliseconds)
      tries += 1
      return Math.max(full * (0.5 + random() / 2), leastMilliseconds * (1 + random() / 5))
    },
    isFresh: () => tries === 0,
    reset() {
      tries = 0
    },
  }
}

/** Ends early when `signal` aborts; never rejects. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined)
}
