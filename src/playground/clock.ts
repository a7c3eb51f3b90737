// The server's own clock: real time plus whatever a test moved it by, so that a day of silence takes no time to try.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Whole seconds since 1970, as Telegram dates things. */
  seconds(): number
  /** Moves the clock forward; nothing that already waits is woken by it. */
  advance(seconds: number): void
}

export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    seconds: () => Math.floor((Date.now() + ahead) / 1000),
    advance: (seconds) => {
      ahead += seconds * 1000
    },
  }
}
