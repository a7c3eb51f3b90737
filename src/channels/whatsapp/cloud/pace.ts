// How fast this process may speak: so many messages a second for the number, and less for a person of whom Meta said "too
// much". What all processes share is the core's; this only keeps one of them from running ahead.

export interface Pace {
  /** Resolves when the next message may leave. */
  take(): Promise<void>
  /** Meta said "too much to this person": so many seconds until the next try, four times more each time. */
  slowDown(address: string): number
  /** Something arrived: forgiven. */
  forgive(address: string): void
}

const longestPairWait = 3600
/** Remembered at once; the oldest are forgotten. */
const mostPairs = 10_000

/** `now` is in milliseconds. */
export function createPace(perSecond: number, now: () => number): Pace {
  let next = 0
  const refusals = new Map<string, number>()
  return {
    async take() {
      const at = now()
      next = Math.max(next, at) + 1000 / perSecond
      const wait = next - 1000 / perSecond - at
      // A handful at once does no harm, and a timer for each would cost more than it saves.
      if (wait > 50) await new Promise((resolve) => setTimeout(resolve, wait))
    },
    slowDown(address) {
      const before = refusals.get(address) ?? 0
      refusals.delete(address)
      refusals.set(address, before + 1)
      if (refusals.size > mostPairs) refusals.delete(refusals.keys().next().value ?? '')
      return Math.min(4 ** before, longestPairWait)
    },
    forgive: (address) => void refusals.delete(address),
  }
}
