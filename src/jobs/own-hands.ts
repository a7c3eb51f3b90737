// What this process does itself: so many of one kind at once, the rest in line, each id once. Ids that wait are taken together
// as soon as a hand is free, so the busier it is the more is done in one go.

export interface OwnHandsOptions {
  /** Never throws. Several ids only with `together` above 1. */
  readonly work: (ids: readonly string[]) => Promise<void>
  /** Calls of `work` at once. */
  readonly hands: number
  /** Ids given to one call at most. */
  readonly together: number
}

export interface OwnHands {
  /**
   * Done now, or when a hand is free. An id that already waits waits once; one that is being worked on is worked on again
   * afterwards, because what it is about may have come too late. @returns when it is done; at once when it already waited.
   */
  add(id: string): Promise<void>
  readonly waiting: () => number
  /** Drops what waits; resolves when what runs is done. */
  finish(): Promise<void>
}

export function createOwnHands({ work, hands, together }: OwnHandsOptions): OwnHands {
  const waiting = new Map<string, () => void>()
  const running = new Set<string>()
  const active = new Set<Promise<void>>()
  let filling = false

  /** Ids that are not being worked on already; those wait for their own end. */
  function take(): readonly [string, () => void][] {
    const taken: [string, () => void][] = []
    for (const entry of waiting) {
      if (taken.length === together) break
      if (!running.has(entry[0])) taken.push(entry)
    }
    return taken
  }

  function fill(): void {
    filling = false
    while (active.size < hands) {
      const taken = take()
      if (taken.length === 0) return
      for (const [id] of taken) {
        waiting.delete(id)
        running.add(id)
      }
      const done = work(taken.map(([id]) => id)).finally(() => {
        active.delete(done)
        for (const [id, tell] of taken) {
          running.delete(id)
          tell()
        }
        fill()
      })
      active.add(done)
    }
  }

  return {
    add(id) {
      if (waiting.has(id)) return Promise.resolve()
      return new Promise((done) => {
        waiting.set(id, done)
        if (filling) return
        filling = true
        // What one turn of the event loop brings is begun together.
        setImmediate(fill)
      })
    },
    waiting: () => waiting.size,
    async finish() {
      for (const tell of waiting.values()) tell()
      waiting.clear()
      await Promise.allSettled(active)
    },
  }
}
