// What became of the answers that engineers gave in rooms of their group: whose message a comment was made of, and which deliveries failed.
import type { AttachmentId, CommentId, ContactId, ConversationId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

/** A message somebody wrote in a room. */
export interface RoomMessage {
  readonly conversationId: ConversationId
  readonly messageId: string
  readonly commentId: CommentId
}

/** The messages in rooms that the comment of an outbox row was made of. */
export async function findWrittenInRoom(tx: Tx, outboxId: bigint): Promise<readonly RoomMessage[]> {
  return tx.sql.$queryRaw<RoomMessage[]>`
    SELECT m.conversation_id AS "conversationId", m.external_id AS "messageId", m.comment_id::text AS "commentId"
    FROM outbox_message o JOIN chat_message m ON m.comment_id = o.comment_id AND m.outbox_id IS NULL
    JOIN conversation c ON c.id = m.conversation_id AND c.room_of IS NOT NULL AND c.kind = 'group'
    WHERE o.id = ${outboxId} AND m.external_id NOT LIKE 'album:%'`
}

/** The messages in rooms that a comment was made of. */
export async function findMessagesWritten(tx: Tx, commentId: CommentId): Promise<readonly RoomMessage[]> {
  return tx.sql.$queryRaw<RoomMessage[]>`
    SELECT m.conversation_id AS "conversationId", m.external_id AS "messageId", m.comment_id::text AS "commentId"
    FROM chat_message m JOIN conversation c ON c.id = m.conversation_id AND c.room_of IS NOT NULL AND c.kind = 'group'
    WHERE m.comment_id = ${commentId}::uuid AND m.outbox_id IS NULL AND m.external_id NOT LIKE 'album:%'`
}

/** Whether a comment was written in this room: then it is not repeated there. */
export async function isWrittenIn(tx: Tx, commentId: CommentId, id: ConversationId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM chat_message WHERE comment_id = ${commentId}::uuid AND conversation_id = ${id} AND outbox_id IS NULL LIMIT 1`
  return rows.length > 0
}

export interface FailedAnswer {
  readonly outboxId: bigint
  readonly ticketId: TicketId
  readonly commentId: CommentId
  readonly contactId: ContactId
  readonly contact: string
  readonly reason: string
}

const failedColumns = Prisma.sql`
  o.id AS "outboxId", o.ticket_id::text AS "ticketId", o.comment_id::text AS "commentId", o.contact_id::text AS "contactId",
  k.name AS contact, coalesce(o.reason, '') AS reason`

/** Answers of engineers that failed in this conversation at this very instant. */
export async function findFailedNow(tx: Tx, id: ConversationId): Promise<readonly FailedAnswer[]> {
  return tx.sql.$queryRaw<FailedAnswer[]>`
    SELECT ${failedColumns} FROM outbox_message o JOIN contact k ON k.id = o.contact_id
    JOIN comment c ON c.id = o.comment_id AND c.engineer_id IS NOT NULL
    WHERE o.contact_id = (SELECT i.contact_id FROM conversation v JOIN chat_identity i ON i.id = v.identity_id WHERE v.id = ${id})
      AND o.conversation_id = ${id} AND o.finished_at = ${tx.now} AND o.state = 'failed' AND o.kind = 'ticket.comment'
      AND o.dedup_key NOT LIKE '%:files%' AND NOT o.passed_on AND o.ticket_id IS NOT NULL`
}

/** One of them, by its row; null when it has not failed. */
export async function findFailedAnswer(tx: Tx, outboxId: bigint): Promise<FailedAnswer | null> {
  const rows = await tx.sql.$queryRaw<FailedAnswer[]>`
    SELECT ${failedColumns} FROM outbox_message o JOIN contact k ON k.id = o.contact_id
    WHERE o.id = ${outboxId} AND o.state = 'failed' AND o.kind = 'ticket.comment' AND o.comment_id IS NOT NULL AND o.ticket_id IS NOT NULL`
  return rows[0] ?? null
}

/** The kind of our message that somebody replied to in a room; null when it was not ours. */
export async function findRepliedTo(tx: Tx, id: ConversationId, messageId: string): Promise<string | null> {
  const [row] = await tx.sql.$queryRaw<{ kind: string }[]>`
    SELECT o.kind FROM chat_message m JOIN outbox_message o ON o.id = m.outbox_id
    WHERE m.conversation_id = ${id} AND m.external_id = ${messageId}`
  return row?.kind ?? null
}

/** The files of a comment, in the order they came. */
export async function findCommentFiles(tx: Tx, commentId: CommentId): Promise<readonly AttachmentId[]> {
  const rows = await tx.sql.attachment.findMany({ where: { commentId }, select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map((row) => row.id as AttachmentId)
}
