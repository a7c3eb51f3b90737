// The rooms of tickets in contacts' private chats: which ticket has which conversation there, and moving what waits into a room and
// out of it. When a room is opened and left is decided by services/contact-rooms.ts.
import type { ChannelName } from '../domain/channel.ts'
import type { MessageSubject } from '../domain/conversation.ts'
import { type ConversationId, conversationId, type TicketId } from '../domain/ids.ts'
import { unopenedRoom } from '../domain/room-address.ts'
import type { Tx } from './client.ts'
import type { ClaimedMessage } from './delivery.ts'

export interface ContactRoom {
  readonly chatId: ConversationId
  readonly ticketId: TicketId
  /** The room's. */
  readonly conversationId: ConversationId
  readonly channel: ChannelName
  readonly address: string
  readonly title: string
  /** The ticket goes on in the chat itself. */
  readonly gone: boolean
}

/** What a room is asked for. They are no words to anybody, and fall away with it. */
export const roomKinds = { open: 'contact-room.open', rename: 'contact-room.rename' } as const

/** The room of a ticket in a chat, locked until the transaction ends. */
export async function lockContactRoom(tx: Tx, chatId: ConversationId, ticketId: TicketId): Promise<ContactRoom | null> {
  // Two statements: a room that was opened while we waited for the lock has another conversation now.
  await tx.sql.$executeRaw`SELECT FROM contact_room WHERE chat_id = ${chatId} AND ticket_id = ${ticketId}::uuid FOR UPDATE`
  const [row] = await tx.sql.$queryRaw<ContactRoom[]>`
    SELECT r.chat_id AS "chatId", r.ticket_id::text AS "ticketId", c.id AS "conversationId", c.channel, c.address, r.title,
       r.gone_at IS NOT NULL AS gone
    FROM contact_room r JOIN conversation c ON c.id = r.conversation_id
    WHERE r.chat_id = ${chatId} AND r.ticket_id = ${ticketId}::uuid`
  return row ?? null
}

/** The room that a conversation is, locked. Null for any other. */
export async function lockContactRoomAt(tx: Tx, id: ConversationId): Promise<ContactRoom | null> {
  const [found] = await tx.sql.$queryRaw<Pick<ContactRoom, 'chatId' | 'ticketId'>[]>`
    SELECT chat_id AS "chatId", ticket_id::text AS "ticketId" FROM contact_room WHERE conversation_id = ${id}`
  return found === undefined ? null : lockContactRoom(tx, found.chatId, found.ticketId)
}

/** Every room of a ticket that is there, locked, in the order of their chats. */
export async function lockRoomsOfTicket(tx: Tx, ticketId: TicketId): Promise<readonly ContactRoom[]> {
  const rows = await tx.sql.$queryRaw<{ chatId: ConversationId }[]>`
    SELECT chat_id AS "chatId" FROM contact_room WHERE ticket_id = ${ticketId}::uuid AND gone_at IS NULL ORDER BY chat_id`
  const rooms: ContactRoom[] = []
  for (const { chatId } of rows) {
    const room = await lockContactRoom(tx, chatId, ticketId)
    if (room !== null) rooms.push(room)
  }
  return rooms
}

/** A room that is still to be opened. Of two who make it at once, both get the first one's. */
export async function insertContactRoom(
  tx: Tx,
  chatId: ConversationId,
  { ticketId, name, title }: { readonly ticketId: TicketId; readonly name: string; readonly title: string },
): Promise<ContactRoom | null> {
  const chat = await tx.sql.conversation.findUnique({ where: { id: chatId } })
  if (chat === null) return null
  const { channel, account, identityId } = chat
  const address = unopenedRoom(chat.address, name)
  const id = conversationId(channel, account, address)
  await tx.sql.$executeRaw`
    INSERT INTO conversation (id, channel, account, address, kind, identity_id, room_of, created_at)
    VALUES (${id}, ${channel}, ${account}, ${address}, 'private', ${identityId}::uuid, ${chatId}, ${tx.now}) ON CONFLICT DO NOTHING`
  await tx.sql.$executeRaw`
    INSERT INTO contact_room (chat_id, ticket_id, conversation_id, title, created_at)
    VALUES (${chatId}, ${ticketId}::uuid, ${id}, ${title}, ${tx.now}) ON CONFLICT DO NOTHING`
  return lockContactRoom(tx, chatId, ticketId)
}

