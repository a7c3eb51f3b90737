// One socket, from its making to its end: never opened twice, ended once, and told of to whoever waits for the end. When to
// make another one is supervisor.ts; what its messages mean is the other half of the folder.
import type { ConnectionState } from '@whiskeysockets/baileys'
import type { Log } from '../../../domain/log.ts'
import { codeOf, type Ending } from './disconnect-policy.ts'
import { createListen } from './listen.ts'
import type { LiveSession } from './live-session.ts'
import { type SocketNeeds, type SocketTiming, socketOptions } from './socket-options.ts'
import { watch } from './watchdog.ts'

export interface ConnectionTiming extends SocketTiming {
  /** A connection that is not open by then never will be. */
  readonly openWithinMilliseconds: number
  /** A server that has said nothing for so long is not there. Well above the time between two of the library's questions. */
  readonly silentMilliseconds: number
}

export interface ConnectionOptions extends SocketNeeds {
  readonly timing: ConnectionTiming
  readonly log: Log
  readonly onOpen: (session: LiveSession) => void
  readonly onCredentials: () => void
  /** A text to be shown as QR; it takes the last one's place. */
  readonly onQr: (text: string, session: LiveSession) => void
  /** A phone has confirmed the login. */
  readonly onPaired: () => void
}

export interface Connection {
  readonly session: LiveSession
  /** Resolves once, when nothing comes and goes any more. */
  readonly ended: Promise<Ending>
  /** Cuts the line now, whatever is under way. Once ended, nothing. */
  end(why: string): void
}

export function openConnection(options: ConnectionOptions): Connection {
  const { baileys, timing, log } = options
  const over = new AbortController()
  const done = Promise.withResolvers<Ending>()
  const socket = baileys.makeWASocket(socketOptions(options))
  const session: LiveSession = { baileys, socket, ended: over.signal }
  const listen = createListen(socket.ev, log)
  let shownQr = false
  let open = false

  function finish(code: number | null): void {
    if (over.signal.aborted) return
    dog.stop()
    over.abort()
    done.resolve({ code, pairing: shownQr && !open })
  }

  /** Not by the library's own farewell: that one waits for a server which may not be there. */
  function end(why: string, code: number | null = null): void {
    if (over.signal.aborted) return
    log.info({ why }, 'whatsapp: the connection is ended')
    finish(code)
    cut(socket, log)
  }

  const dog = watch({
    wire: socket.ws,
    openWithinMilliseconds: timing.openWithinMilliseconds,
    silentAfterMilliseconds: timing.silentMilliseconds,
    onSilent: (why) => end(why, 408),
  })

  listen('creds.update', options.onCredentials)
  listen('connection.update', (update) => {
    if (over.signal.aborted) return
    const { qr, isNewLogin, connection } = update
    if (qr !== undefined) {
      shownQr = true
      dog.beginPairing()
      options.onQr(qr, session)
    }
    if (isNewLogin === true) options.onPaired()
    if (connection === 'open') {
      open = true
      dog.opened()
      options.onOpen(session)
    }
    if (connection === 'close') finish(codeOfClose(update))
  })
  options.hooks.attach(session, listen)
  return { session, ended: done.promise, end }
}

function codeOfClose({ lastDisconnect }: Partial<ConnectionState>): number | null {
  return codeOf(lastDisconnect?.error)
}

/** The line first: then everybody who waits for an answer hears that there will be none, and the library takes its timers down. */
function cut(socket: LiveSession['socket'], log: Log): void {
  const wire = socket.ws as unknown as { socket?: { terminate?: () => void } | null }
  const tidy = () => void Promise.resolve(socket.end(undefined)).catch(() => undefined)
  if (wire.socket?.terminate === undefined) {
    tidy()
    return
  }
  const fallback = setTimeout(tidy, 1000)
  fallback.unref()
  socket.ws.once('close', () => clearTimeout(fallback))
  try {
    wire.socket.terminate()
  } catch (error) {
    log.debug({ err: error }, 'whatsapp: the line was cut already')
    tidy()
  }
}
