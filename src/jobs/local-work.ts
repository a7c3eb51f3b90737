// Work done in this process without a queue: so much at once, the rest in line. For while the queue is away.

export interface LocalWork {
  /** Runs it now or when there is room. One that already waits under this name is not put in line twice. */
  add(name: string, work: () => Promise<void>): void
  /** Drops what waits; resolves when what runs is done. */
  finish(): Promise<void>
}

/** @param concurrency how much at once */
export function createLocalWork(concurrency: number): LocalWork {
  const waiting = new Map<string, () => Promise<void>>()
  const active = new Set<Promise<void>>()

  function fill(): void {
    for (const [name, work] of waiting) {
      if (active.size >= concurrency) return
      waiting.delete(name)
      const running = work().finally(() => {
        active.delete(running)
        fill()
      })
      active.add(running)
    }
  }

  return {
    add(name, work) {
      waiting.set(name, work)
      fill()
    },
    async finish() {
      waiting.clear()
      await Promise.allSettled(active)
    },
  }
}
