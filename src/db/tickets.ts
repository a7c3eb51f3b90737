// Tickets: rows in, tickets out. Finding a ticket for a client always names the company, so that an unknown number and
// another company's number are one and the same answer, found by one and the same statement.
import type { Actor } from '../domain/actor.ts'
import { actorColumns } from '../domain/actor.ts'
import {
  type CompanyId,
  type ContactId,
  type ConversationId,
  type EngineerId,
  newId,
  type ServerId,
  type TicketId,
} from '../domain/ids.ts'
import type { Priority } from '../domain/priority.ts'
import type { Ticket, TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

export interface TicketRow {
  id: string
  number: number
  companyId: string
  contactId: string | null
  serverId: string | null
  assigneeId: string | null
  summary: string
  description: string
  priority: string
  status: string
  channel: string
  openedAt: Date
  endedAt: Date | null
}

export function toTicket(row: TicketRow): Ticket {
  return {
    id: row.id as TicketId,
    number: row.number,
    companyId: row.companyId as CompanyId,
    contactId: row.contactId as ContactId | null,
    serverId: row.serverId as ServerId | null,
    assigneeId: row.assigneeId as EngineerId | null,
    summary: row.summary,
    description: row.description,
    priority: row.priority as Priority,
    status: row.status as TicketStatus,
    channel: row.channel,
    openedAt: row.openedAt,
    endedAt: row.endedAt,
  }
}

/** A ticket's columns, of the table called `t`. */
const ticketColumns = Prisma.sql`
  t."id"::text, t."number", t."company_id"::text AS "companyId", t."contact_id"::text AS "contactId", t."server_id"::text AS "serverId",
  t."assignee_id"::text AS "assigneeId", t."summary", t."description", t."priority", t."status", t."channel", t."opened_at" AS "openedAt",
  t."ended_at" AS "endedAt"`

/** Messages of a chat, by the platform's ids: a reply to one of them, or its edit, is about what was made of it. */
export interface MessageSources {
  readonly conversationId: ConversationId
  readonly externalIds: readonly string[]
}

export interface NewTicket {
  readonly companyId: CompanyId
  readonly contactId: ContactId | null
  readonly serverId: ServerId | null
  readonly summary: string
  readonly description: string
  readonly priority: Priority
  readonly channel: string
  readonly openedAt: Date
  readonly sourceKey: string | null
  readonly refersToId: TicketId | null
}

/**
 * Inserts a ticket with the next number, and in the same statement what comes with it: its history's first entry, the contact
 * as its first participant, and the chat messages it was made of. Null when a ticket of the same source is there already.
 */
export async function insertTicket(tx: Tx, ticket: NewTicket, by: Actor, sources?: MessageSources): Promise<Ticket | null> {
  const { contactId, engineerId } = actorColumns(by)
  const rows = await tx.sql.$queryRaw<{ id: TicketId; number: number }[]>`
    WITH made AS (INSERT INTO "ticket" ("id", "number", "company_id", "contact_id", "server_id", "summary", "description", "priority", "status",
      "channel", "source_key", "refers_to_id", "opened_at", "last_activity_at", "created_at")
    VALUES (${newId(tx.now)}::uuid, nextval('ticket_number_seq'), ${ticket.companyId}::uuid, ${ticket.contactId}::uuid, ${ticket.serverId}::uuid,
      ${ticket.summary}, ${ticket.description}, ${ticket.priority}, 'open', ${ticket.channel}, ${ticket.sourceKey},
      ${ticket.refersToId}::uuid, ${ticket.openedAt}, ${ticket.openedAt}, ${tx.now})
    ON CONFLICT ("source_key") DO NOTHING
    RETURNING "id", "number"
    ), logged AS (
      INSERT INTO "ticket_event" ("ticket_id", "at", "kind", "data", "contact_id", "engineer_id")
      SELECT "id", ${ticket.openedAt}::timestamptz, 'opened', jsonb_build_object('priority', ${ticket.priority}::text), ${contactId}::uuid, ${engineerId}::uuid FROM made
    ), joined AS (
      INSERT INTO "ticket_participant" ("ticket_id", "contact_id")
      SELECT "id", ${ticket.contactId}::uuid FROM made WHERE ${ticket.contactId}::uuid IS NOT NULL
    ), told AS (
      INSERT INTO "chat_message" ("conversation_id", "external_id", "ticket_id")
      SELECT DISTINCT ${sources?.conversationId ?? ''}, source, made."id"
      FROM made CROSS JOIN unnest(${[...(sources?.externalIds ?? [])]}::text[]) AS source
      ON CONFLICT ("conversation_id", "external_id") DO UPDATE SET "ticket_id" = EXCLUDED."ticket_id", "comment_id" = NULL
    )
    SELECT "id"::text, "number" FROM made`
  const [row] = rows
  if (row === undefined) return null
  return { ...ticket, id: row.id, number: row.number, assigneeId: null, status: 'open', endedAt: null }
}

/** The ticket made of a source, whoever's it is; null when there is none. */
export async function findTicketBySource(tx: Tx, sourceKey: string): Promise<Ticket | null> {
  const row = await tx.sql.ticket.findUnique({ where: { sourceKey } })
  return row === null ? null : toTicket(row)
}

/** A ticket by its number. With a company: only that company's. */
export async function findTicket(tx: Tx, number: number, companyId?: CompanyId): Promise<Ticket | null> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`
    SELECT ${ticketColumns} FROM "ticket" t
    WHERE t."number" = ${number} AND (${companyId ?? null}::uuid IS NULL OR t."company_id" = ${companyId ?? null}::uuid)`
  return rows.map(toTicket)[0] ?? null
}

