// The lines of an invoice that bills what a company is charged: all that no invoice has billed yet, up to the end of a month.
import type { Tx } from '../db/client.ts'
import type { StoredLine } from '../db/invoices.ts'
import { dayAt } from '../domain/day.ts'
import { addMonths, type Month, monthOf } from '../domain/desk-month.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'
import { type ChargeLine, unbilledThrough } from './count-charges.ts'
import type { Desk } from './desk.ts'

export interface BillCharges {
  readonly companyId: CompanyId
  readonly currency: string
  /** All up to its end. Reading: what is prepaid for the next month may be billed ahead, and nothing that is later. */
  readonly through: Month
}

/**
 * The company is to be locked: two that bill it at once would bill the same.
 * @throws Refusal `nothing-to-bill`; `invalid`, naming `charges`, for a month too late; `conflict` when a catalogue is gone.
 */
export async function billCharges(tx: Tx, desk: Desk, request: BillCharges): Promise<readonly StoredLine[]> {
  const { companyId, currency, through } = request
  if (through > addMonths(monthOf(dayAt(tx.now)), 1)) throw new Refusal('invalid', { reason: 'future-month' }, 'charges')
  const lines = await unbilledThrough(tx, desk, companyId, { month: through, currency })
  if (lines.length === 0) throw new Refusal('nothing-to-bill')
  return lines.map(toStoredLine)
}

/** A credit has a quantity below zero, at the price of what it credits. */
function toStoredLine(line: ChargeLine): StoredLine {
  const { key, kind, reason, ticketId, ticketNumber, entries } = line
  return {
    description: line.description,
    quantity: String(line.quantity),
    unitPriceCents: BigInt(line.unitPriceCents),
    amountCents: BigInt(line.amountCents),
    charge: { key, kind, reason, ticketId, ticketNumber, entries },
  }
}
