// What lines of invoices billed: the charges of a company so far, in the parts in which they were billed. Invoices that were
// cancelled do not count, and what they billed is unbilled again.
import type { Charge, ChargeKind, ChargeReason } from '../domain/charge.ts'
import type { CompanyId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Of all invoices in one currency, in the order in which they were issued. Lock the company first, to bill what is not there yet. */
export async function findBilledParts(tx: Tx, companyId: CompanyId, currency: string): Promise<readonly Charge[]> {
  const rows = await tx.sql.$queryRaw<BilledRow[]>`
    SELECT l.charge_key AS key, l.charge_kind AS kind, l.charge_reason AS reason, l.ticket_id::text AS "ticketId",
      l.quantity::float8, l.unit_price_cents::float8 AS "unitPriceCents", l.amount_cents::float8 AS "amountCents",
      l.entry_ids::text[] AS entries
    FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
    WHERE i.company_id = ${companyId}::uuid AND i.currency = ${currency} AND i.status <> 'cancelled' AND i.cancels_id IS NULL
      AND l.charge_key IS NOT NULL
    ORDER BY i.created_at, i.id, l.position`
  return rows.map((row) => ({ ...row, currency }))
}

interface BilledRow {
  readonly key: string
  readonly kind: ChargeKind
  readonly reason: ChargeReason
  readonly ticketId: TicketId | null
  readonly quantity: number
  readonly unitPriceCents: number
  readonly amountCents: number
  readonly entries: readonly string[]
}
