// The listener: what arrives at a socket is handed over to be stored, in order, and nothing else happens here. The platform has
// its receipt by then, so the way from the event to the insert is kept as short as it can be.
import type { WAMessage } from '@whiskeysockets/baileys'
import type { InboundMessage, Received } from '../../../domain/channel.ts'
import type { ChannelEvent } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { PersonJid } from '../jid.ts'
import { createBatches } from './batches.ts'
import { readMessage, toMove } from './inbound.ts'
import { createKnownIds } from './known-ids.ts'
import type { Listen, LiveSession } from './live-session.ts'
import type { Quotes } from './quotes.ts'
import type { UnreadMessages } from './unread-messages.ts'

export interface InboxOptions {
  readonly account: string
  readonly note: (event: ChannelEvent) => void
  readonly unread: UnreadMessages
  readonly quotes: Quotes
  readonly log: Log
  readonly now: () => Date
}

export interface Inbox {
  /** Where to; until then what comes waits. */
  open(received: Received): void
  attach(session: LiveSession, listen: Listen): void
  /** As far as is known. */
  isSamePerson(one: PersonJid, other: PersonJid, session: LiveSession): Promise<boolean>
  /** Resolves when all that arrived is stored. */
  settled(): Promise<void>
  /** The same, for the last time. */
  close(): Promise<void>
}

type Arrival =
  | { readonly kind: 'message'; readonly message: WAMessage; readonly session: LiveSession }
  | { readonly kind: 'pair'; readonly lid: string; readonly pn: string }

export function createInbox({ account, note, unread, quotes, log, now }: InboxOptions): Inbox {
  const opened = Promise.withResolvers<Received>()
  const known = createKnownIds()
  const arrivals = createBatches<Arrival>({ name: 'arrivals', store, log })

  async function store(batch: readonly Arrival[]): Promise<void> {
    const received = await opened.promise
    const messages: InboundMessage[] = []
    for (const arrival of batch) {
      const message = arrival.kind === 'pair' ? toMove(arrival, { account, at: now(), otherId }) : await read(arrival)
      if (message !== null) messages.push(message)
    }
    if (messages.length > 0) await received.messages(messages)
    for (const arrival of batch) if (arrival.kind === 'message') count(arrival.message)
  }

  const otherId = (jid: PersonJid) => known.otherOf(jid)

  async function read({ message, session }: Extract<Arrival, { kind: 'message' }>): Promise<InboundMessage | null> {
    await known
      .learn(message.key, session)
      .catch((error: unknown) => log.warn({ err: error }, 'whatsapp: an id was not looked up'))
    const reading = readMessage(message, { account, at: now(), otherId })
    if (reading.kind !== 'message') return null
    unread.add(reading.message.address, message.key)
    quotes.remember(message)
    return known.sameAgain(reading.message)
  }

  /** After it is stored, so that a batch that is tried again counts once. */
  function count(message: WAMessage): void {
    const reading = readMessage(message, { account, at: now(), otherId })
    if (reading.kind === 'message') note('received')
    if (reading.kind === 'undecryptable') note('undecryptable')
    if (reading.kind !== 'malformed') return
    note('malformed')
    log.warn({}, 'whatsapp: a message with an impossible id, or that cannot be read, is left out')
  }

  return {
    open: (received) => opened.resolve(received),
    attach(session, listen) {
      // "append" is what was written while we were away: a desk that knows only "notify" loses it.
      listen('messages.upsert', ({ messages }) => {
        arrivals.add(messages.map((message) => ({ kind: 'message', message, session })))
      })
      listen('lid-mapping.update', ({ lid, pn }) => {
        known.pair(lid, pn)
        arrivals.add([{ kind: 'pair', lid, pn }])
      })
    },
    async isSamePerson(one, other, session) {
      if (one === other) return true
      await known.learn({ remoteJid: one }, session)
      return known.otherOf(one) === other
    },
    settled: arrivals.settled,
    async close() {
      arrivals.hurry()
      // Never opened: nothing can have been received.
      opened.resolve({ messages: async () => {}, reports: async () => {} })
      await arrivals.settled()
    },
  }
}
