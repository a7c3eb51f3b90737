// The history of a ticket as a list. Adding to it stands in tickets.ts; clocks are counted from it in clock-history.ts.
import type { ContactId, EngineerId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface TicketEventView {
  readonly id: bigint
  readonly at: Date
  readonly kind: string
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  /** Of whoever did it; null when no person did. */
  readonly name: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** In the order it was written down. */
export async function findTicketEvents(
  tx: Tx,
  ticketId: TicketId,
  page: PageRequest<number>,
): Promise<Page<TicketEventView, number>> {
  const rows = await tx.sql.$queryRaw<TicketEventView[]>`
    SELECT v.id, v.at, v.kind, v.contact_id::text AS "contactId", v.engineer_id::text AS "engineerId",
      coalesce(k.name, e.name) AS name, v.data
    FROM ticket_event v LEFT JOIN contact k ON k.id = v.contact_id LEFT JOIN engineer e ON e.id = v.engineer_id
    WHERE v.ticket_id = ${ticketId}::uuid AND v.id > ${page.after ?? 0}::bigint ORDER BY v.id LIMIT ${page.limit + 1}`
  return toPage(rows, page.limit, { item: (row) => row, key: (row) => Number(row.id) })
}
