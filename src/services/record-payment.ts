// Takes in a payment of an invoice, and tells the company's Invoices contacts, and nobody else (RULES 4).

import type { Tx } from '../db/client.ts'
import { type Invoice, insertPayment, lockInvoice } from '../db/invoices.ts'
import { findInvoiceContacts } from '../db/people.ts'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import { creditOf, statusByPayments } from '../domain/invoice.ts'
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { invoiceButtons } from './invoice-buttons.ts'
import { notify } from './notify.ts'

export interface RecordPayment {
  readonly invoiceNumber: string
  /** Above 0. */
  readonly amountCents: number
  readonly receivedOn: Day
  readonly reference: string | null
}

export interface RecordedPayment {
  readonly id: string
  readonly invoice: Invoice
  /** What of this payment is more than was due: kept for the company's next invoice in this currency. */
  readonly creditCents: bigint
}

/**
 * More than is due is accepted and kept as credit.
 * @throws Refusal `not-found`; `conflict` for a cancelled invoice or a credit note; `invalid` when all payments are too much to be
 *   counted.
 */
export async function recordPayment(tx: Tx, desk: Desk, request: RecordPayment): Promise<RecordedPayment> {
  const before = await lockInvoice(tx, request.invoiceNumber)
  if (before === null) throw new Refusal('not-found')
  if (before.status === 'cancelled') throw new Refusal('conflict', { reason: 'invoice-cancelled' })
  if (before.cancels !== null) throw new Refusal('conflict', { reason: 'credit-note' })
  const paidCents = before.paidCents + BigInt(request.amountCents)
  if (paidCents > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal('invalid', { reason: 'total-too-large' }, 'amountCents')
  const status = statusByPayments(before.totalCents, paidCents)
  const creditCents = creditOf({ totalCents: before.totalCents, paidCents, nothingDue: false })
  const payment = { amountCents: BigInt(request.amountCents), receivedOn: request.receivedOn, reference: request.reference }
  const { id } = await insertPayment(tx, before.id, payment, { paidCents, creditCents, status })
  const invoice: Invoice = { ...before, paidCents, creditCents, status }
  await notify(tx, desk, {
    kind: status === 'paid' ? 'invoice.paid' : 'invoice.partly-paid',
    dedup: `invoice.payment:${id}`,
    about: { invoiceId: invoice.id },
    recipients: await findInvoiceContacts(tx, invoice.companyId, desk.defaultLanguage),
    buttons: (language) => invoiceButtons(language, invoice),
    text: (language) => wordPayment(language, invoice, request.amountCents, creditCents - before.creditCents),
  })
  return { id, invoice, creditCents: creditCents - before.creditCents }
}

function wordPayment(language: Language, invoice: Invoice, amountCents: number, keptCents: bigint): RichText {
  const money = (cents: bigint | number) => sayMoney(language, cents, invoice.currency)
  const values = { number: invoice.number, amount: money(amountCents) }
  const restCents = invoice.totalCents - invoice.paidCents
  if (restCents > 0n)
    return say(language, 'invoice-partly-paid', { ...values, rest: money(restCents), due: sayDay(language, invoice.dueOn) })
  if (keptCents > 0n) return say(language, 'invoice-overpaid', { ...values, over: money(keptCents) })
  return say(language, 'invoice-paid', values)
}