export async function titleContactRoom(tx: Tx, { chatId, ticketId }: ContactRoom, title: string): Promise<void> {
  await tx.sql.contactRoom.update({ where: { chatId_ticketId: { chatId, ticketId } }, data: { title } })
}

export async function markRoomGone(tx: Tx, { chatId, ticketId }: ContactRoom): Promise<void> {
  await tx.sql.contactRoom.update({ where: { chatId_ticketId: { chatId, ticketId } }, data: { goneAt: tx.now } })
}

/** As if there had never been one: what is next said of the ticket opens another. */
export async function forgetRoom(tx: Tx, { chatId, ticketId }: ContactRoom): Promise<void> {
  await tx.sql.contactRoom.delete({ where: { chatId_ticketId: { chatId, ticketId } } })
}

/** Whether the room's opening waits, or is under way. */
export async function isOpening(tx: Tx, { conversationId: id }: ContactRoom): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM outbox_message WHERE conversation_id = ${id} AND kind = ${roomKinds.open} AND state IN ('queued', 'sending') LIMIT 1`
  return rows.length > 0
}

/** Where in a chat and its rooms the message stands that this one changes; null when it does not. */
export async function findPlaceOfEdited(
  tx: Tx,
  { id }: Pick<ClaimedMessage, 'id'>,
  chatId: ConversationId,
): Promise<ConversationId | null> {
  const [row] = await tx.sql.$queryRaw<{ id: ConversationId }[]>`
    SELECT c.id FROM outbox_message o JOIN outbox_message earlier ON earlier.id = o.edits_id
    JOIN conversation c ON c.id = earlier.conversation_id AND coalesce(c.room_of, c.id) = ${chatId} WHERE o.id = ${id}`
  return row?.id ?? null
}

/** A claimed message that was not tried goes to another conversation, and keeps its place among those of its kind there. */
export async function moveClaimed(
  tx: Tx,
  { id, claimedBy }: Pick<ClaimedMessage, 'id' | 'claimedBy'>,
  to: ConversationId,
): Promise<boolean> {
  const moved = await tx.sql.$executeRaw`
    UPDATE outbox_message SET conversation_id = ${to}, state = 'queued', attempts = attempts - 1, claimed_by = NULL, claimed_until = NULL
    WHERE id = ${id} AND state = 'sending' AND claimed_by = ${claimedBy}`
  if (moved > 0) tx.wake({ queue: 'outbox', id: to })
  return moved > 0
}

/** Whatever waits in a room is said in the chat instead; what was for the room itself falls away. */
export async function emptyRoom(
  tx: Tx,
  { conversationId: id, chatId }: Pick<ContactRoom, 'conversationId' | 'chatId'>,
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = 'no-room', content = NULL, finished_at = ${tx.now}
    WHERE conversation_id = ${id} AND state = 'queued' AND kind = ANY(${Object.values(roomKinds)}::text[])`
  await tx.sql
    .$executeRaw`UPDATE outbox_message SET conversation_id = ${chatId} WHERE conversation_id = ${id} AND state = 'queued'`
  tx.wake({ queue: 'outbox', id: chatId })
}

/** The ticket whose room a conversation is; null for any other. Not locked. */
export async function findTicketOfContactRoom(tx: Tx, id: ConversationId): Promise<TicketId | null> {
  const [row] = await tx.sql.$queryRaw<{ ticketId: TicketId }[]>`
    SELECT ticket_id::text AS "ticketId" FROM contact_room WHERE conversation_id = ${id} AND gone_at IS NULL`
  return row?.ticketId ?? null
}

/**
 * The same message as seen from elsewhere in a private chat: without its rooms the platform shows all of it as one. Its ids differ
 * across the rooms of a chat.
 */
export async function findSubjectBeside(tx: Tx, id: ConversationId, externalId: string): Promise<MessageSubject | null> {
  const [row] = await tx.sql.$queryRaw<MessageSubject[]>`
    WITH chat AS (SELECT coalesce(room_of, id) AS id FROM conversation WHERE id = ${id} AND kind = 'private'),
      beside AS (SELECT id FROM chat UNION ALL SELECT r.conversation_id FROM chat JOIN contact_room r ON r.chat_id = chat.id)
    SELECT m.ticket_id::text AS "ticketId", m.comment_id::text AS "commentId" FROM beside
    JOIN chat_message m ON m.conversation_id = beside.id AND m.external_id = ${externalId} AND m.ticket_id IS NOT NULL LIMIT 1`
  return row ?? null
}
