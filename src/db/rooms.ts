// The rooms of tickets in the engineers' group: which ticket has which conversation there, and how the room was last asked to look.
import type { ChannelName } from '../domain/channel.ts'
import { type ConversationId, conversationId, type TicketId } from '../domain/ids.ts'
import { openedKey } from '../domain/notification.ts'
import type { Tx } from './client.ts'
import { type QueuedContent, sealContext } from './outbox.ts'
import { conversationKey } from './send-budget.ts'

/** The engineers' group, as a conversation. */
export interface StaffGroup {
  readonly id: ConversationId
  readonly channel: ChannelName
  readonly account: string
  readonly address: string
}

export interface Room {
  readonly ticketId: TicketId
  readonly conversationId: ConversationId
  readonly address: string
  /** How often it was opened. */
  readonly opened: number
  readonly title: string
  readonly closed: boolean
  /** De-duplication key of its line among the new ones. */
  readonly announced: string | null
  /** When the card's words change by themselves; null when they do not. */
  readonly staleAt: Date | null
}

/** The group has a conversation before anybody writes in it. */
export async function ensureGroup(tx: Tx, { id, channel, account, address }: StaffGroup): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO conversation (id, channel, account, address, kind, created_at)
    VALUES (${id}, ${channel}, ${account}, ${address}, 'group', ${tx.now}) ON CONFLICT DO NOTHING`
}

/** Whether nothing is said in the group just now: it asked for a pause, or takes nothing. */
export async function isGroupPaused(tx: Tx, { id }: StaffGroup): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT FROM send_budget WHERE key = ${conversationKey(id)} AND paused_until > ${tx.now}`
  return rows.length > 0
}

/** Private notices of a new ticket that waited for the group are not said: everybody sees it there, or it is new no more. */
export async function skipShownPings(tx: Tx, ticketId: TicketId, reason: 'shown-in-group' | 'no-longer-new'): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = ${reason}, content = NULL, finished_at = ${tx.now}
    WHERE ticket_id = ${ticketId}::uuid AND kind = 'ticket.opened' AND starts_with(dedup_key, ${`${openedKey(ticketId)}:in-group:`})
      AND state IN ('queued', 'held') AND attempts = 0`
}

/** The room of a ticket, locked until the transaction ends: whoever changes or moves it waits. */
export async function lockRoom(tx: Tx, ticketId: TicketId): Promise<Room | null> {
  // Two statements: a room that was moved while we waited for the lock has another conversation now.
  await tx.sql.$executeRaw`SELECT FROM ticket_room WHERE ticket_id = ${ticketId}::uuid FOR UPDATE`
  const [row] = await tx.sql.$queryRaw<Room[]>`
    SELECT r.ticket_id::text AS "ticketId", c.id AS "conversationId", c.address, r.opened, r.title, r.closed, r.announced, r.stale_at AS "staleAt"
    FROM ticket_room r JOIN conversation c ON c.id = r.conversation_id WHERE r.ticket_id = ${ticketId}::uuid`
  return row ?? null
}

/** The ticket whose room a conversation is; null for any other. Not locked. */
export async function findRoomTicket(tx: Tx, id: ConversationId): Promise<TicketId | null> {
  const [row] = await tx.sql.$queryRaw<{ ticketId: TicketId }[]>`
    SELECT ticket_id::text AS "ticketId" FROM ticket_room WHERE conversation_id = ${id}`
  return row?.ticketId ?? null
}

/** A room that is still to be opened, at `address`. */
export async function insertRoom(
  tx: Tx,
  group: StaffGroup,
  room: Pick<Room, 'ticketId' | 'address' | 'title' | 'staleAt'>,
): Promise<Room> {
  const { channel, account } = group
  const id = conversationId(channel, account, room.address)
  await tx.sql.$executeRaw`
    INSERT INTO conversation (id, channel, account, address, kind, room_of, created_at)
    VALUES (${id}, ${channel}, ${account}, ${room.address}, 'group', ${group.id}, ${tx.now})`
  await tx.sql.$executeRaw`
    INSERT INTO ticket_room (ticket_id, conversation_id, title, stale_at, created_at)
    VALUES (${room.ticketId}::uuid, ${id}, ${room.title}, ${room.staleAt}::timestamptz, ${tx.now})`
  return { ...room, conversationId: id, opened: 1, closed: false, announced: null }
}

/** Changes a room that is locked. */
export async function updateRoom(
  tx: Tx,
  ticketId: TicketId,
  change: Partial<Pick<Room, 'opened' | 'title' | 'closed' | 'announced' | 'staleAt'>>,
): Promise<void> {
  await tx.sql.ticketRoom.update({ where: { ticketId }, data: change })
}

/** What waits in a room untried and was overtaken by something newer of the same kind falls away. @returns whether there was any. */
export async function dropWaiting(tx: Tx, id: ConversationId, kind: string): Promise<boolean> {
  const dropped = await tx.sql.$executeRaw`
    DELETE FROM outbox_message WHERE conversation_id = ${id} AND kind = ${kind} AND state = 'queued' AND attempts = 0 AND parts_sent = 0`
  return dropped > 0
}

/** The same for one message. @returns whether it was still waiting. */
export async function dropUntried(tx: Tx, dedupKey: string): Promise<boolean> {
  const dropped = await tx.sql.$executeRaw`
    DELETE FROM outbox_message WHERE dedup_key = ${dedupKey} AND state = 'queued' AND attempts = 0 AND parts_sent = 0`
  return dropped > 0
}

/** Whatever waits about the ticket in its room, and among the new ones, becomes urgent. */
export async function raiseUrgency(tx: Tx, room: Room, by: number): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET urgency = urgency + ${by}
    WHERE (conversation_id = ${room.conversationId} OR dedup_key = ${room.announced ?? ''}) AND state = 'queued' AND urgency <= 0`
}

/** Whether something of this kind waits in a conversation, or is being said. */
export async function isWaiting(tx: Tx, id: ConversationId, kind: string): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM outbox_message WHERE conversation_id = ${id} AND kind = ${kind} AND state IN ('queued', 'sending') LIMIT 1`
  return rows.length > 0
}

/** The room that a conversation is, locked. Null for any other. */
export async function lockRoomAt(tx: Tx, id: ConversationId): Promise<Room | null> {
  const ticketId = await findRoomTicket(tx, id)
  return ticketId === null ? null : lockRoom(tx, ticketId)
}

/** The last message that waits to be said in the room, if it is of this kind and was never tried: more can be put into it. */
export async function findLastWaiting(tx: Tx, id: ConversationId, kind: string): Promise<QueuedWords | null> {
  const [row] = await tx.sql.$queryRaw<{ dedupKey: string; kind: string; untried: boolean; content: Uint8Array | null }[]>`
    SELECT dedup_key AS "dedupKey", kind, state = 'queued' AND attempts = 0 AND parts_sent = 0 AS untried, content FROM outbox_message
    WHERE conversation_id = ${id} AND state IN ('queued', 'sending') AND kind <> ALL(${looks}::text[]) ORDER BY id DESC LIMIT 1`
  if (row?.untried !== true || row.kind !== kind || row.content === null) return null
  const content = JSON.parse(tx.secrets.open(row.content, sealContext(row.dedupKey))) as QueuedContent
  return content.type === 'text' ? { dedupKey: row.dedupKey, content } : null
}

/** They stand behind what is said, and do not part it. */
const looks = ['room.edit', 'room.rename', 'room.close', 'room.pin', 'room.mark']

export interface QueuedWords {
  readonly dedupKey: string
  readonly content: Extract<QueuedContent, { type: 'text' }>
}
