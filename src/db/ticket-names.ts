// The names that a ticket's ids stand for, read at once: what cards and pings are worded with.
import type { TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface TicketNames {
  readonly company: string
  readonly contact: string | null
  readonly server: { readonly name: string; readonly product: string | null; readonly version: string | null } | null
  readonly assignee: string | null
  /** Whose terms it was opened under; null for a ticket from before plans. */
  readonly catalogue: string | null
}

/** @throws when there is no such ticket. */
export async function getTicketNames(tx: Tx, id: TicketId): Promise<TicketNames> {
  const [row] = await tx.sql.$queryRaw<TicketNames[]>`
    SELECT o."name" AS "company", k."name" AS "contact", e."name" AS "assignee", t."terms"->>'catalogue' AS "catalogue",
      CASE WHEN s."id" IS NOT NULL THEN jsonb_build_object('name', s."name", 'product', s."product", 'version', s."version") END AS "server"
    FROM "ticket" t JOIN "company" o ON o."id" = t."company_id" LEFT JOIN "contact" k ON k."id" = t."contact_id"
    LEFT JOIN "server" s ON s."id" = t."server_id" LEFT JOIN "engineer" e ON e."id" = t."assignee_id"
    WHERE t."id" = ${id}::uuid`
  if (row === undefined) throw new Error('no such ticket')
  return row
}
