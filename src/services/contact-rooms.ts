// A ticket's room in a contact's private chat: what is said of the ticket enters it, opening it first; when it is not there it is left
// for the chat itself. Decided when something is about to be said, because rooms can be switched off any day. A room that the person
// deleted is not opened again: its ticket goes on in the chat, by number and reply.

import type { Database, Tx } from '../db/client.ts'
import {
  type ContactRoom,
  emptyRoom,
  findPlaceOfEdited,
  forgetRoom,
  insertContactRoom,
  isOpening,
  lockContactRoom,
  lockContactRoomAt,
  lockRoomsOfTicket,
  markRoomGone,
  moveClaimed,
  roomKinds,
  titleContactRoom,
} from '../db/contact-rooms.ts'
import type { ClaimedMessage } from '../db/delivery.ts'
import { type QueuedContent, type QueuedMessage, queueMessages } from '../db/outbox.ts'
import { dropWaiting } from '../db/rooms.ts'
import { findTicketRow } from '../db/tickets.ts'
import { type ConversationId, newId, type TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { readAddress } from '../domain/room-address.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { sayText } from '../texts/render.ts'

/** Before whatever waits in the room. */
const openingUrgency = 9
/** After it. */
const looksUrgency = -1

/**
 * Puts a claimed message where it belongs: notices and receipts of a ticket into its room, an edit to the message it changes. What
 * was tried already stays where that was.
 * @param hasRooms whether private chats have rooms just now
 * @returns true when it waits in another conversation now
 */
export async function enterRoom(
  database: Database,
  message: ClaimedMessage,
  { hasRooms, language }: { readonly hasRooms: boolean; readonly language: Language },
): Promise<boolean> {
  const { ticketId } = message
  if (ticketId === null || !concernsRoom(message)) return false
  const chatId = chatOf(message)
  if (message.edits) {
    if (message.editTarget !== null) return false
    return database.transaction(async (tx) => {
      const place = await findPlaceOfEdited(tx, message, chatId)
      return place !== null && place !== message.conversationId && (await moveClaimed(tx, message, place))
    })
  }
  if (!hasRooms) return false
  return database.transaction(async (tx) => {
    const room = await prepareRoom(tx, message, { chatId, ticketId, language })
    return room !== null && (await moveClaimed(tx, message, room.conversationId))
  })
}

function concernsRoom({ private: isPrivate, contactId, kind, blocked, attempts, partsSent }: ClaimedMessage): boolean {
  return isPrivate && contactId !== null && kind.startsWith('ticket.') && !blocked && attempts === 1 && partsSent === 0
}

function chatOf({ lane, conversationId }: Pick<ClaimedMessage, 'lane' | 'conversationId'>): ConversationId {
  return lane ?? conversationId
}

/** The room that the message is to go to, with its opening or its title under way; null when it stays where it is. */
async function prepareRoom(
  tx: Tx,
  { conversationId }: ClaimedMessage,
  { chatId, ticketId, language }: { readonly chatId: ConversationId; readonly ticketId: TicketId; readonly language: Language },
): Promise<ContactRoom | null> {
  const ticket = await findTicketRow(tx, ticketId)
  if (ticket === null) return null
  const title = wordTitle(language, ticket)
  const name = `${ticket.number}-${newId(tx.now)}`
  const room = (await lockContactRoom(tx, chatId, ticketId)) ?? (await insertContactRoom(tx, chatId, { ticketId, name, title }))
  if (room === null || room.gone || room.conversationId === conversationId) return null
  if (readAddress(room.address).opened) await retitle(tx, room, title)
  else if (!(await isOpening(tx, room))) await openRoom(tx, room, title)
  return room
}

async function openRoom(tx: Tx, room: ContactRoom, title: string): Promise<void> {
  const opening = roomMessage(tx, room, roomKinds.open, { type: 'open-thread', title })
  await queueMessages(tx, [{ ...opening, urgency: openingUrgency }])
  if (room.title !== title) await titleContactRoom(tx, room, title)
}

async function retitle(tx: Tx, room: ContactRoom, title: string): Promise<void> {
  if (room.title === title) return
  await dropWaiting(tx, room.conversationId, roomKinds.rename)
  await queueMessages(tx, [roomMessage(tx, room, roomKinds.rename, { type: 'rename-thread', title })])
  await titleContactRoom(tx, room, title)
}

function roomMessage(
  tx: Tx,
  { conversationId, channel, ticketId }: ContactRoom,
  kind: string,
  content: QueuedContent,
): QueuedMessage {
  const dedupKey = `${kind}:${ticketId}:${newId(tx.now)}`
  return { conversationId, channel, kind, dedupKey, push: false, urgency: looksUrgency, content }
}

/** The ticket ended, or was opened again: its rooms say so. The ticket's row is locked. */
export async function retitleRooms(tx: Tx, language: Language, ticket: Ticket): Promise<void> {
  const title = wordTitle(language, ticket)
  for (const room of await lockRoomsOfTicket(tx, ticket.id)) await retitle(tx, room, title)
}

function wordTitle(language: Language, ticket: Ticket): string {
  const state = sayText(language, isEnded(ticket) ? 'contact-room-ended' : 'contact-room-open')
  return sayText(language, 'contact-room-title', { state, number: String(ticket.number), summary: ticket.summary })
}

/**
 * The room of a message is not there: it, and whatever waits there, is said in the chat.
 * @param why "deleted": rooms can be had, so the person does not want this one; "refused": it could not be opened. Otherwise a
 *   later message tries the room again.
 * @returns the chat
 */
export async function leaveRoom(
  tx: Tx,
  message: Pick<ClaimedMessage, 'conversationId' | 'lane' | 'content'>,
  why: 'deleted' | 'refused' | 'switched-off' | 'unreachable',
): Promise<ConversationId> {
  const chatId = chatOf(message)
  const room = await lockContactRoomAt(tx, message.conversationId)
  await emptyRoom(tx, { conversationId: message.conversationId, chatId })
  if (room === null) return chatId
  const { opened } = readAddress(room.address)
  if (why === 'unreachable') await forgetRoom(tx, room)
  else if (why === 'refused' || (why === 'deleted' && opened)) await markRoomGone(tx, room)
  // It was to be called otherwise, and is not: that is made up for when something is said in it again.
  else if (message.content?.type === 'rename-thread') await titleContactRoom(tx, room, '')
  return chatId
}
