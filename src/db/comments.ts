// Comments, their earlier versions, and the encrypted bodies of sensitive ones.
import { type CommentId, type ContactId, type EngineerId, newId, type TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import type { MessageSources } from './tickets.ts'

export interface NewComment {
  readonly ticketId: TicketId
  readonly author: { readonly contactId: ContactId } | { readonly engineerId: EngineerId }
  readonly body: string
  readonly internal: boolean
  readonly sensitive: boolean
  readonly waitingForClient: boolean
  /** False for a client's "thanks". */
  readonly needsAnswer: boolean
  readonly sourceKey: string | null
  readonly at: Date
}

/**
 * Inserts a comment, and in the same statement a contact as the ticket's participant and the chat messages it was made of. Its
 * place among the ticket's events is drawn from the sequence of their ids.
 * Null when one of the same source is there already. A sensitive body goes to the encrypted column only.
 */
export async function insertComment(tx: Tx, comment: NewComment, sources?: MessageSources): Promise<CommentId | null> {
  const id = newId<CommentId>(tx.now)
  const contactId = 'contactId' in comment.author ? comment.author.contactId : null
  const engineerId = 'engineerId' in comment.author ? comment.author.engineerId : null
  const inserted = await tx.sql.$queryRaw<unknown[]>`
    WITH made AS (
      INSERT INTO "comment" ("id", "ticket_id", "contact_id", "engineer_id", "body", "internal", "sensitive", "waiting_for_client",
        "needs_answer", "source_key", "at", "place")
      VALUES (${id}::uuid, ${comment.ticketId}::uuid, ${contactId}::uuid, ${engineerId}::uuid, ${comment.sensitive ? '' : comment.body},
        ${comment.internal}, ${comment.sensitive}, ${comment.waitingForClient}, ${comment.needsAnswer}, ${comment.sourceKey}, ${comment.at},
        nextval('ticket_event_id_seq'))
      ON CONFLICT ("source_key") DO NOTHING
      RETURNING "id", "ticket_id", "contact_id"
    ), joined AS (
      INSERT INTO "ticket_participant" ("ticket_id", "contact_id")
      SELECT "ticket_id", "contact_id" FROM made WHERE "contact_id" IS NOT NULL ON CONFLICT DO NOTHING
    ), told AS (
      INSERT INTO "chat_message" ("conversation_id", "external_id", "ticket_id", "comment_id")
      SELECT DISTINCT ${sources?.conversationId ?? ''}, source, made."ticket_id", made."id"
      FROM made CROSS JOIN unnest(${[...(sources?.externalIds ?? [])]}::text[]) AS source
      ON CONFLICT ("conversation_id", "external_id") DO UPDATE
        SET "ticket_id" = EXCLUDED."ticket_id", "comment_id" = EXCLUDED."comment_id"
    )
    SELECT FROM made`
  if (inserted.length === 0) return null
  if (comment.sensitive) {
    await tx.sql.secret.create({
      data: { commentId: id, body: tx.secrets.seal(comment.body, `secret:${id}`), createdAt: tx.now },
    })
  }
  return id
}

export interface CommentRow {
  readonly id: CommentId
  readonly ticketId: TicketId
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  readonly authorName: string
  readonly body: string
  readonly internal: boolean
  readonly sensitive: boolean
  readonly withdrawn: boolean
  readonly needsAnswer: boolean
  readonly at: Date
  readonly files: number
}

/** The comment made of a source; null when there is none. */
export async function findCommentBySource(tx: Tx, sourceKey: string): Promise<{ id: CommentId; ticketId: TicketId } | null> {
  const [row] = await tx.sql.$queryRaw<{ id: CommentId; ticketId: TicketId }[]>`
    SELECT "id"::text, "ticket_id"::text AS "ticketId" FROM "comment" WHERE "source_key" = ${sourceKey}`
  return row ?? null
}

/** A comment's columns, of the table called `m`. Its files are counted by themselves: joined, all files there are would be. */
const comments = Prisma.sql`
  SELECT m."id"::text, m."ticket_id"::text AS "ticketId", m."contact_id"::text AS "contactId", m."engineer_id"::text AS "engineerId",
    COALESCE(k."name", e."name", '') AS "authorName", m."body", m."internal", m."sensitive", m."withdrawn_at" IS NOT NULL AS "withdrawn",
    m."needs_answer" AS "needsAnswer", m."at", (SELECT count(*)::int FROM "attachment" a WHERE a."comment_id" = m."id") AS "files"
  FROM "comment" m LEFT JOIN "contact" k ON k."id" = m."contact_id" LEFT JOIN "engineer" e ON e."id" = m."engineer_id"`

/** The latest comments of a ticket (and of those merged into it, `alsoOf`), oldest of them first; withdrawn ones are left out, internal ones on request. */
export async function findLatestComments(
  tx: Tx,
  ticketId: TicketId,
  options: { limit: number; internal: boolean; alsoOf?: readonly TicketId[] },
): Promise<readonly CommentRow[]> {
  const also = options.alsoOf ?? []
  // Of one ticket they are read from the index in this very order; of several they are sorted.
  const ofTickets =
    also.length === 0
      ? Prisma.sql`m."ticket_id" = ${ticketId}::uuid`
      : Prisma.sql`m."ticket_id" = ANY(${[ticketId, ...also]}::uuid[])`
  const rows = await tx.sql.$queryRaw<CommentRow[]>`
    ${comments} WHERE ${ofTickets} AND m."withdrawn_at" IS NULL AND (${options.internal} OR NOT m."internal")
    ORDER BY m."at" DESC, m."id" DESC LIMIT ${options.limit}`
  return rows.reverse()
}

/** How many comments stand on a ticket, internal ones among them. */
export async function countComments(tx: Tx, ticketId: TicketId): Promise<number> {
  return tx.sql.comment.count({ where: { ticketId, withdrawnAt: null } })
}

/** One comment with its author's name; null when unknown. */
export async function findComment(tx: Tx, id: CommentId): Promise<CommentRow | null> {
  const rows = await tx.sql.$queryRaw<CommentRow[]>`${comments} WHERE m."id" = ${id}::uuid`
  return rows[0] ?? null
}

/** Replaces a comment's text; what it said before is kept as a version. A sensitive comment's old text is not kept. */
export async function replaceCommentBody(tx: Tx, comment: CommentRow, body: string): Promise<void> {
  if (comment.sensitive) {
    await tx.sql.secret.update({
      where: { commentId: comment.id },
      data: { body: tx.secrets.seal(body, `secret:${comment.id}`) },
    })
  } else {
    await tx.sql.commentVersion.create({ data: { commentId: comment.id, body: comment.body, replacedAt: tx.now } })
  }
  await tx.sql.comment.update({ where: { id: comment.id }, data: { body: comment.sensitive ? '' : body, editedAt: tx.now } })
}

/** The author takes a comment back. It stays in the history, and is shown no more. */
export async function markCommentWithdrawn(tx: Tx, id: CommentId): Promise<void> {
  await tx.sql.comment.update({ where: { id }, data: { withdrawnAt: tx.now } })
}
