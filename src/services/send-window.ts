// How many messages may stand between the platform's yes and our record at once: exactly these are said twice when the
// process is killed. Sends begin as fast as their records are written: many at once to a slow platform, few to a quick one;
// and the more a process has said since its start, the more it may have under way, so that what a kill doubles stays small
// beside what was said.

/** When a send may begin. One for each process. */
export interface SendWindow {
  /** Waits for its turn, then sends. */
  send<T>(send: () => Promise<T>): Promise<Sent<T>>
}

export interface Sent<T> {
  readonly outcome: T
  /** To be called when the outcome is recorded, or at once when it needs no haste (`accepted` false: nothing to say twice). */
  readonly recorded: (accepted: boolean) => void
}

/** Without any limit. */
export const wideWindow: SendWindow = { send: async (send) => ({ outcome: await send(), recorded: () => undefined }) }

/** The usual answer time is the middle one of so many: a single slow answer opens the window for nobody. */
const answersKept = 15
/** Weight of the newest measurement in the running average of records. */
const weight = 0.2
/** A send without an answer for so many times the usual waits for the network, and holds nobody else up. */
const slow = 3
const slowAtLeastMs = 50
/** One message under way for each so many said, so that a kill doubles at most about 0.2 % of what its process has said. */
const saidForEach = 500
const most = 16

/**
 * @param clock milliseconds that only grow
 * @param patienceMs a record that is not written for this long (the database hangs) holds nobody else up any more
 */
export function createSendWindow(clock: () => number, patienceMs = 5000): SendWindow {
  const waiting: (() => void)[] = []
  // Narrow at first: in a process that has just started everything takes longest, and is killed most easily.
  const answers = Array<number>(answersKept).fill(5)
  let answerMs = 5
  let recordMs = 5
  let unanswered = 0
  let unrecorded = 0
  let said = 0

  function admit(): void {
    const room = Math.min(most, 1 + Math.floor(said / saidForEach))
    const matching = Math.round(answerMs / recordMs)
    while (waiting.length > 0 && unrecorded < room && unanswered < Math.max(room, matching)) {
      unanswered += 1
      waiting.shift()?.()
    }
  }

  /** Runs `leave` once: when told to, or after the time. */
  function atMost(milliseconds: number, leave: () => void): () => void {
    let left = false
    const once = () => {
      clearTimeout(timer)
      if (left) return
      left = true
      leave()
      admit()
    }
    const timer = setTimeout(once, milliseconds)
    return once
  }

  return {
    async send(send) {
      await new Promise<void>((begin) => {
        waiting.push(begin)
        admit()
      })
      const sentAt = clock()
      const answered = atMost(Math.max(slowAtLeastMs, slow * answerMs), () => {
        unanswered -= 1
      })
      try {
        const outcome = await send()
        const answeredAt = clock()
        answers.push(answeredAt - sentAt)
        answers.shift()
        answerMs = answers.toSorted((a, b) => a - b)[Math.floor(answersKept / 2)] ?? answerMs
        unrecorded += 1
        const leave = atMost(patienceMs, () => {
          unrecorded -= 1
        })
        const recorded = (accepted: boolean) => {
          if (accepted) {
            recordMs += weight * (clock() - answeredAt - recordMs)
            said += 1
          }
          leave()
        }
        return { outcome, recorded }
      } finally {
        answered()
      }
    },
  }
}
