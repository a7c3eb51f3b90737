// What a line of an invoice billed, in its row and out of it. Adding up what was billed is billed-lines.ts.
import type { ChargeKind, ChargeReason } from '../domain/charge.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Prisma } from './generated/client.ts'

export interface LineCharge {
  /** What all lines that billed the same thing have in common (domain/charge.ts). */
  readonly key: string
  readonly kind: ChargeKind
  readonly reason: ChargeReason
  readonly ticketId: TicketId | null
  readonly ticketNumber: number | null
  /** The time entries it billed. */
  readonly entries: readonly string[]
}

/** What has to be read along with a line. */
export const lineTicket = { ticket: { select: { number: true } } } satisfies Prisma.InvoiceLineInclude

export function chargeColumns(charge: LineCharge | null | undefined) {
  if (charge == null) return {}
  const { key, kind, reason, ticketId, entries } = charge
  // Reasons are plain JSON.
  const chargeReason = reason as unknown as Prisma.InputJsonObject
  return { chargeKey: key, chargeKind: kind, chargeReason, ticketId, entryIds: [...entries] }
}

interface Columns {
  readonly chargeKey: string | null
  readonly chargeKind: string | null
  readonly chargeReason: unknown
  readonly ticketId: string | null
  readonly ticket: { readonly number: number } | null
  readonly entryIds: readonly string[]
}

export function toLineCharge({ chargeKey, chargeKind, chargeReason, ticketId, ticket, entryIds }: Columns): LineCharge | null {
  if (chargeKey === null) return null
  return {
    key: chargeKey,
    kind: chargeKind as ChargeKind,
    reason: chargeReason as ChargeReason,
    ticketId: ticketId as TicketId | null,
    ticketNumber: ticket?.number ?? null,
    entries: entryIds,
  }
}
