// Where the two halves of this folder meet: the connection (supervisor.ts, which opens and ends sockets) and the messages
// (inbound, outbound, media, which use one while it is open). Only shapes; nothing runs here.
import type { BaileysEventMap, CacheStore, SocketConfig, WASocket } from '@whiskeysockets/baileys'
import type { FetchedFile, OutboundContent, Received, SendContext, SendOutcome } from '../../../domain/channel.ts'

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
  /** Resolves when nothing is being sent or stored; asked before an orderly end, and not waited for long. */
  idle?(): Promise<void>
  /** What we sent under this key, for somebody whose phone could not read it. */
  readonly getMessage: SocketConfig['getMessage']
  /** How often which message was sent again; outlives the sockets. */
  readonly retryCounts: CacheStore
}

/** The messages' half as a whole (messages.ts), made once for the channel and told which session is open. */
export interface MessageHalf extends MessageHooks {
  split(content: OutboundContent): readonly OutboundContent[]
  send(address: string, part: OutboundContent, context: SendContext): Promise<SendOutcome>
  /** @throws FetchRefused */
  fetch(reference: string): Promise<FetchedFile>
  /** Where what arrives goes. Before it is called, what arrives waits. */
  open(received: Received): void
  /** Resolves when nothing received is still unstored. */
  close(): Promise<void>
}

export type CreateMessages = (current: CurrentSession) => MessageHalf
