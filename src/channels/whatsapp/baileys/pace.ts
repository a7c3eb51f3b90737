// The least time between two messages to one contact, uneven as a person's. Nobody waits here: a message that is early is told
// how early, and comes again.
import { createRecent } from './recent.ts'

export interface Pace {
  /** How long until the next message to this contact may go, in milliseconds; 0: now. */
  wait(jid: string): number
  /** A message goes out: the next one has to wait. */
  begin(jid: string): void
}

const mostContacts = 10_000
/** On top of the pace, up to so much of it. */
const jitter = 0.5

/** @param seconds 0: no pace. @param now a clock that only goes forward, in milliseconds. @param random 0 to 1 */
export function createPace(seconds: number, now: () => number, random: () => number): Pace {
  const free = createRecent<number>(mostContacts)
  return {
    wait: (jid) => (seconds === 0 ? 0 : Math.max(0, (free.get(jid) ?? 0) - now())),
    begin(jid) {
      if (seconds > 0) free.set(jid, now() + seconds * 1000 * (1 + jitter * random()))
    },
  }
}
