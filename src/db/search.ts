// The search over tickets and comments. What is indexed, and how words are cut, stands in the migration that made the columns:
// nothing sensitive, nothing that was taken back. How a search is put and shown is services/search-tickets.ts.
import type { CommentId, TicketId } from '../domain/ids.ts'
import type { TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

export interface TicketHit {
  readonly id: TicketId
  readonly number: number
  readonly companyName: string
  readonly status: TicketStatus
  readonly summary: string
  readonly description: string
  /** The best fitting comment; null when the ticket's own text fits better. */
  readonly comment: { readonly id: CommentId; readonly body: string; readonly internal: boolean } | null
  /** Larger is better; comparable within one search only. */
  readonly score: number
}

/** So many of the newest fitting tickets, and comments, are compared: a word that stands everywhere is not weighed everywhere. */
const compared = 100

/**
 * Tickets that hold all the words in their own text or in one comment, the best first. `words` as people write them: quotes hold
 * a phrase together, "or" lets either do.
 */
export async function searchTickets(tx: Tx, words: string, limit: number): Promise<readonly TicketHit[]> {
  const query = Prisma.sql`search_query(${words})`
  // With a plan made for these very words PostgreSQL knows how many rows hold them: it reads the index of a rare word, and the
  // newest rows for one that is everywhere.
  await tx.sql.$queryRaw`SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`
  const rows = await tx.sql.$queryRaw<HitRow[]>`
    WITH fitting AS (
      (SELECT t."id", NULL::uuid AS comment_id, ts_rank(t."search", ${query}, 1) AS score, t."number" AS place FROM "ticket" t
        WHERE t."search" @@ ${query} ORDER BY t."number" DESC LIMIT ${compared})
      UNION ALL
      (SELECT m."ticket_id", m."id", ts_rank(m."search", ${query}, 1), NULL FROM "comment" m
        WHERE m."search" @@ ${query} ORDER BY m."id" DESC LIMIT ${compared})
    ), best AS (
      SELECT DISTINCT ON (id) id, comment_id, score FROM fitting ORDER BY id, score DESC, comment_id DESC NULLS FIRST
    ), first AS (SELECT * FROM best ORDER BY score DESC, id DESC LIMIT ${limit})
    SELECT t."id"::text, t."number", o."name" AS "companyName", t."status", t."summary", t."description", first.score,
      m."id"::text AS "commentId", m."body", m."internal"
    FROM first JOIN "ticket" t ON t."id" = first.id JOIN "company" o ON o."id" = t."company_id"
    LEFT JOIN "comment" m ON m."id" = first.comment_id
    ORDER BY first.score DESC, first.id DESC`
  await tx.sql.$queryRaw`SELECT set_config('plan_cache_mode', 'auto', true)`
  return rows.map(({ commentId, body, internal, ...hit }) => ({
    ...hit,
    comment: commentId === null ? null : { id: commentId, body: body ?? '', internal: internal === true },
  }))
}

type HitRow = Omit<TicketHit, 'comment'> & {
  readonly commentId: CommentId | null
  readonly body: string | null
  readonly internal: boolean | null
}
