// The linked account as the service has it, both halves, on the loopback WhatsApp server and a real database: what is said to the
// channel goes out to a phone with keys of its own, and what a phone writes comes in at `received`.
import { Readable } from 'node:stream'
import * as baileys from '@whiskeysockets/baileys'
import { createBaileysChannel } from '../../../../src/channels/whatsapp/baileys/channel.ts'
import { createMessages, type MessagesOptions } from '../../../../src/channels/whatsapp/baileys/messages.ts'
import { createChannelReports } from '../../../../src/db/channel-reports.ts'
import { findChannelState } from '../../../../src/db/channel-states.ts'
import { createLeadership } from '../../../../src/db/leadership.ts'
import { openWhatsAppAuth, readWhatsAppCredentials } from '../../../../src/db/whatsapp-auth.ts'
import { createWhatsAppLease } from '../../../../src/db/whatsapp-lease.ts'
import { openWhatsAppSent } from '../../../../src/db/whatsapp-sent.ts'
import type {
  Channel,
  DeliveryReport,
  InboundMessage,
  InboundText,
  OutboundContent,
  OutboundFile,
  Received,
  SendContext,
  SendOutcome,
} from '../../../../src/domain/channel.ts'
import type { ChannelStanding } from '../../../../src/domain/channel-state.ts'
import type { AttachmentId } from '../../../../src/domain/ids.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import type { WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { storeLogin } from './connection-rig.ts'

export const account = 'main'

export interface Line {
  readonly channel: Channel
  readonly received: InboundMessage[]
  readonly reports: DeliveryReport[]
  readonly logged: string[]
  /** Says a text, or any content, as an answer in an open conversation unless the context says otherwise. @returns the last outcome */
  say(address: string, part: OutboundContent | string, context?: Partial<SendContext>): Promise<SendOutcome>
  /** The first message that fits, found now or later. */
  gets(words: string | ((message: InboundText) => boolean)): Promise<InboundText>
  reported(messageId: string, state: DeliveryReport['state']): Promise<DeliveryReport>
  standing(): Promise<ChannelStanding | null>
  stop(): Promise<void>
}

export interface LineOptions extends Partial<Pick<MessagesOptions, 'proactive' | 'paceSeconds' | 'answerMilliseconds' | 'now'>> {
  /** What is done with what comes, before it counts as stored. */
  readonly store?: (messages: readonly InboundMessage[]) => Promise<void>
}

let keys = 0

/** Connects the account; the login is stored the first time. */
export async function openLine(db: TestDatabase, server: WhatsAppServer, options: LineOptions = {}): Promise<Line> {
  const { store = async () => {}, now = () => new Date() } = options
  const stored = await readWhatsAppCredentials(db.database, account)
  if (stored === null) await storeLogin(db, baileys, server.credsFor())
  const logged: string[] = []
  const take = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const log = { debug: take, info: take, warn: take, error: take }
  const states = createChannelReports(db.database, { channel: 'whatsapp', account })
  const leadership = createLeadership({ url: db.url, name: `whatsapp:${account}`, log })
  const sent = openWhatsAppSent(db.database, account)
  const channel = createBaileysChannel({
    account,
    takeLease: createWhatsAppLease({ database: db.database, leadership, account, log }),
    openAuth: (lease) => openWhatsAppAuth(db.database, account, lease),
    readCredentials: () => readWhatsAppCredentials(db.database, account),
    states,
    messages: createMessages({
      account,
      sent,
      states,
      log,
      now,
      proactive: options.proactive ?? false,
      paceSeconds: options.paceSeconds ?? 0,
      answerMilliseconds: options.answerMilliseconds ?? 5000,
      uploadAgainMilliseconds: 300,
    }),
    socketUrl: server.url,
    credsFile: null,
    log,
    timing: { firstMilliseconds: 20, longestMilliseconds: 80, queryMilliseconds: 3000, beatMilliseconds: 20 },
  })
  const received: InboundMessage[] = []
  const reports: DeliveryReport[] = []
  const hands: Received = {
    async messages(messages) {
      await store(messages)
      received.push(...messages)
    },
    async reports(news) {
      reports.push(...news)
    },
  }
  await channel.start(hands)
  await waitUntil(() => channel.speaksHere?.(), { what: 'an open connection' })

  return {
    channel,
    received,
    reports,
    logged,
    async say(address, part, context = {}) {
      const content: OutboundContent = typeof part === 'string' ? { type: 'text', text: plain(part) } : part
      let outcome: SendOutcome = { kind: 'sent', messageIds: [] }
      const given = { ...answer(), ...context }
      for (const [index, piece] of channel.split(content).entries()) {
        outcome = await channel.send(address, piece, { ...given, key: `${given.key}:${index}` })
        if (outcome.kind !== 'sent') break
      }
      return outcome
    },
    gets(wanted) {
      const fits = (message: InboundMessage): message is InboundText =>
        (message.kind === 'message' || message.kind === 'edit') &&
        (typeof wanted === 'string' ? message.text.includes(wanted) : wanted(message))
      return waitUntil(() => received.find(fits), { what: typeof wanted === 'string' ? `"${wanted}"` : 'a message' })
    },
    reported: (messageId, state) =>
      waitUntil(() => reports.find((report) => report.messageId === messageId && report.state === state), {
        what: `"${state}" of ${messageId}`,
      }),
    standing: () => db.database.statements((tx) => findChannelState(tx, { channel: 'whatsapp', account })),
    async stop() {
      await channel.stop()
      await leadership.stop()
    },
  }
}

/** A new answer to somebody who has just written. */
export function answer(): SendContext {
  keys += 1
  return {
    key: `${keys}:0`,
    lastHeardAt: new Date(),
    notice: null,
    open: () => Promise.reject(new Error('no file was to be sent')),
  }
}

/** The ids of what was sent. @throws when it was not */
export function idOf(outcome: SendOutcome): string {
  if (outcome.kind !== 'sent' || outcome.messageIds[0] === undefined) throw new Error(`not sent: ${JSON.stringify(outcome)}`)
  return outcome.messageIds[0]
}

export function fileOf(kind: OutboundFile['kind'], fileName: string, mediaType: string, bytes: Uint8Array) {
  const file: OutboundFile = { attachmentId: 'a' as AttachmentId, storeKey: 'k', kind, fileName, mediaType, bytes: bytes.length }
  return { file, open: async () => Readable.from([Buffer.from(bytes)]) }
}
