// The least time between two messages to one contact, uneven as a person's. Nothing else waits meanwhile.
import { createRecent } from './recent.ts'

export interface Pace {
  /** How long the next message to this contact has to wait, in milliseconds; with it the message has its place. */
  place(jid: string): number
}

const mostContacts = 10_000
/** On top of the pace, up to so much of it. */
const jitter = 0.5

/** @param seconds 0: no pace. @param now a clock that only goes forward, in milliseconds. @param random 0 to 1 */
export function createPace(seconds: number, now: () => number, random: () => number): Pace {
  const free = createRecent<number>(mostContacts)
  return {
    place(jid) {
      if (seconds === 0) return 0
      const at = Math.max(now(), free.get(jid) ?? 0)
      free.set(jid, at + seconds * 1000 * (1 + jitter * random()))
      return at - now()
    },
  }
}
