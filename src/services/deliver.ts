// Says what the outbox holds for one conversation, in order: claim with one statement, send outside any transaction, record. Any
// number of processes may be at it; a crash at any point loses nothing, and says twice at most the one part in flight.

import { lockContactRoomAt } from '../db/contact-rooms.ts'
import { type ClaimedMessage, putBack } from '../db/delivery.ts'
import { type Accepted, clearBlocked, type Recorded, recordAccepted } from '../db/delivery-outcome.ts'
import { moveConversation } from '../db/move-conversation.ts'
import { needsPlace, takePlace } from '../db/send-budget.ts'
import type { Channel, OutboundContent, SendContext, SendOutcome } from '../domain/channel.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { ConversationId } from '../domain/ids.ts'
import { chooseLanguage } from '../domain/language.ts'
import { servedAccounts } from '../domain/served-accounts.ts'
import { type ClaimDeps, createClaims, type Ready } from './claim-message.ts'
import { createGrouped } from './grouped.ts'
import { type SendWindow, wideWindow } from './send-window.ts'
import { settleUnsent } from './settle-message.ts'

/** Named moments at which a test may end the process. Nothing by default. */
export type CrashPoints = (name: string) => void

export interface DeliverDeps extends ClaimDeps {
  readonly files: FileStore
  readonly retryFirstSeconds: number
  readonly crashPoints?: CrashPoints
  /** Shared by all deliveries of the process; without it any number may be under way. */
  readonly sendWindow?: SendWindow
}

/** So many messages of one conversation in one go; then others have their turn. */
const turn = 100

/**
 * Sends what is due in a conversation until nothing is, or until `signal` says stop (then after the message in hand).
 * @throws only when the database is away; what was in hand is freed and sent again later.
 */
export type Deliver = (id: ConversationId, signal?: AbortSignal) => Promise<void>

/** What a delivery needs beside its settings: claims and records, shared with the deliveries of other conversations. */
interface Delivery extends DeliverDeps {
  readonly claim: (id: ConversationId) => Promise<Ready | null>
  readonly record: (accepted: Accepted) => Promise<Recorded>
}

export function createDeliver(deps: DeliverDeps): Deliver {
  const record = createGrouped((parts: readonly Accepted[]) => deps.database.statements((tx) => recordAccepted(tx, parts)))
  const delivery: Delivery = { ...deps, claim: createClaims(deps), record }
  return async (id, signal) => {
    let next = await delivery.claim(id)
    for (let sent = 1; next !== null; sent++) {
      const full = sent >= turn
      next = await deliverMessage(delivery, next, () => !full && signal?.aborted !== true)
    }
  }
}

/** Sends a message's parts, recording each before the next. @returns the next message, in hand already. */
async function deliverMessage(deps: Delivery, { message, content }: Ready, onwards: () => boolean): Promise<Ready | null> {
  const parts = split(deps, message, content)
  if (parts === null) return settle(deps, message, { kind: 'never', reason: 'bad-content' }, onwards)
  for (let index = message.partsSent; index < parts.length; index++) {
    const part = parts[index] as OutboundContent
    deps.crashPoints?.('claimed')
    const { outcome, recorded } = await (deps.sendWindow ?? wideWindow).send(() => send(deps, message, part, index))
    deps.crashPoints?.('sent')
    if (outcome.kind !== 'sent') {
      recorded(false)
      return settle(deps, message, outcome, onwards)
    }
    const whole = index + 1 === parts.length
    const { messageIds, choices = [] } = outcome
    const keep = message.push && channelOf(deps, message).reportsLater === true
    const accepted = { message, partsSent: index + 1, messageIds, whole, choices, keep }
    if (outcome.address !== undefined) {
      const id = await openRoom(deps, accepted, message, outcome.address).finally(() => recorded(true))
      return goOn(deps, id, onwards)
    }
    // A crash before this is written says the part twice, so it is written first, and alone.
    const { ours, more } = await persist(deps, () => deps.record(accepted)).finally(() => recorded(true))
    if (whole) return finish(deps, message, more, onwards)
    if (!ours) return null
    if (!message.private) return queueAgain(deps, message, onwards)
    if (needsPlace(message, message.push))
      await persist(deps, () => deps.database.statements((tx) => takePlace(tx, message, message.push)))
  }
  const { more } = await persist(deps, () => deps.record({ message, partsSent: message.partsSent, messageIds: [], whole: true }))
  return finish(deps, message, more, onwards)
}

/** Its record and its address are one: with one alone, the next message would open a second room. */
function openRoom(
  deps: Delivery,
  accepted: Accepted,
  { conversationId }: ClaimedMessage,
  address: string,
): Promise<ConversationId> {
  return persist(deps, () =>
    deps.database.transaction(async (tx) => {
      await lockContactRoomAt(tx, conversationId)
      if (deps.rooms !== undefined) return deps.rooms.opened(tx, accepted, conversationId, address)
      await recordAccepted(tx, [accepted])
      return moveConversation(tx, conversationId, address)
    }),
  )
}

