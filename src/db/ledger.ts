// The ledger: who was told what, when, on which channel, with what result. Reads what the outbox keeps of its notices;
// what was said is not in it, and answers to a person's own message are none.
import type { ContactId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface LedgerEntry {
  readonly id: string
  readonly kind: string
  readonly contactId: string | null
  readonly engineerId: string | null
  /** The chat it went to; for one that had no chat, the id stored on the person, if any. */
  readonly address: string | null
  readonly channel: string
  readonly status: 'queued' | 'sent' | 'failed' | 'skipped'
  readonly attempts: number
  readonly reason: string | null
  /** When it was sent, failed or was skipped; while it waits, when it was queued. */
  readonly at: Date
  readonly ticketNumber: number | null
  readonly invoiceNumber: string | null
}

export interface LedgerFilter {
  readonly ticketNumber?: number | undefined
  readonly contactId?: ContactId | undefined
  readonly invoiceNumber?: string | undefined
}

/** In the order they were queued. */
export async function findNotifications(
  tx: Tx,
  filter: LedgerFilter,
  page: PageRequest<string>,
): Promise<Page<LedgerEntry, string>> {
  const conditions = [Prisma.sql`o."push"`]
  if (filter.ticketNumber !== undefined) {
    conditions.push(Prisma.sql`o."ticket_id" = (SELECT "id" FROM "ticket" WHERE "number" = ${filter.ticketNumber})`)
  }
  if (filter.contactId !== undefined) conditions.push(Prisma.sql`o."contact_id" = ${filter.contactId}::uuid`)
  if (filter.invoiceNumber !== undefined) {
    conditions.push(Prisma.sql`o."invoice_id" = (SELECT "id" FROM "invoice" WHERE "number" = ${filter.invoiceNumber})`)
  }
  if (page.after !== null) conditions.push(Prisma.sql`o."id" > ${page.after}::bigint`)
  const rows = await tx.sql.$queryRaw<LedgerEntry[]>`
    SELECT o."id"::text, o."kind", o."contact_id"::text AS "contactId", o."engineer_id"::text AS "engineerId",
      COALESCE(CASE WHEN c."room_of" IS NULL THEN c."address" ELSE split_part(c."address", '/', 1) END, k."telegram_id", e."telegram_id") AS "address", o."channel",
      CASE WHEN o."state" IN ('sending', 'held') THEN 'queued' ELSE o."state" END AS "status", o."attempts", o."reason",
      COALESCE(o."finished_at", o."created_at") AS "at", t."number" AS "ticketNumber", i."number" AS "invoiceNumber"
    FROM "outbox_message" o
    LEFT JOIN "conversation" c ON c."id" = o."conversation_id"
    LEFT JOIN "contact" k ON k."id" = o."contact_id"
    LEFT JOIN "engineer" e ON e."id" = o."engineer_id"
    LEFT JOIN "ticket" t ON t."id" = o."ticket_id"
    LEFT JOIN "invoice" i ON i."id" = o."invoice_id"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY o."id" LIMIT ${page.limit + 1}`
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => row.id })
}
