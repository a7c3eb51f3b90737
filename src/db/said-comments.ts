// Where a comment was told: the outbox rows that speak of it, said or still waiting. What an edit or a removal does about them is
// decided by the services.
import type { ChannelName } from '../domain/channel.ts'
import type { CommentId, ContactId, ConversationId, EngineerId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface SaidComment {
  readonly dedupKey: string
  readonly conversationId: ConversationId
  readonly channel: ChannelName
  /** Both null: not a person's chat. */
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  /** Every comment that the message tells, in order: several when they were joined into one. */
  readonly comments: readonly CommentId[]
  /** The ticket's description stands before them. */
  readonly alsoDescription: boolean
  /** Its files alone. */
  readonly files: boolean
  /** It tells the comment itself, not that it was changed or got a file. */
  readonly plain: boolean
  /** When it was said; null while it waits for its first try: until then it can be changed as if nothing had been. */
  readonly saidAt: Date | null
}

/** In people's own chats; not those that failed, or were never to be said. */
export async function findSaidComments(tx: Tx, ticketId: TicketId, id: CommentId): Promise<readonly SaidComment[]> {
  const rows = await tx.sql.$queryRaw<Row[]>`
    SELECT dedup_key AS "dedupKey", conversation_id AS "conversationId", channel, contact_id::text AS "contactId",
      engineer_id::text AS "engineerId", comment_id::text AS "first", comment_ids::text[] AS "further", dedup_key LIKE '%:files%' AS files,
      CASE WHEN state IN ('sending', 'sent') OR attempts > 0 THEN coalesce(finished_at, created_at) END AS "saidAt"
    FROM outbox_message
    WHERE ticket_id = ${ticketId}::uuid AND kind = 'ticket.comment' AND edits_id IS NULL AND conversation_id IS NOT NULL
      AND comment_id IS NOT NULL AND state IN ('queued', 'held', 'sending', 'sent')
      AND (comment_id = ${id}::uuid OR ${id}::uuid = ANY(comment_ids))
    ORDER BY id`
  return rows.map((row) => toSaid(row, id))
}

/** The same in a ticket's room. Without a first comment, what comes first there is the ticket's description. */
export async function findSaidInRoom(
  tx: Tx,
  ticketId: TicketId,
  at: { readonly room: ConversationId; readonly commentId: CommentId },
): Promise<readonly SaidComment[]> {
  const rows = await tx.sql.$queryRaw<Row[]>`
    SELECT dedup_key AS "dedupKey", conversation_id AS "conversationId", channel, NULL AS "contactId", NULL AS "engineerId",
      comment_id::text AS "first", comment_ids::text[] AS "further", dedup_key LIKE '%:files' AS files,
      CASE WHEN state IN ('sending', 'sent') OR attempts > 0 THEN coalesce(finished_at, created_at) END AS "saidAt"
    FROM outbox_message
    WHERE ticket_id = ${ticketId}::uuid AND conversation_id = ${at.room} AND kind IN ('room.client', 'room.staff') AND edits_id IS NULL
      AND state IN ('queued', 'sending', 'sent') AND (comment_id = ${at.commentId}::uuid OR ${at.commentId}::uuid = ANY(comment_ids))
    ORDER BY id`
  return rows.map((row) => toSaid(row, at.commentId))
}

type Row = Omit<SaidComment, 'comments' | 'plain' | 'alsoDescription'> & {
  readonly first: CommentId | null
  readonly further: readonly CommentId[] | null
}

function toSaid({ first, further, ...row }: Row, id: CommentId): SaidComment {
  return {
    ...row,
    comments: [...new Set([...(first === null ? [] : [first]), ...(further ?? [])])],
    alsoDescription: first === null,
    plain: !row.files && (row.dedupKey.startsWith(`ticket.comment:${id}:`) || first !== id),
  }
}

/** What waits for its first try is not said after all. @returns false for one that has left meanwhile. */
export async function dropUnsaid(tx: Tx, dedupKey: string, reason: string): Promise<boolean> {
  const dropped = await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = ${reason}, content = NULL, finished_at = ${tx.now}
    WHERE dedup_key = ${dedupKey} AND state IN ('queued', 'held') AND attempts = 0`
  return dropped > 0
}