/** A group counts every part: the next one stands in line like any message. */
async function queueAgain(deps: Delivery, { id, conversationId }: ClaimedMessage, onwards: () => boolean): Promise<Ready | null> {
  await persist(deps, () => deps.database.statements((tx) => putBack(tx, id, tx.now, { holds: true })))
  return goOn(deps, conversationId, onwards)
}

function split(deps: DeliverDeps, message: ClaimedMessage, content: OutboundContent): readonly OutboundContent[] | null {
  try {
    return channelOf(deps, message).split(content)
  } catch (error) {
    deps.log.error({ outboxId: String(message.id), err: error }, 'a message cannot be cut into parts')
    return null
  }
}

async function send(deps: DeliverDeps, message: ClaimedMessage, part: OutboundContent, index: number): Promise<SendOutcome> {
  try {
    return await channelOf(deps, message).send(message.address, part, contextOf(deps, message, index))
  } catch (error) {
    // Against the channel's contract; whether it was sent, nobody knows.
    deps.log.error({ outboxId: String(message.id), err: error }, 'a channel threw while sending')
    return { kind: 'unknown', reason: 'fault' }
  }
}

/** The time is in the key because a database that was brought back may give a number again. */
function contextOf({ files, defaultLanguage }: DeliverDeps, message: ClaimedMessage, index: number): SendContext {
  const { kind, about, languages } = message
  return {
    open: (file) => files.open(file.storeKey),
    key: `${message.id}:${message.createdAt.getTime()}:${index}`,
    lastHeardAt: message.heardAt,
    notice: message.push ? { kind, about, language: chooseLanguage(languages, defaultLanguage) } : null,
  }
}

function channelOf(deps: DeliverDeps, message: ClaimedMessage): Channel {
  const channel = deps.channels.get(message.channel)
  if (channel === undefined) throw new Error(`claimed a message of a channel that is off: ${message.channel}`)
  return channel
}

/** The whole message stands in the chat. @returns the next one of the conversation */
async function finish(deps: Delivery, message: ClaimedMessage, more: boolean, onwards: () => boolean): Promise<Ready | null> {
  if (message.blocked) await persist(deps, () => deps.database.statements((tx) => clearBlocked(tx, message.conversationId)))
  const { rooms } = deps
  const arrives = message.kind === 'ticket.comment' && message.contactId !== null
  if (rooms !== undefined && arrives && channelOf(deps, message).reportsLater !== true)
    await persist(deps, () => deps.database.statements((tx) => rooms.arrived(tx, message.id)))
  const { ticketId } = message
  if (rooms !== undefined && message.kind === 'room.new' && ticketId !== null)
    await persist(deps, () => deps.database.statements((tx) => rooms.announced(tx, ticketId)))
  return more ? goOn(deps, message.conversationId, onwards) : null
}

async function settle(
  deps: Delivery,
  message: ClaimedMessage,
  outcome: Exclude<SendOutcome, { kind: 'sent' }>,
  onwards: () => boolean,
): Promise<Ready | null> {
  const fields = { outboxId: String(message.id), conversationId: message.conversationId, attempt: message.attempts }
  const told = 'reason' in outcome ? { ...fields, reason: outcome.reason } : fields
  // A channel's own pace is nothing to warn of; a flood is.
  const level = outcome.kind === 'later' && outcome.reason === 'pace' ? 'debug' : 'warn'
  deps.log[level]({ ...told, outcome: outcome.kind }, 'a message was not sent')
  // Asked of the platform, and so before the transaction.
  const hasRooms = outcome.kind === 'no-room' && message.private && (await channelOf(deps, message).rooms?.()) === true
  const options = { ...deps, accounts: servedAccounts(deps.channels.values()), hasRooms }
  const id = await persist(deps, () => deps.database.transaction((tx) => settleUnsent(tx, message, outcome, options)))
  return goOn(deps, id, onwards)
}

/** Others have their turn when it is time: then the conversation is woken anew. */
async function goOn(deps: Delivery, id: ConversationId, onwards: () => boolean): Promise<Ready | null> {
  if (onwards()) return deps.claim(id)
  await deps.database.statements(async (tx) => tx.wake({ queue: 'outbox', id }))
  return null
}

/** A record that is lost means a message said twice: it is tried again for longer than a database needs to recover. */
async function persist<T>(deps: Delivery, work: () => Promise<T>): Promise<T> {
  for (const pause of [50, 200, 500, 1000, 1000, 2000, 2000, 4000, 4000]) {
    try {
      return await work()
    } catch (error) {
      deps.log.warn({ err: error }, 'the record of a delivery has to be written again')
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return work()
}
