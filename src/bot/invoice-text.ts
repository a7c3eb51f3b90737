// Invoices as a contact reads them: a list, and one with its lines.
import { dayAt } from '../domain/day.ts'
import { statusOn } from '../domain/invoice.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { ReadInvoice } from '../services/read-invoices.ts'
import { sayDecimal, sayMoney } from '../texts/money.ts'
import { say, sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'

/** More lines than this are left to the document. */
const shownLines = 25

export function wordInvoices(language: Language, invoices: readonly ReadInvoice[], now: Date): RichText {
  const lines = invoices.map((invoice) =>
    invoice.cancels === null
      ? say(language, 'invoices-line', valuesOf(language, invoice, now))
      : say(language, 'invoices-line-credit', { ...valuesOf(language, invoice, now), cancelled: invoice.cancels.number }),
  )
  return join([say(language, 'invoices-title'), ...lines])
}

export function wordInvoice(language: Language, invoice: ReadInvoice, now: Date): RichText {
  const money = (cents: bigint) => sayMoney(language, cents, invoice.currency)
  const lines = invoice.lines.slice(0, shownLines).map(({ description, quantity, unitPriceCents, amountCents }) =>
    say(language, 'invoice-line', {
      description: description.slice(0, 100),
      quantity,
      price: money(unitPriceCents),
      amount: money(amountCents),
    }),
  )
  const { vatRate, vatCents, cancels, cancelledBy } = invoice
  const rate = vatRate === null ? '' : sayDecimal(language, String(vatRate / 10))
  const after = [
    ...(vatRate === null ? [] : [say(language, 'invoice-vat', { rate, amount: money(vatCents) })]),
    ...(cancelledBy === null ? [] : [say(language, 'invoice-cancelled-by', { number: cancelledBy.number })]),
  ]
  const values = valuesOf(language, invoice, now)
  const heading =
    cancels === null
      ? say(language, 'invoice-heading', values)
      : say(language, 'invoice-heading-credit', { ...values, cancelled: cancels.number })
  const more = invoice.lines.length > shownLines ? [say(language, 'invoice-lines-more')] : []
  return join([heading, join([...lines, ...more, ...after])], '\n\n')
}

function valuesOf(language: Language, invoice: ReadInvoice, now: Date) {
  const { number, issuedOn, dueOn, totalCents, paidCents, currency } = invoice
  const rest = sayMoney(language, totalCents - paidCents, currency)
  const status = sayText(language, `invoice-status-${statusOn(dayAt(now), invoice)}`, { due: sayDay(language, dueOn), rest })
  return { number, issued: sayDay(language, issuedOn), amount: sayMoney(language, totalCents, currency), status }
}
