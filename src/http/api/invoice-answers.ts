// What the API answers about invoices and payments.
import { z } from 'zod'
import { invoiceStatuses } from '../../domain/invoice.ts'
import { model } from '../api-model.ts'

const status = z.enum(invoiceStatuses)

export const invoice = model('Invoice', {
  id: z.string(),
  number: z.string(),
  company: z.string(),
  currency: z.string(),
  status,
  issuedOn: z.string(),
  dueOn: z.string(),
  lines: z.array(
    z.object({ description: z.string(), quantity: z.number(), unitPriceCents: z.number(), amountCents: z.number() }),
  ),
  totalCents: z.number(),
  paidCents: z.number().describe('May be more than the total: what is paid too much is kept'),
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
})
