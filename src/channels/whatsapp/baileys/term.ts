// The time for which this process has the account: one socket after another, and what administrators ask in between. Nothing
// here ever drops a login by itself: only a phone that confirms a new one, or "forget", does.
import type { WAVersion } from '@whiskeysockets/baileys'
import { LeaseLost, StoredStateUnreadable } from '../../../domain/account-lease.ts'
import type { ChannelRequest, ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { AuthPort } from './auth-port.ts'
import { type AuthStore, openAuthStore } from './auth-store.ts'
import type { BackOff } from './back-off.ts'
import { type Connection, type ConnectionTiming, openConnection } from './connection.ts'
import { judgeEnding, type Verdict } from './disconnect-policy.ts'
import type { LibraryLog } from './library-log.ts'
import type { Baileys, LiveSession, MessageHooks } from './live-session.ts'
import { createPairing, type PairingWish } from './pairing.ts'
import type { StateReports } from './report-state.ts'
import { fetchRequests, type Requests } from './requests.ts'

export interface TermTiming extends ConnectionTiming {
  readonly beatMilliseconds: number
  /** A connection that stood for so long was a good one: after it, waits begin small again. */
  readonly stableMilliseconds: number
}

export interface TermOptions {
  readonly baileys: Baileys
  readonly port: AuthPort
  readonly statePort: ChannelStatePort
  readonly reports: StateReports
  readonly hooks: MessageHooks
  readonly backOff: BackOff
  readonly url: URL | undefined
  readonly version: WAVersion | undefined
  readonly seed: (() => Promise<string>) | undefined
  readonly timing: TermTiming
  readonly log: Log
  readonly libraryLog: LibraryLog
  /** Aborts when this process has the account no more, or is to stop. */
  readonly over: AbortSignal
  readonly onSession: (session: LiveSession | null) => void
}

/** What comes next. */
type Step =
  | { readonly kind: 'connect'; readonly wish: PairingWish | null }
  /** Until an administrator asks for something. */
  | { readonly kind: 'rest' }

/** Until `over`. @throws LeaseLost when the database says that another process has the account. */
export async function serveTerm(options: TermOptions): Promise<void> {
  const { over, port, reports, log } = options
  let active: { readonly connection: Connection; readonly pairing: boolean } | null = null

  function takeAtOnce(request: ChannelRequest): boolean {
    if (active === null) return false
    if (request.what !== 'forget' && !(active.pairing && request.what !== 'resume')) {
      log.info({ request: request.what }, 'whatsapp: asked for what is the case already')
      return true
    }
    void farewell(active.connection, request, log)
    return false
  }

  const requests = fetchRequests({
    port: options.statePort,
    beatMilliseconds: options.timing.beatMilliseconds,
    onRequest: takeAtOnce,
    log,
  })
  const setActive = (connection: Connection | null, pairing: boolean) => {
    active = connection === null ? null : { connection, pairing }
  }
  try {
    let step: Step = { kind: 'connect', wish: null }
    while (!over.aborted) {
      const request: ChannelRequest | null = step.kind === 'rest' ? await requests.next(over) : requests.take()
      if (over.aborted) return
      if (request !== null) step = await obey(request, step, port, reports)
      else if (step.kind === 'connect') step = await connect(step.wish, options, requests, setActive)
    }
  } finally {
    requests.end()
  }
}

async function obey({ what, number }: ChannelRequest, step: Step, port: AuthPort, reports: StateReports): Promise<Step> {
  switch (what) {
    case 'forget':
      await port.forget()
      reports.state('needs-pairing', 'forgotten')
      return { kind: 'rest' }
    case 'resume':
      reports.state('starting')
      return { kind: 'connect', wish: null }
    case 'pair-qr':
    case 'pair-code':
      // A login that only waits for its network is not put at risk.
      if (step.kind === 'connect' && step.wish === null && (await port.readCredentials()) !== null) return step
      reports.state('starting')
      return { kind: 'connect', wish: what === 'pair-code' && number !== null ? { kind: 'code', number } : { kind: 'qr' } }
  }
}

/** One connection, from its login to the wait after its end. */
async function connect(
  wish: PairingWish | null,
  options: TermOptions,
  requests: Requests,
  setActive: (connection: Connection | null, pairing: boolean) => void,
): Promise<Step> {
  const { reports, backOff, over, log } = options
  if (reports.last() === null) reports.state('starting')
  let end: (why: string) => void = () => undefined
  let store: AuthStore
  try {
    store = await openAuthStore({
      ...options,
      log: options.libraryLog,
      anew: wish !== null,
      onFault: (error) => storageFault(error),
    })
  } catch (error) {
    return afterFault(error)
  }

  let fault: unknown = null
  function storageFault(error: unknown): void {
    log.warn({ err: error }, 'whatsapp: the login could not be stored')
    fault ??= error
    end('its secrets cannot be stored')
  }

  async function afterFault(error: unknown): Promise<Step> {
    if (error instanceof LeaseLost) throw error
    if (error instanceof StoredStateUnreadable) {
      log.error({ err: error }, 'whatsapp: the stored login cannot be read, and is left as it is: is SECRET_KEY the right one?')
      reports.state('refused', 'login-unreadable')
      return { kind: 'rest' }
    }
    log.warn({ err: error }, 'whatsapp: the login cannot be had from the database')
    reports.state('lost', 'storage')
    await requests.pause(backOff.next(), over)
    return { kind: 'connect', wish }
  }

  const ending = await attempt(store, wish, options, (connection) => {
    end = (why) => connection.end(why)
    setActive(connection, !store.isPaired())
  })
  setActive(null, false)
  await store.close()
  if (fault !== null) return afterFault(fault)
  // What was asked is looked at before anything else is tried.
  if (over.aborted || requests.waiting()) return { kind: 'rest' }
  // Linked, and the line went before the order to restart came: then it is a lost connection like any other.
  const pairing = ending.pairing && !store.isPaired()
  return follow(judgeEnding({ ...ending, pairing }), store.isPaired() ? null : wish, options, requests)
}

async function attempt(
  store: AuthStore,
  wish: PairingWish | null,
  options: TermOptions,
  begin: (connection: Connection) => void,
): Promise<Awaited<Connection['ended']>> {
  const { reports, backOff, over, log } = options
  const pairing = createPairing(wish ?? { kind: 'qr' }, reports, log)
  let openedAt = Number.POSITIVE_INFINITY
  const connection = openConnection({
    ...options,
    auth: store.state,
    onCredentials: store.save,
    onQr: pairing.offer,
    onPaired: pairing.end,
    onOpen: (session) => {
      openedAt = performance.now()
      reports.state('open')
      options.onSession(session)
    },
  })
  begin(connection)
  const stop = () => connection.end('this process is to have the account no more')
  over.addEventListener('abort', stop)
  if (over.aborted) stop()
  const ending = await connection.ended
  if (performance.now() - openedAt >= options.timing.stableMilliseconds) backOff.reset()
  over.removeEventListener('abort', stop)
  options.onSession(null)
  pairing.end()
  return ending
}

async function follow(
  { state, reason, next }: Verdict,
  wish: PairingWish | null,
  { reports, backOff, over }: TermOptions,
  requests: Requests,
): Promise<Step> {
  reports.state(state, reason)
  if (next.kind === 'stop') return { kind: 'rest' }
  // Asked to come back at once, again and again: then it is a lost connection like any other.
  const hurry = next.kind === 'at-once' && backOff.isFresh()
  if (next.kind === 'back-off' || (next.kind === 'at-once' && !hurry)) await requests.pause(backOff.next(), over)
  if (hurry) backOff.next()
  if (next.kind === 'slow') await requests.pause(backOff.next(next.atLeastSeconds * 1000), over)
  return { kind: 'connect', wish }
}

/** Who forgets a login tells the phone first, if it can be told: else the device stays in its list. */
async function farewell({ session, end }: Connection, { what }: ChannelRequest, log: Log): Promise<void> {
  if (what === 'forget' && session.socket.ws.isOpen)
    await Promise.race([session.socket.logout(), new Promise((resolve) => setTimeout(resolve, 2000).unref())]).catch(
      (error: unknown) => log.debug({ err: error }, 'whatsapp: the phone could not be told'),
    )
  end(`an administrator asked for "${what}"`)
}
