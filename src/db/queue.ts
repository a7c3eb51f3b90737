// The engineers' queue: open and waiting tickets of the whole desk in solving order, with what is due on each.
import type { EngineerId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { ClockKind } from '../domain/sla-clock.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type TicketRow, toTicket } from './tickets.ts'

/** The running response clock that is due first, and whose hours it goes by. */
export interface DueClock {
  readonly kind: ClockKind
  readonly dueAt: Date
  readonly time: 'working' | 'plain'
  readonly terms: PlanTerms
}

export interface QueuedTicket extends Ticket {
  readonly companyName: string
  readonly assigneeName: string | null
  /** Null: nothing is promised, or all is answered. */
  readonly due: DueClock | null
}

/** All of the desk's, or one engineer's. In solving order: Blockers, then the plan's order, then the priority, then what is due first (RULES 3). */
export async function findQueue(tx: Tx, limit: number, assigneeId?: EngineerId): Promise<readonly QueuedTicket[]> {
  const whose = assigneeId === undefined ? Prisma.empty : Prisma.sql`AND t."assignee_id" = ${assigneeId}::uuid`
  const rows = await tx.sql.$queryRaw<(TicketRow & DueColumns & Pick<QueuedTicket, 'companyName' | 'assigneeName'>)[]>`
    SELECT t."id"::text, t."number", t."company_id"::text AS "companyId", t."contact_id"::text AS "contactId",
      t."server_id"::text AS "serverId", t."assignee_id"::text AS "assigneeId", t."summary", '' AS "description", t."priority",
      t."status", t."channel", t."opened_at" AS "openedAt", t."ended_at" AS "endedAt", o."name" AS "companyName", e."name" AS "assigneeName",
      c."kind", c."dueAt", c."time", t."terms"
    FROM "ticket" t JOIN "company" o ON o."id" = t."company_id" LEFT JOIN "engineer" e ON e."id" = t."assignee_id"
    LEFT JOIN LATERAL (
      SELECT s."kind", s."due_at" AS "dueAt", s."state"->>'time' AS "time" FROM "sla_clock" s
      WHERE s."ticket_id" = t."id" AND s."due_at" = t."due_at" AND s."stopped_at" IS NULL AND s."kind" <> 'resolution' LIMIT 1
    ) c ON true
    WHERE t."status" IN ('open', 'waiting') ${whose}
    ORDER BY t."solving_order", t."due_at", t."opened_at", t."number" LIMIT ${limit}`
  return rows.map((row) => ({
    ...toTicket(row),
    companyName: row.companyName,
    assigneeName: row.assigneeName,
    due: toDueClock(row),
  }))
}

/** What is due first on one ticket. */
export async function findDueClock(
  tx: Tx,
  ticketId: string,
): Promise<{ readonly terms: PlanTerms | null; readonly due: DueClock | null }> {
  const [row] = await tx.sql.$queryRaw<DueColumns[]>`
    SELECT c."kind", c."dueAt", c."time", t."terms" FROM "ticket" t
    LEFT JOIN LATERAL (
      SELECT s."kind", s."due_at" AS "dueAt", s."state"->>'time' AS "time" FROM "sla_clock" s
      WHERE s."ticket_id" = t."id" AND s."stopped_at" IS NULL AND s."kind" <> 'resolution' ORDER BY s."due_at" LIMIT 1
    ) c ON true
    WHERE t."id" = ${ticketId}::uuid`
  return row === undefined ? { terms: null, due: null } : { terms: row.terms, due: toDueClock(row) }
}

type DueColumns = { readonly [Column in keyof DueClock]: DueClock[Column] | null }

function toDueClock({ kind, dueAt, time, terms }: DueColumns): DueClock | null {
  return kind === null || dueAt === null || time === null || terms === null ? null : { kind, dueAt, time, terms }
}
