// Where the two halves of this folder meet: the connection (supervisor.ts, which opens and ends sockets) and the messages
// (inbound, outbound, media, which use one while it is open). Only shapes; nothing runs here.
import type { BaileysEventMap, CacheStore, SocketConfig, WASocket } from '@whiskeysockets/baileys'

/** The library, loaded when the channel starts: nobody imports its values at the top of a file. */
export type Baileys = typeof import('@whiskeysockets/baileys')

/** A connection from the moment it is open. */
export interface LiveSession {
  readonly baileys: Baileys
  readonly socket: WASocket
  /** Aborts when the connection has ended or the account is no longer this process's: what is under way is then unknown. */
  readonly ended: AbortSignal
}

/** Null while nothing can be sent. Asked anew for every message: each connection is a new socket. */
export type CurrentSession = () => LiveSession | null

/** Adds a listener whose faults, thrown or rejected, are logged and go no further: unhandled they would end the process. */
export type Listen = <Event extends keyof BaileysEventMap>(
  event: Event,
  listener: (payload: BaileysEventMap[Event]) => void | Promise<void>,
) => void

/** What the messages' half gives to every new socket. */
export interface MessageHooks {
  /** Called at once after a socket is made, before anything can have arrived. */
  attach(session: LiveSession, listen: Listen): void
  /** What we sent under this key, for somebody whose phone could not read it. */
  readonly getMessage: SocketConfig['getMessage']
  /** How often which message was sent again; outlives the sockets. */
  readonly retryCounts: CacheStore
}
