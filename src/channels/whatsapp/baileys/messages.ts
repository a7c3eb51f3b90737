// The messages' half of the linked account, put together: what arrives, what goes out, files both ways. The connection is the
// other half (supervisor.ts); it makes the sockets and hands them over.
import type { Channel, SendContext } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import { personJid, readMessageId } from '../jid.ts'
import { split } from '../split.ts'
import { createInbox } from './inbox.ts'
import { createLibraryLog } from './library-log.ts'
import type { CreateMessages, CurrentSession, LiveSession, MessageHalf } from './live-session.ts'
import { fetchMedia } from './media.ts'
import { createOutbound } from './outbound.ts'
import { createProgress } from './progress.ts'
import { createQuotes } from './quotes.ts'
import { createRetryCounts } from './retry-counts.ts'
import type { SentPort } from './sent-port.ts'
import { createUnreadMessages } from './unread-messages.ts'

export interface MessagesOptions {
  readonly account: string
  readonly sent: SentPort
  readonly states: ChannelStatePort
  /** WHATSAPP_PROACTIVE */
  readonly proactive: boolean
  /** WHATSAPP_PACE_SECONDS */
  readonly paceSeconds: number
  readonly log: Log
  readonly now: () => Date
  /** How long the platform may take to answer a message; half a minute by default. */
  readonly answerMilliseconds?: number
  /** How long a phone may take to upload a file again; twenty seconds by default. */
  readonly uploadAgainMilliseconds?: number
}

export function createMessages(options: MessagesOptions): CreateMessages {
  return (current) => openMessages(options, current)
}

function openMessages(options: MessagesOptions, session: CurrentSession): MessageHalf {
  const { account, sent, states, log, now } = options
  const unread = createUnreadMessages()
  const quotes = createQuotes(sent)
  const progress = createProgress({ account, sent, log, now })
  const inbox = createInbox({ account, note: states.note, unread, quotes, log, now })
  const outbound = createOutbound({
    ...options,
    answerMilliseconds: options.answerMilliseconds ?? 30_000,
    session,
    unread,
    quotes,
    report: progress.report,
    libraryLog: createLibraryLog(log),
    random: Math.random,
  })
  const sending = new Set<Promise<unknown>>()
  /** Of the last socket, open or not yet: phones may ask for a message before the platform calls the connection open. */
  let latest: LiveSession | null = null

  function send(...given: Parameters<Channel['send']>): ReturnType<Channel['send']> {
    const [address, part, context]: [string, Parameters<Channel['send']>[1], SendContext] = given
    const outcome = outbound.send(address, part, context)
    sending.add(outcome)
    return outcome.finally(() => sending.delete(outcome))
  }

  return {
    split,
    send,
    fetch: (reference) =>
      fetchMedia(reference, { session, log, uploadAgainMilliseconds: options.uploadAgainMilliseconds ?? 20_000 }),
    retryCounts: createRetryCounts(() => performance.now()),
    attach(live, listen) {
      latest = live
      outbound.acknowledgements.attach(live)
      inbox.attach(live, listen)
      progress.attach(listen)
      listen('connection.update', async ({ reachoutTimeLock }) => {
        if (reachoutTimeLock !== undefined) await outbound.breaker.announced(reachoutTimeLock)
      })
    },
    /** Only to whom it was sent, or somebody of unknown id: ids of messages cannot be guessed, and still nobody gets another's. */
    async getMessage({ id, remoteJid }) {
      const [messageId, jid, live] = [readMessageId(id), personJid(remoteJid), latest]
      if (messageId === null || jid === null || live === null) return undefined
      const found = await sent.find(messageId)
      if (found === null || !(await inbox.isSamePerson(found.jid, jid, live))) return undefined
      return live.baileys.proto.Message.decode(found.content)
    },
    async idle() {
      await Promise.allSettled(sending)
      await inbox.settled()
    },
    open(received) {
      inbox.open(received)
      progress.open(received)
    },
    async close() {
      await Promise.allSettled(sending)
      await Promise.all([inbox.close(), progress.close()])
    },
  }
}
