// What goes on while the channel runs: asking after the business number until Meta tells it, and saying of the account how it
// stands. A webhook has no connection that could be lost, so "open" means: nothing is known to be wrong.
import { setTimeout as sleep } from 'node:timers/promises'
import { beatSeconds, type ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { Health } from './health.ts'

export interface Upkeep {
  /** Resolves when `ask` was answered, or after two seconds: then it goes on in the background. */
  start(ask: (stop: AbortSignal) => Promise<boolean>, health: Health): Promise<void>
  /** Something became better or worse. */
  nudge(health: Health): void
  stop(): Promise<void>
}

const startMilliseconds = 2000
const firstPause = 1000
const longestPause = 60_000
const beatsUntilSaidAgain = 10

export function createUpkeep(state: ChannelStatePort | null, log: Log): Upkeep {
  const stopping = new AbortController()
  const { signal } = stopping
  let started = false
  let writing: Promise<unknown> = Promise.resolve()
  let asking: Promise<void> = Promise.resolve()
  let beating: NodeJS.Timeout | undefined

  /** One after the other, and never in anybody's way. */
  function write(work: (port: ChannelStatePort) => Promise<unknown>): void {
    if (state === null) return
    writing = writing
      .then(() => work(state))
      .catch((error: unknown) => log.warn({ err: error }, 'whatsapp: how the account stands could not be noted'))
  }

  function nudge(health: Health): void {
    if (!started || signal.aborted) return
    const refused = health.of('token') ?? health.of('account')
    if (refused !== null) write((port) => port.report('refused', codeIn(refused)))
    else if (health.of('number') !== null) write((port) => port.report('starting'))
    else write((port) => port.report('open'))
  }

  async function keepAsking(ask: (stop: AbortSignal) => Promise<boolean>, first: () => void): Promise<void> {
    for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      const answered = await ask(signal)
      first()
      if (answered) return
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    nudge,
    async start(ask, health) {
      started = true
      write((port) => port.report('starting'))
      const first = Promise.withResolvers<void>()
      asking = keepAsking(ask, first.resolve)
      const patience = setTimeout(first.resolve, startMilliseconds)
      await first.promise
      clearTimeout(patience)
      nudge(health)
      if (state !== null) {
        let beats = 0
        beating = setInterval(() => {
          write((port) => port.beat())
          // Another process that serves the same number may have said "stopped" of itself.
          if (++beats % beatsUntilSaidAgain === 0) nudge(health)
        }, beatSeconds * 1000)
        beating.unref()
      }
    },
    async stop() {
      stopping.abort()
      clearInterval(beating)
      await asking
      if (started) write((port) => port.report('stopped'))
      await writing
    },
  }
}

/** The platform's code at the end of the words: what is reported holds no sentence. */
function codeIn(words: string): string | null {
  return /\((\w[\w ]*)\)$/.exec(words)?.[1] ?? null
}
