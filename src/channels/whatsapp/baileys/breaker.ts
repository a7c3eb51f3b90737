// When the platform lets the account begin no conversation for a while, nobody is written to first until that is over: each try
// counts against the account. Kept in the channel's row, so that replicas, restarts and admins know.
import type { ConnectionState } from '@whiskeysockets/baileys'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { LiveSession } from './live-session.ts'
import { firstContactCodes } from './refusals.ts'

export interface Breaker {
  /** Until then no first contacts; null: they may be. */
  until(): Promise<Date | null>
  /** A message was refused with this code. */
  refused(code: string, session: LiveSession | null): Promise<void>
  /** The platform says how the account stands, unasked. */
  announced(lock: NonNullable<ConnectionState['reachoutTimeLock']>): Promise<void>
}

/** When the platform names no end. */
const usualMilliseconds = 24 * 3600 * 1000
/** The platform's own word on the end is waited for so long. */
const askMilliseconds = 5000

export function createBreaker({
  states,
  log,
  now,
}: {
  readonly states: ChannelStatePort
  readonly log: Log
  readonly now: () => Date
}): Breaker {
  async function until(): Promise<Date | null> {
    return (await states.standing())?.breakerUntil ?? null
  }

  async function pause(end: Date | null): Promise<void> {
    await states.pauseFirstContacts(end)
    log.warn({ until: end?.toISOString() ?? null }, 'whatsapp: what the platform says of beginning conversations has changed')
  }

  async function ask({ socket }: LiveSession): Promise<Date | null> {
    const asked = socket.fetchAccountReachoutTimelock().then(({ timeEnforcementEnds }) => timeEnforcementEnds ?? null)
    const timer = Promise.withResolvers<null>()
    const timeout = setTimeout(() => timer.resolve(null), askMilliseconds)
    return Promise.race([asked.catch(() => null), timer.promise]).finally(() => clearTimeout(timeout))
  }

  return {
    until,
    async refused(code, session) {
      if (!firstContactCodes.includes(code)) return
      const announced = session === null ? null : await ask(session)
      const usual = new Date(now().getTime() + usualMilliseconds)
      await pause(announced !== null && announced > now() ? announced : usual)
    },
    async announced(lock) {
      const { isActive, timeEnforcementEnds } = lock
      if (isActive === true) await pause(timeEnforcementEnds ?? new Date(now().getTime() + usualMilliseconds))
      // The library announces the answers to questions, too (ours, and its own after a refusal), with an end in them, if an empty one.
      // "Not active" as an answer does not take back a refusal; only the platform's own word does.
      else if (!('timeEnforcementEnds' in lock) && (await until()) !== null) await pause(null)
    },
  }
}
