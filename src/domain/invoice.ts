// What an invoice's lines come to and what its payments make of it. Integer cents and thousandths only: no fraction of a
// cent is ever carried in a floating-point number (RULES 6, D20).
import type { Day } from './day.ts'

export const invoiceStatuses = ['issued', 'partly-paid', 'paid', 'overdue', 'cancelled'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

export interface InvoiceLine {
  readonly description: string
  /** Above 0, at most three decimals. */
  readonly quantity: number
  /** May be below 0: a discount. */
  readonly unitPriceCents: number
}

/** A quantity in thousandths; null when it is not above 0, has more than three decimals, or is a thousand million or more. */
export function toThousandths(quantity: number): bigint | null {
  const parts = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(String(quantity))
  if (parts === null || quantity <= 0) return null
  return BigInt(parts[1] ?? '') * 1000n + BigInt((parts[2] ?? '').padEnd(3, '0'))
}

/**
 * Quantity times price, half a cent rounded up; below zero the mirror image, so that a credit cancels its charge exactly.
 * @throws RangeError for a quantity that `toThousandths` refuses.
 */
export function toAmountCents(line: Pick<InvoiceLine, 'quantity' | 'unitPriceCents'>): bigint {
  const thousandths = toThousandths(line.quantity)
  if (thousandths === null) throw new RangeError('a quantity has at most three decimals')
  const product = thousandths * BigInt(line.unitPriceCents)
  return product < 0n ? -((-product + 500n) / 1000n) : (product + 500n) / 1000n
}

/** What payments make of an invoice. More than the total is kept, and counts as paid. */
export function statusByPayments(totalCents: bigint, paidCents: bigint): InvoiceStatus {
  if (paidCents >= totalCents) return 'paid'
  return paidCents > 0n ? 'partly-paid' : 'issued'
}

/**
 * What of its payments is more than is due, and kept for the next invoice. Of one that is cancelled, and of a credit note, nothing is
 * due; where the total is below zero (a difference that is a credit), all of it is kept without any payment.
 */
export function creditOf({
  totalCents,
  paidCents,
  nothingDue,
}: {
  totalCents: bigint
  paidCents: bigint
  nothingDue: boolean
}): bigint {
  const over = paidCents - (nothingDue ? 0n : totalCents)
  return over > 0n ? over : 0n
}

/** So much of each of these, in their order, as an invoice of this total can take. */
export function takeOff<Kept extends { readonly cents: bigint }>(totalCents: bigint, kept: readonly Kept[]): readonly Kept[] {
  let left = totalCents
  return kept.flatMap((credit) => {
    const cents = credit.cents < left ? credit.cents : left
    if (cents <= 0n) return []
    left -= cents
    return [{ ...credit, cents }]
  })
}

/** The status to show: an invoice nothing was paid of is overdue from the day after it was due (and was issued). */
export function statusOn(today: Day, invoice: { status: InvoiceStatus; issuedOn: Day; dueOn: Day }): InvoiceStatus {
  const late = invoice.dueOn < today && invoice.issuedOn < today
  return invoice.status === 'issued' && late ? 'overdue' : invoice.status
}
