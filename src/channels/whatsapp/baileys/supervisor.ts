// Keeps the linked account connected from start to stop: takes the account, serves it for as long as this process has it
// (term.ts), and takes it again. Never two sockets at once: each term ends before the next begins.
import type { WAVersion } from '@whiskeysockets/baileys'
import { type AccountLease, LeaseLost } from '../../../domain/account-lease.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { AuthPort } from './auth-port.ts'
import { type BackOffOptions, createBackOff, waitFor } from './back-off.ts'
import { guardConsole } from './console-guard.ts'
import { createLibraryLog } from './library-log.ts'
import type { Baileys, CurrentSession, LiveSession, MessageHooks } from './live-session.ts'
import { createStateReports } from './report-state.ts'
import { serveTerm, type TermTiming } from './term.ts'

export interface SupervisorTiming extends TermTiming, Omit<BackOffOptions, 'random'> {}

export interface SupervisorOptions {
  /** Waits until this process has the account, or `stop` aborts (then null). */
  readonly takeLease: (stop: AbortSignal) => Promise<AccountLease | null>
  readonly openAuth: (lease: AccountLease) => AuthPort
  readonly states: ChannelStatePort
  readonly hooks: MessageHooks
  /** Undefined: WhatsApp's own. */
  readonly url: URL | undefined
  /** Of the web client that the socket says it is; undefined: the library's own. For the day on which that one is refused. */
  readonly version: WAVersion | undefined
  /** A login to begin with while none is stored. */
  readonly seed: (() => Promise<string>) | undefined
  readonly timing: SupervisorTiming
  readonly log: Log
  readonly onOpen: () => void
}

export interface Supervisor {
  /** Resolves with the first thing that can be said of the connection, or after a second. */
  start(): Promise<void>
  /** Ends the connection in good order; resolves when everything of it is stored. */
  stop(): Promise<void>
  readonly session: CurrentSession
  /** Null when well, or when another process has the account. */
  fault(): string | null
}

const patienceMilliseconds = 1000
/** What is under way gets so long before an orderly end. */
const farewellMilliseconds = 3000

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { log, timing } = options
  const stopping = new AbortController()
  const libraryLog = createLibraryLog(log)
  let session: LiveSession | null = null
  let sending = true
  let opened = false
  let missing: string | null = null
  let running: Promise<void> | null = null
  const firstWord = Promise.withResolvers<void>()
  const reports = createStateReports(options.states, log, (state) => state !== 'starting' && firstWord.resolve())

  async function run(): Promise<void> {
    // Before the library is loaded: it prints keys.
    const guard = guardConsole()
    try {
      const first = await options.takeLease(stopping.signal)
      if (first === null) return
      const baileys = await import('@whiskeysockets/baileys')
      for (let lease: AccountLease | null = first; lease !== null; lease = await options.takeLease(stopping.signal))
        await serve(baileys, lease)
    } catch (error) {
      missing = 'the package @whiskeysockets/baileys cannot be loaded: is it installed?'
      log.error({ err: error }, `whatsapp: ${missing}`)
      reports.state('refused', 'not-installed')
    } finally {
      guard.remove()
    }
  }

  async function serve(baileys: Baileys, lease: AccountLease): Promise<void> {
    const over = AbortSignal.any([stopping.signal, lease.lost])
    try {
      await serveTerm({
        ...options,
        baileys,
        port: options.openAuth(lease),
        statePort: options.states,
        reports,
        backOff: createBackOff({ ...timing, random: Math.random }),
        libraryLog,
        over,
        onSession(current) {
          session = current
          if (current === null) return
          if (opened) reports.reconnected()
          opened = true
          options.onOpen()
        },
      })
    } catch (error) {
      if (error instanceof LeaseLost) log.warn({ err: error }, "whatsapp: the account is another process's")
      else log.error({ err: error }, 'whatsapp: the supervisor failed, and begins anew')
      await waitFor(timing.firstMilliseconds, stopping.signal)
    }
    if (!stopping.signal.aborted) reports.forgetLast()
  }

  return {
    async start() {
      if (running !== null) throw new Error('a channel is started once')
      running = run()
      const patience = setTimeout(firstWord.resolve, patienceMilliseconds)
      await firstWord.promise
      clearTimeout(patience)
    },
    async stop() {
      sending = false
      const had = reports.last() !== null
      if (session !== null && options.hooks.idle !== undefined)
        await Promise.race([options.hooks.idle(), waitFor(farewellMilliseconds, session.ended)])
      stopping.abort()
      await running
      if (had) reports.state('stopped')
      await reports.settled()
    },
    session: () => (sending && session !== null && !session.ended.aborted ? session : null),
    fault() {
      if (missing !== null) return missing
      const last = reports.last()
      if (last === null || last.state === 'open') return null
      return `WhatsApp: ${last.state}${last.reason === null ? '' : ` (${last.reason})`}`
    },
  }
}
