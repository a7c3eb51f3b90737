// The server's own clock: real time plus whatever a test moved it by, so that a day of silence takes no time to try.
// Waits made here move with it; timers made elsewhere do not.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as Telegram dates things. */
  seconds(): number
  /** How far it stands ahead of real time, in milliseconds. */
  ahead(): number
  /** Moves the clock forward; waits that are over by then end at once. */
  advance(seconds: number): void
  /** Goes back, or forth, to a distance from real time. For returning to a snapshot. */
  setAhead(milliseconds: number): void
  /** Does something once this clock has moved on so far. Returns the way to call it off. */
  after(milliseconds: number, action: () => void): () => void
}

interface Wait {
  readonly dueAt: number
  readonly action: () => void
  timer: NodeJS.Timeout | undefined
}

/** Longer waits overflow Node's timers; none is needed. */
const longestTimerMs = 2 ** 31 - 1

export function createClock(): Clock {
  const waits = new Set<Wait>()
  let ahead = 0

  const now = (): number => Date.now() + ahead

  function arm(wait: Wait): void {
    clearTimeout(wait.timer)
    wait.timer = setTimeout(
      () => {
        waits.delete(wait)
        wait.action()
      },
      Math.min(Math.max(0, wait.dueAt - now()), longestTimerMs),
    )
  }

  function setAhead(milliseconds: number): void {
    ahead = milliseconds
    for (const wait of waits) arm(wait)
  }

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    ahead: () => ahead,
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) throw new Error('The clock moves forward only')
      setAhead(ahead + seconds * 1000)
    },
    setAhead,
    after(milliseconds, action) {
      const wait: Wait = { dueAt: now() + milliseconds, action, timer: undefined }
      waits.add(wait)
      arm(wait)
      return () => {
        clearTimeout(wait.timer)
        waits.delete(wait)
      }
    },
  }
}
