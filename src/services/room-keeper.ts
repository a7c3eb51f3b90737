// What deliveries mean for rooms: a room that was opened gets its address, one that somebody deleted is opened anew, and an
// engineer sees in the room what became of an answer: a sign when it arrived, a message with the reason when it did not.

import type { Tx } from '../db/client.ts'
import { countComments } from '../db/comments.ts'
import { type Accepted, recordAccepted } from '../db/delivery-outcome.ts'
import { moveConversation } from '../db/move-conversation.ts'
import { type QueuedMessage, queueMessages } from '../db/outbox.ts'
import { type FailedAnswer, findFailedNow, findWrittenInRoom } from '../db/room-answers.ts'
import { dropWaiting, isWaiting, lockRoomAt, type Room, type StaffGroup, skipShownPings, updateRoom } from '../db/rooms.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { ConversationId, TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { readAddress, unopenedRoom } from '../domain/room-address.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { markOf } from './room-marks.ts'
import { openingOf, showInRoom, urgencyOf } from './show-in-room.ts'
import { findRoom, sayInRoom } from './tell-room.ts'
import { wordRoom } from './word-room.ts'

export interface RoomKeeper {
  /** The room was opened at `address`. @returns the conversation that its messages are found under now. */
  opened(tx: Tx, accepted: Accepted, id: ConversationId, address: string): Promise<ConversationId>
  /** A room is not there. It is opened anew, once, however many find out. @returns null when it is no ticket's. */
  heal(tx: Tx, id: ConversationId): Promise<ConversationId | null>
  /** A message about a comment arrived at a client's. */
  arrived(tx: Tx, outboxId: bigint): Promise<void>
  /** A new ticket's line stands in the group: those who would be told of it privately have seen it. */
  announced(tx: Tx, ticketId: TicketId): Promise<void>
  /** Messages of this conversation have failed just now. */
  failed(tx: Tx, id: ConversationId): Promise<void>
}

/** Before everything else that waits in the room. */
const healingUrgency = 5

/** Undefined without a group. */
export function createRoomKeeper(desk: Desk): RoomKeeper | undefined {
  const group = desk.staffGroup
  if (group === undefined) return undefined
  return {
    async opened(tx, accepted, id, address) {
      await lockRoomAt(tx, id)
      await recordAccepted(tx, [accepted])
      return moveConversation(tx, id, address)
    },
    heal: (tx, id) => heal(tx, desk, group, id),
    async arrived(tx, outboxId) {
      for (const { conversationId, messageId, commentId } of await findWrittenInRoom(tx, outboxId))
        await queueMessages(tx, [markOf(group, { conversationId, messageId, mark: 'delivered', dedup: commentId })])
    },
    announced: (tx, ticketId) => skipShownPings(tx, ticketId, 'shown-in-group'),
    async failed(tx, id) {
      for (const answer of await findFailedNow(tx, id)) await tellFailed(tx, desk, answer)
    },
  }
}

async function heal(tx: Tx, desk: Desk, group: StaffGroup, id: ConversationId): Promise<ConversationId | null> {
  const room = await lockRoomAt(tx, id)
  const ticket = room === null ? null : await findTicketRow(tx, room.ticketId)
  if (room === null || ticket === null) return null
  if (!readAddress(room.address).opened && (await isWaiting(tx, room.conversationId, 'room.open'))) return room.conversationId
  const again = { ...room, opened: room.opened + 1 }
  await updateRoom(tx, ticket.id, { opened: again.opened, closed: isEnded(ticket) })
  for (const kind of looks) await dropWaiting(tx, room.conversationId, kind)
  const address = unopenedRoom(group.address, `${ticket.number}-${again.opened}`)
  const conversationId = await moveConversation(tx, room.conversationId, address)
  await queueHistory(tx, desk, group, ticket, { ...again, address, conversationId })
  if (isEnded(ticket)) await queueMessages(tx, [closingOf(group, ticket, conversationId, again.opened)])
  return conversationId
}

/** They changed the looks of a room that is gone; the new one is opened as the ticket is now. */
const looks = ['room.edit', 'room.rename', 'room.close', 'room.pin']

function closingOf(group: StaffGroup, ticket: Ticket, conversationId: ConversationId, opened: number): QueuedMessage {
  const dedupKey = `room.close:${ticket.id}:healed:${opened}`
  const urgency = urgencyOf(ticket, 'looks')
  return {
    conversationId,
    channel: group.channel,
    kind: 'room.close',
    dedupKey,
    push: false,
    urgency,
    content: { type: 'close-thread' },
  }
}

async function queueHistory(tx: Tx, desk: Desk, group: StaffGroup, ticket: Ticket, room: Room): Promise<void> {
  const language = desk.defaultLanguage
  const comments = await countComments(tx, ticket.id)
  const values = { number: String(ticket.number), opened: sayWhen(language, ticket.openedAt), comments }
  const history: QueuedMessage = {
    conversationId: room.conversationId,
    channel: group.channel,
    kind: 'room.history',
    dedupKey: `room.history:${ticket.id}:${room.opened}`,
    push: false,
    urgency: healingUrgency,
    ticketId: ticket.id,
    content: { type: 'text', text: say(language, 'room-history', values) },
  }
  const opening = openingOf(group, ticket, room, await wordRoom(tx, desk, ticket), healingUrgency)
  await queueMessages(tx, [...opening, history])
}

async function tellFailed(tx: Tx, desk: Desk, answer: FailedAnswer): Promise<void> {
  const ticket = await findTicketRow(tx, answer.ticketId)
  const room = ticket === null ? null : await findRoom(tx, desk, ticket)
  if (ticket === null || room === null) return
  const language = desk.defaultLanguage
  const retry = { label: sayText(language, 'button-retry'), data: `t:${ticket.number}:retry:${answer.outboxId}` }
  await sayInRoom(tx, desk, ticket, room, {
    kind: 'room.failed',
    dedup: String(answer.outboxId),
    text: say(language, 'room-failed', { contact: answer.contact, reason: wordReason(language, answer.reason) }),
    buttons: [[retry]],
  })
  await showInRoom(tx, desk, ticket.id)
}

function wordReason(language: Language, reason: string): string {
  if (reason === 'unreachable') return sayText(language, 'room-failed-blocked')
  if (reason === 'conversation-closed' || reason === 'first-contacts-paused' || reason === 'no-template')
    return sayText(language, 'room-failed-closed')
  return sayText(language, 'room-failed-never', { reason })
}
