// What the API answers about invoices and payments.
import { z } from 'zod'
import type { Invoice } from '../../db/invoices.ts'
import { chargeKinds } from '../../domain/charge.ts'
import type { Day } from '../../domain/day.ts'
import { invoiceStatuses, statusOn } from '../../domain/invoice.ts'
import { model } from '../api-model.ts'

const status = z.enum(invoiceStatuses)
export const chargeKind = z.enum(chargeKinds)

export const invoice = model('Invoice', {
  id: z.string(),
  number: z.string(),
  company: z.string(),
  currency: z.string(),
  status,
  issuedOn: z.string(),
  dueOn: z.string(),
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.number(),
      unitPriceCents: z.number(),
      amountCents: z.number(),
      kind: chargeKind.nullable().describe('Null: the line was given as it is'),
      ticket: z.number().int().nullable(),
      entries: z.array(z.string()).describe('The time entries it billed'),
    }),
  ),
  netCents: z.number().describe('What the lines come to'),
  vatRate: z.number().nullable().describe('Thousandths, 210 is 21 %; null: no VAT'),
  vatCents: z.number(),
  vatExemption: z.string().nullable(),
  totalCents: z.number().describe('With VAT; below zero on a credit note, and where a difference is a credit'),
  paidCents: z.number().describe('May be more than the total: what is paid too much is kept'),
  creditCents: z.number().describe('Kept of it for the company’s next invoice in this currency, which takes it off here'),
  creditTakenCents: z.number().describe('Part of paidCents: kept from earlier invoices when this one was issued'),
  cancels: z.string().nullable().describe('A credit note: the number of the invoice it cancels'),
  cancelledBy: z.string().nullable().describe('The number of the credit note'),
})

export const payment = model('Payment', {
  id: z.string(),
  invoice: z.string(),
  amountCents: z.number(),
  currency: z.string(),
  receivedOn: z.string(),
  reference: z.string().nullable(),
  status: status.describe('Of the invoice, with this payment'),
  totalCents: z.number(),
  paidCents: z.number(),
  creditCents: z
    .number()
    .describe('What of this payment is more than was due: kept for the company’s next invoice in this currency'),
})

export function sayInvoice(found: Invoice, today: Day): z.output<typeof invoice> {
  return {
    id: found.id,
    number: found.number,
    company: found.companyId,
    currency: found.currency,
    status: statusOn(today, found),
    issuedOn: found.issuedOn,
    dueOn: found.dueOn,
    lines: found.lines.map(({ description, quantity, unitPriceCents, amountCents, charge }) => ({
      description,
      quantity: Number(quantity),
      unitPriceCents: Number(unitPriceCents),
      amountCents: Number(amountCents),
      kind: charge?.kind ?? null,
      ticket: charge?.ticketNumber ?? null,
      entries: [...(charge?.entries ?? [])],
    })),
    netCents: Number(found.totalCents - found.vatCents),
    vatRate: found.vatRate,
    vatCents: Number(found.vatCents),
    vatExemption: found.vatExemption,
    totalCents: Number(found.totalCents),
    paidCents: Number(found.paidCents),
    creditCents: Number(found.creditCents),
    creditTakenCents: Number(found.creditTakenCents),
    cancels: found.cancels?.number ?? null,
    cancelledBy: found.cancelledBy?.number ?? null,
  }
}

/** Whether a number in a path could be an invoice's at all. */
export function mayBeInvoiceNumber(given: string): boolean {
  return /^[A-Za-z0-9_-]{1,60}$/.test(given)
}