/** The ticket, locked until the transaction ends. Null when there is none. */
export async function lockTicket(tx: Tx, id: TicketId): Promise<Ticket | null> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`
    SELECT ${ticketColumns} FROM "ticket" t WHERE t."id" = ${id}::uuid FOR NO KEY UPDATE`
  return rows.map(toTicket)[0] ?? null
}

/** The same without waiting: null also while somebody else holds it. */
export async function lockFreeTicket(tx: Tx, id: TicketId): Promise<Ticket | null> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`
    SELECT ${ticketColumns} FROM "ticket" t WHERE t."id" = ${id}::uuid FOR NO KEY UPDATE SKIP LOCKED`
  return rows.map(toTicket)[0] ?? null
}

export interface TicketChange {
  readonly status?: TicketStatus
  readonly priority?: Priority
  readonly assigneeId?: EngineerId | null
  readonly serverId?: ServerId | null
  readonly endedAt?: Date | null
}

/** Changes a ticket that is locked. `at` is when it happened. */
export async function updateTicket(tx: Tx, id: TicketId, change: TicketChange, at: Date): Promise<void> {
  if (Object.keys(change).length > 0) {
    await tx.sql.ticket.update({ where: { id }, data: { ...change, lastActivityAt: at } })
  } else {
    await tx.sql.$executeRaw`UPDATE "ticket" SET "last_activity_at" = ${at} WHERE "id" = ${id}::uuid`
  }
}

/** The company's open and waiting tickets, the most recently touched first. */
export async function findOpenTickets(tx: Tx, companyId: CompanyId, limit: number): Promise<readonly Ticket[]> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`
    SELECT ${ticketColumns} FROM "ticket" t
    WHERE t."company_id" = ${companyId}::uuid AND t."status" IN ('open', 'waiting') ORDER BY t."last_activity_at" DESC LIMIT ${limit}`
  return rows.map(toTicket)
}

/** All of the company's open and waiting tickets, in one order, so that whoever locks several meets no dead-lock. */
export async function findOpenTicketIds(tx: Tx, companyId: CompanyId): Promise<readonly TicketId[]> {
  const rows = await tx.sql.$queryRaw<{ id: TicketId }[]>`
    SELECT "id"::text FROM "ticket" WHERE "company_id" = ${companyId}::uuid AND "status" IN ('open', 'waiting') ORDER BY "id"`
  return rows.map((row) => row.id)
}

/** The company's latest ended tickets. */
export async function findEndedTickets(tx: Tx, companyId: CompanyId, limit: number): Promise<readonly Ticket[]> {
  const rows = await tx.sql.ticket.findMany({
    where: { companyId, status: { in: ['resolved', 'closed'] } },
    orderBy: { number: 'desc' },
    take: limit,
  })
  return rows.map(toTicket)
}

/** The contact belongs to the ticket's circle from now on and hears of its updates. */
export async function addParticipant(tx: Tx, ticketId: TicketId, contactId: ContactId): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO "ticket_participant" ("ticket_id", "contact_id") VALUES (${ticketId}::uuid, ${contactId}::uuid) ON CONFLICT DO NOTHING`
}

export type TicketEventKind =
  | 'opened'
  | 'status'
  | 'priority'
  | 'plan'
  | 'needs-answer'
  | 'assigned'
  | 'server'
  | 'comment-withdrawn'
  | 'consent'
  | 'estimate'
  | 'terms'
  | 'terms-declined'
  | 'blocker-called'
  | 'blocker-acknowledged'
  | 'blocker-call-ended'
  | 'delivery-failed'
  | 'file-failed'
  | 'breach-reason'
  | 'answer-removed'
  | 'merged-away'
  | 'taken-over'
  | 'linked'
  | 'unlinked'

/** Appends to the ticket's history. Never holds what somebody wrote. */
export async function addTicketEvent(
  tx: Tx,
  ticketId: TicketId,
  event: { kind: TicketEventKind; at: Date; by: Actor; data?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { contactId, engineerId } = actorColumns(event.by)
  await tx.sql.$executeRaw`
    INSERT INTO "ticket_event" ("ticket_id", "at", "kind", "data", "contact_id", "engineer_id")
    VALUES (${ticketId}::uuid, ${event.at}, ${event.kind}, ${JSON.stringify(event.data ?? {})}::jsonb, ${contactId}::uuid, ${engineerId}::uuid)`
}

/** When the last thing happened that a later change may not precede (CONTRACT: messages, status, priority, assignee, plan). */
export async function findLastEventAt(tx: Tx, ticketId: TicketId): Promise<Date> {
  const [row] = await tx.sql.$queryRaw<{ at: Date }[]>`
    SELECT GREATEST(
      (SELECT "opened_at" FROM "ticket" WHERE "id" = ${ticketId}::uuid),
      (SELECT MAX("at") FROM "comment" WHERE "ticket_id" = ${ticketId}::uuid),
      (SELECT MAX("at") FROM "ticket_event" WHERE "ticket_id" = ${ticketId}::uuid AND "kind" IN ('opened', 'status', 'priority', 'assigned', 'plan'))
    ) AS "at"`
  if (row === undefined) throw new Error('no such ticket')
  return row.at
}

/** A ticket by its id, not locked. */
export async function findTicketRow(tx: Tx, id: TicketId): Promise<Ticket | null> {
  const rows = await tx.sql.$queryRaw<TicketRow[]>`SELECT ${ticketColumns} FROM "ticket" t WHERE t."id" = ${id}::uuid`
  return rows.map(toTicket)[0] ?? null
}

/** How often something is on the ticket's history. */
export async function countTicketEvents(tx: Tx, ticketId: TicketId, kind: TicketEventKind): Promise<number> {
  return tx.sql.ticketEvent.count({ where: { ticketId, kind } })
}
